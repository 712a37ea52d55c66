package io.groat.analytics.event;

import static io.groat.analytics.event.CountedEventReader.occurrence;
import static io.groat.analytics.event.CountedEventReader.require;
import static io.groat.analytics.event.CountedEventReader.requireCurrency;

import io.groat.analytics.event.CountedEvent.Effect;
import io.groat.analytics.figure.GatewayCell;
import io.groat.analytics.figure.GatewayStep;
import io.groat.analytics.figure.Gateways;
import io.groat.event.DisputeEvent;
import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.OrderEvent;
import io.groat.event.PayoutEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of orders, payouts and disputes. Names of gateways are as the router has them, and methods those that there
 * are; so what an event may say makes no more figures than that.
 */
final class GatewayEventReader {

    private static final Pattern GATEWAY = Pattern.compile("[a-z][a-z0-9-]{0,23}");
    private static final Set<String> METHODS = Set.of("upi", "card", "bank");
    private static final String OTHER_METHOD = "other";

    private GatewayEventReader() {}

    static CountedEvent order(Event event) {
        OrderEvent body = EventJson.read(event.data(), OrderEvent.class);
        GatewayStep step = switch (event.type()) {
            case OrderCreated -> GatewayStep.ORDER_CREATED;
            case OrderAttemptFailed -> GatewayStep.ORDER_ATTEMPT_FAILED;
            case OrderCredited -> GatewayStep.ORDER_CREDITED;
            case OrderFailed -> GatewayStep.ORDER_FAILED;
            default -> GatewayStep.ORDER_EXPIRED;
        };
        GatewayCell cell = new GatewayCell(step, method(body.method()), requireCurrency(body.currency()));
        String gateway = body.gateway() == null ? Gateways.NONE : requireGateway(body.gateway());
        Instant began = step == GatewayStep.ORDER_CREDITED ? body.paidAt() : null;
        return occurrence(
                event,
                require(body.orderId(), "orderId"),
                counted(gateway, cell, requireAmount(body.amount()), began, ended(body.endedAt(), event)));
    }

    static CountedEvent payout(Event event) {
        PayoutEvent body = EventJson.read(event.data(), PayoutEvent.class);
        boolean refund = body.orderId() != null;
        GatewayStep step = switch (event.type()) {
            case PayoutCreated -> refund ? GatewayStep.REFUND_CREATED : GatewayStep.PAYOUT_CREATED;
            case PayoutSettled -> refund ? GatewayStep.REFUND_SETTLED : GatewayStep.PAYOUT_SETTLED;
            case PayoutFailed -> refund ? GatewayStep.REFUND_FAILED : GatewayStep.PAYOUT_FAILED;
            case PayoutReturned -> refund ? GatewayStep.REFUND_RETURNED : GatewayStep.PAYOUT_RETURNED;
            default -> null;
        };
        Object subject = require(body.payoutId(), "payoutId");
        if (step == null) {
            return occurrence(event, subject, Effect.NONE);
        }
        boolean settled = step == GatewayStep.PAYOUT_SETTLED || step == GatewayStep.REFUND_SETTLED;
        return occurrence(
                event,
                subject,
                counted(
                        requireGateway(body.gateway()),
                        new GatewayCell(step, GatewayCell.NO_METHOD, requireCurrency(body.currency())),
                        requireAmount(body.amount()),
                        settled ? body.sentAt() : null,
                        ended(body.endedAt(), event)));
    }

    static CountedEvent dispute(Event event) {
        DisputeEvent body = EventJson.read(event.data(), DisputeEvent.class);
        GatewayStep step = switch (event.type()) {
            case DisputeOpened -> GatewayStep.DISPUTE_OPENED;
            case DisputeWon -> GatewayStep.DISPUTE_WON;
            case DisputeLost -> GatewayStep.DISPUTE_LOST;
            default -> null;
        };
        Object subject = require(body.disputeId(), "disputeId");
        if (step == null) {
            return occurrence(event, subject, Effect.NONE);
        }
        GatewayCell cell = new GatewayCell(step, GatewayCell.NO_METHOD, requireCurrency(body.currency()));
        return occurrence(
                event,
                subject,
                counted(requireGateway(body.gateway()), cell, requireAmount(body.amount()), null, event.time()));
    }

    /** @param began null where it is not measured how long it took */
    private static Effect counted(
            String gateway, GatewayCell cell, long amountMinor, @Nullable Instant began, Instant ended) {
        if (began == null) {
            return (figures, context) -> figures.stepped(gateway, cell, amountMinor);
        }
        long took = Math.max(0, ChronoUnit.MILLIS.between(began, ended));
        return (figures, context) -> figures.stepped(gateway, cell, amountMinor, took);
    }

    private static Instant ended(@Nullable Instant endedAt, Event event) {
        return endedAt == null ? event.time() : endedAt;
    }

    private static String method(@Nullable String name) {
        String method = CountedEventReader.requireName(name, "method");
        return METHODS.contains(method) ? method : OTHER_METHOD;
    }

    private static String requireGateway(@Nullable String name) {
        if (name == null || !GATEWAY.matcher(name).matches()) {
            throw new IllegalArgumentException("gateway is missing or no name of one");
        }
        return name;
    }

    private static long requireAmount(long minor) {
        if (minor < 0) {
            throw new IllegalArgumentException("amount is below zero");
        }
        return minor;
    }
}
