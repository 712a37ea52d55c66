package io.groat.notifier.webhook;

import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.HoldEvent;
import io.groat.event.PaymentEvent;
import io.groat.notifier.intake.ReceivedEvent;
import io.groat.web.http.Parameters;
import io.groat.web.json.MinorUnits;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Events as webhooks tell them: {@code {"type", "timestamp", "data"}}. What one side may not know of the other is left out. */
final class WebhookEvents {

    static final String TEST = "webhook.test";
    private static final String DEPOSITED = "deposit.completed";
    private static final String WITHDRAWN = "withdrawal.completed";
    private static final String REFUNDED = "refund.completed";
    private static final String CAPTURED = "hold.captured";
    private static final String COMMISSIONED = "commission.completed";

    /** Of what is for operators: only who asks for them by name gets them. */
    static final Set<String> OPERATORS = Set.of("system.opened", "system.reminded", "system.ended");

    static final Set<String> TYPES = types();

    /**
     * One that may go out.
     *
     * @param users whose endpoints get it
     */
    record Told(String type, String payload, List<String> users) {}

    private WebhookEvents() {}

    private static Set<String> types() {
        Set<String> types = new TreeSet<>(
                Set.of("payment.initiated", "payment.completed", "payment.failed", "payment.cancelled", TEST));
        types.addAll(Set.of(DEPOSITED, WITHDRAWN, REFUNDED, CAPTURED, COMMISSIONED));
        types.addAll(Set.of("hold.authorized", "hold.expiring", "hold.voided", "hold.expired"));
        types.addAll(OutsideData.TYPES.values());
        types.addAll(OPERATORS);
        return types;
    }

    /** @throws io.groat.web.problem.ProblemException INVALID_FIELD when one of them is none that is told */
    static Set<String> judged(Collection<String> types) {
        for (String type : types) {
            if (!TYPES.contains(type)) {
                throw Parameters.invalid("events", "\"" + type + "\" is none of " + TYPES);
            }
        }
        return Set.copyOf(types);
    }

    /** As what an event is told, be its body read or not; null when it is not told. */
    static @Nullable String type(ReceivedEvent received) {
        PaymentEvent payment = received.payment();
        EventType event = received.event().type();
        return switch (payment == null ? PaymentEvent.TRANSFER : payment.kind()) {
            case PaymentEvent.TRANSFER -> type(event);
            case PaymentEvent.DEPOSIT -> event == EventType.PaymentCompleted ? DEPOSITED : null;
            case PaymentEvent.WITHDRAWAL -> event == EventType.PaymentCompleted ? WITHDRAWN : null;
            case PaymentEvent.COMMISSION -> event == EventType.PaymentCompleted ? COMMISSIONED : null;
            case PaymentEvent.CAPTURE -> event == EventType.PaymentCompleted ? CAPTURED : null;
            case PaymentEvent.REFUND, PaymentEvent.REVERSAL -> event == EventType.PaymentCompleted ? REFUNDED : null;
            default -> null;
        };
    }

    /** As what events of that type are told that are no payments, or payments between users; null when they are not. */
    static @Nullable String type(EventType event) {
        return switch (event) {
            case PaymentInitiated -> "payment.initiated";
            case PaymentCompleted -> "payment.completed";
            case PaymentFailed -> "payment.failed";
            case PaymentCancelled -> "payment.cancelled";
            case HoldAuthorized -> "hold.authorized";
            case HoldExpiring -> "hold.expiring";
            case HoldVoided -> "hold.voided";
            case HoldExpired -> "hold.expired";
            default -> OutsideData.TYPES.get(event);
        };
    }

    /** What is told of an event; null when nothing is. */
    static @Nullable Told of(ReceivedEvent received) {
        PaymentEvent payment = received.payment();
        HoldEvent hold = received.hold();
        String type = type(received);
        if (type != null && hold != null) {
            String payee = hold.payeeUser();
            return new Told(
                    type,
                    payload(type, received.event().time(), data(hold)),
                    payee == null ? List.of(hold.payerUser()) : List.of(hold.payerUser(), payee));
        }
        if (type != null && payment == null) {
            return OutsideData.told(type, received);
        }
        if (payment == null || type == null) {
            return null;
        }
        return new Told(
                type,
                payload(type, received.event().time(), data(payment)),
                users(received.event().type(), payment));
    }

    /**
     * The payer hears of all that becomes of a payment; its payee of money that came, and of nothing else. A source is
     * nobody who hears.
     */
    private static List<String> users(EventType type, PaymentEvent payment) {
        String payee = type == EventType.PaymentCompleted ? payment.payeeUser() : null;
        return Stream.of(payment.payerUser(), payee == null ? PaymentEvent.SOURCE : payee)
                .filter(user -> !user.startsWith(PaymentEvent.SOURCE))
                .toList();
    }

    static String test(Instant now) {
        return payload(TEST, now, Map.of("message", "It works"));
    }

    private static Map<String, Object> data(PaymentEvent payment) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("paymentId", payment.transferId());
        data.put("kind", payment.kind());
        putIfThere(data, "parentId", payment.parentId());
        data.put("status", payment.status());
        putIfThere(data, "reason", payment.reason());
        data.put("payer", payment.payerUser());
        putIfThere(data, "payee", payment.payeeUser());
        data.put("amount", MinorUnits.value(payment.amount()));
        data.put("currency", payment.currency());
        putIfThere(data, "reference", payment.reference());
        data.put("createdAt", payment.createdAt());
        putIfThere(data, "completedAt", payment.completedAt());
        return data;
    }

    private static Map<String, Object> data(HoldEvent hold) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("holdId", hold.holdId());
        data.put("status", hold.status());
        putIfThere(data, "reason", hold.reason());
        data.put("payer", hold.payerUser());
        putIfThere(data, "payee", hold.payeeUser());
        data.put("amount", MinorUnits.value(hold.amount()));
        data.put("captured", MinorUnits.value(hold.captured()));
        data.put("released", MinorUnits.value(hold.released()));
        data.put("currency", hold.currency());
        putIfThere(data, "reference", hold.reference());
        data.put("expiresAt", hold.expiresAt());
        data.put("createdAt", hold.createdAt());
        putIfThere(data, "endedAt", hold.endedAt());
        return data;
    }

    static void putIfThere(Map<String, Object> data, String name, @Nullable Object value) {
        if (value != null) {
            data.put(name, value);
        }
    }

    static String payload(String type, Instant at, Map<String, Object> data) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("type", type);
        payload.put("timestamp", at);
        payload.put("data", data);
        return EventJson.write(payload);
    }
}
