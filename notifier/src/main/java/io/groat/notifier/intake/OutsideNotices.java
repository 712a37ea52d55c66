package io.groat.notifier.intake;

import io.groat.event.DisputeEvent;
import io.groat.event.OrderEvent;
import io.groat.event.PayoutEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom the events of orders, payouts and disputes are told to. Pure.
 *
 * <p>The movement that such a thing makes is told of here and not a second time by {@link PaymentNotices}, but for what a refund
 * to the source or a dispute takes: that the money is gone is told when it goes, by the payment. What a refund's arrival would
 * say was said then.
 */
final class OutsideNotices {

    private OutsideNotices() {}

    static List<Notice> of(ReceivedEvent received) {
        OrderEvent order = received.order();
        if (order != null) {
            return ofOrder(received, order);
        }
        PayoutEvent payout = received.payout();
        if (payout != null) {
            return ofPayout(received, payout);
        }
        DisputeEvent dispute = received.dispute();
        return dispute == null ? List.of() : ofDispute(received, dispute);
    }

    /** Who orders sees that it is made, and who lets it expire knows. */
    private static List<Notice> ofOrder(ReceivedEvent received, OrderEvent order) {
        String template = switch (received.event().type()) {
            case OrderCredited -> "order-credited";
            case OrderFailed -> "order-failed";
            default -> null;
        };
        Map<String, String> variables = amount(order.amount(), order.currency(), order.reference());
        variables.put("orderId", order.orderId().toString());
        return notices(received, order.payeeUser(), template, variables);
    }

    private static List<Notice> ofPayout(ReceivedEvent received, PayoutEvent payout) {
        boolean refund = payout.orderId() != null;
        String template = switch (received.event().type()) {
            case PayoutSettled -> refund ? null : "payout-settled";
            case PayoutFailed -> refund ? "order-refund-failed" : "payout-failed";
            case PayoutReturned -> refund ? "order-refund-failed" : "payout-returned";
            default -> null;
        };
        Map<String, String> variables = amount(payout.amount(), payout.currency(), payout.reference());
        variables.put("payoutId", payout.payoutId().toString());
        variables.put("destination", payout.destination());
        return notices(received, payout.payerUser(), template, variables);
    }

    private static List<Notice> ofDispute(ReceivedEvent received, DisputeEvent dispute) {
        String template = switch (received.event().type()) {
            case DisputeOpened -> "dispute-opened";
            case DisputeResponseDue -> "dispute-response-due";
            case DisputeWon -> "dispute-won";
            case DisputeLost -> "dispute-lost";
            default -> null;
        };
        Map<String, String> variables = amount(dispute.amount(), dispute.currency(), null);
        variables.put("disputeId", dispute.disputeId().toString());
        variables.put("orderId", dispute.orderId().toString());
        if (dispute.respondBy() != null) {
            variables.put("respondBy", dispute.respondBy().toString());
        }
        if ("PAYEE".equals(dispute.takenFrom())) {
            variables.put("taken", Long.toString(dispute.taken()));
        }
        return notices(received, dispute.payeeUser(), template, variables);
    }

    private static Map<String, String> amount(long minor, String currency, @Nullable String reference) {
        Map<String, String> variables = new HashMap<>();
        variables.put("amountMinor", Long.toString(minor));
        variables.put("currency", currency);
        if (reference != null && !reference.isBlank()) {
            variables.put("reference", reference);
        }
        return variables;
    }

    private static List<Notice> notices(
            ReceivedEvent received, String user, @Nullable String template, Map<String, String> variables) {
        return template == null
                ? List.of()
                : List.of(Notice.of(
                                received.event().id(),
                                user,
                                template,
                                variables,
                                received.event().time())
                        .in(received.event().trace()));
    }
}
