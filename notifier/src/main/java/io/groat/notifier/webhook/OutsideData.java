package io.groat.notifier.webhook;

import static io.groat.notifier.webhook.WebhookEvents.putIfThere;

import io.groat.event.DisputeEvent;
import io.groat.event.EventType;
import io.groat.event.OrderEvent;
import io.groat.event.PayoutEvent;
import io.groat.notifier.intake.ReceivedEvent;
import io.groat.web.json.MinorUnits;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Orders, payouts and disputes as webhooks tell them, to the user whose they are: what paid an order is nobody's to know. */
final class OutsideData {

    /** As what each event is told. */
    static final Map<EventType, String> TYPES = new EnumMap<>(Map.ofEntries(
            Map.entry(EventType.OrderCreated, "order.created"),
            Map.entry(EventType.OrderAttemptFailed, "order.attempt_failed"),
            Map.entry(EventType.OrderCredited, "order.credited"),
            Map.entry(EventType.OrderFailed, "order.failed"),
            Map.entry(EventType.OrderExpired, "order.expired"),
            Map.entry(EventType.PayoutCreated, "payout.created"),
            Map.entry(EventType.PayoutSent, "payout.sent"),
            Map.entry(EventType.PayoutSettled, "payout.settled"),
            Map.entry(EventType.PayoutFailed, "payout.failed"),
            Map.entry(EventType.PayoutReturned, "payout.returned"),
            Map.entry(EventType.DisputeOpened, "dispute.opened"),
            Map.entry(EventType.DisputeResponseNeeded, "dispute.response_needed"),
            Map.entry(EventType.DisputeResponseDue, "dispute.response_due"),
            Map.entry(EventType.DisputeAnswered, "dispute.answered"),
            Map.entry(EventType.DisputeWon, "dispute.won"),
            Map.entry(EventType.DisputeLost, "dispute.lost")));

    private OutsideData() {}

    /** What is told of an event; null when it is of none of these. */
    static WebhookEvents.@Nullable Told told(String type, ReceivedEvent received) {
        OrderEvent order = received.order();
        PayoutEvent payout = received.payout();
        DisputeEvent dispute = received.dispute();
        if (order != null) {
            return told(type, received, data(order), order.payeeUser());
        }
        if (payout != null) {
            return told(type, received, data(payout), payout.payerUser());
        }
        return dispute == null ? null : told(type, received, data(dispute), dispute.payeeUser());
    }

    private static WebhookEvents.Told told(String type, ReceivedEvent received, Map<String, Object> data, String user) {
        return new WebhookEvents.Told(
                type, WebhookEvents.payload(type, received.event().time(), data), List.of(user));
    }

    private static Map<String, Object> data(OrderEvent order) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("orderId", order.orderId());
        data.put("status", order.status());
        putIfThere(data, "reason", order.reason());
        data.put("payee", order.payeeUser());
        data.put("amount", MinorUnits.value(order.amount()));
        data.put("currency", order.currency());
        data.put("method", order.method());
        putIfThere(data, "gateway", order.gateway());
        putIfThere(data, "reference", order.reference());
        putIfThere(data, "paymentId", order.movementId());
        data.put("attempts", order.attempts());
        data.put("createdAt", order.createdAt());
        data.put("expiresAt", order.expiresAt());
        putIfThere(data, "paidAt", order.paidAt());
        putIfThere(data, "endedAt", order.endedAt());
        return data;
    }

    private static Map<String, Object> data(PayoutEvent payout) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("payoutId", payout.payoutId());
        data.put("status", payout.status());
        putIfThere(data, "reason", payout.reason());
        data.put("payer", payout.payerUser());
        data.put("amount", MinorUnits.value(payout.amount()));
        data.put("currency", payout.currency());
        data.put("gateway", payout.gateway());
        data.put("destination", payout.destination());
        putIfThere(data, "destinationId", payout.destinationId());
        putIfThere(data, "orderId", payout.orderId());
        putIfThere(data, "reference", payout.reference());
        putIfThere(data, "paymentId", payout.movementId());
        putIfThere(data, "returnId", payout.returnId());
        data.put("createdAt", payout.createdAt());
        putIfThere(data, "sentAt", payout.sentAt());
        putIfThere(data, "endedAt", payout.endedAt());
        return data;
    }

    private static Map<String, Object> data(DisputeEvent dispute) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("disputeId", dispute.disputeId());
        data.put("status", dispute.status());
        data.put("reason", dispute.reason());
        data.put("gateway", dispute.gateway());
        data.put("orderId", dispute.orderId());
        data.put("payee", dispute.payeeUser());
        data.put("amount", MinorUnits.value(dispute.amount()));
        data.put("currency", dispute.currency());
        putIfThere(data, "takenFrom", dispute.takenFrom());
        data.put("taken", MinorUnits.value(dispute.taken()));
        putIfThere(data, "respondBy", dispute.respondBy());
        data.put("createdAt", dispute.createdAt());
        putIfThere(data, "endedAt", dispute.endedAt());
        return data;
    }
}
