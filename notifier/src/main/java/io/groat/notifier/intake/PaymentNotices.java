package io.groat.notifier.intake;

import io.groat.event.PaymentEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whom a payment's events are told to. Pure. */
final class PaymentNotices {

    static final String RECEIVED = "payment-received";

    private PaymentNotices() {}

    static List<Notice> of(ReceivedEvent received) {
        PaymentEvent payment = received.payment();
        if (payment == null) {
            return List.of();
        }
        return switch (received.event().type()) {
            case PaymentCompleted -> completed(received, payment);
            case PaymentFailed -> List.of(toPayer(received, payment, "payment-failed"));
            case PaymentCancelled -> List.of(toPayer(received, payment, "payment-cancelled"));
            default -> List.of();
        };
    }

    private static List<Notice> completed(ReceivedEvent received, PaymentEvent payment) {
        Notice sent = toPayer(received, payment, "payment-sent");
        String payee = payment.payeeUser();
        return payee == null || payee.equals(payment.payerUser())
                ? List.of(sent)
                : List.of(sent, notice(received, payment, payee, RECEIVED, "payer", payment.payerUser()));
    }

    private static Notice toPayer(ReceivedEvent received, PaymentEvent payment, String template) {
        String payee = payment.payeeUser();
        return notice(received, payment, payment.payerUser(), template, "payee", payee == null ? "" : payee);
    }

    private static Notice notice(
            ReceivedEvent received, PaymentEvent payment, String user, String template, String side, String other) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "amountMinor",
                Long.toString(payment.amount()),
                "currency",
                payment.currency(),
                "paymentId",
                payment.transferId().toString()));
        String reference = payment.reference();
        if (reference != null && !reference.isBlank()) {
            variables.put("reference", reference);
        }
        if (!other.isEmpty()) {
            variables.put(side, other);
        }
        return Notice.of(
                        received.event().id(),
                        user,
                        template,
                        variables,
                        received.event().time())
                .in(received.event().trace());
    }
}
