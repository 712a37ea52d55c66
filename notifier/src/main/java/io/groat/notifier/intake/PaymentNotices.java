package io.groat.notifier.intake;

import io.groat.event.Event;
import io.groat.event.EventType;
import io.groat.event.PaymentEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whom a payment's events are told to. Pure. */
final class PaymentNotices {

    static final String RECEIVED = "payment-received";

    private PaymentNotices() {}

    static List<Notice> of(ReceivedEvent received) {
        PaymentEvent payment = received.payment();
        if (payment == null || isToldElsewhere(received)) {
            return List.of();
        }
        return switch (payment.kind()) {
            case PaymentEvent.TRANSFER -> ofTransfer(received, payment);
            case PaymentEvent.DEPOSIT -> ofDeposit(received, payment);
            case PaymentEvent.WITHDRAWAL -> ofWithdrawal(received, payment);
            case PaymentEvent.REFUND -> ofRefund(received, payment);
            case PaymentEvent.REVERSAL -> ofReversal(received, payment);
            case PaymentEvent.CAPTURE -> ofCapture(received, payment);
            case PaymentEvent.COMMISSION -> ofCommission(received, payment);
            default -> List.of();
        };
    }

    /** What has moved for an order, a payout or a dispute those tell; that it could not be moved they do not. */
    private static boolean isToldElsewhere(ReceivedEvent received) {
        return received.event().type() == EventType.PaymentCompleted
                && "true".equals(received.event().extensions().get(Event.STEP));
    }

    private static List<Notice> ofTransfer(ReceivedEvent received, PaymentEvent payment) {
        return switch (received.event().type()) {
            case PaymentCompleted -> completed(received, payment);
            case PaymentFailed -> List.of(toPayer(received, payment, "payment-failed"));
            case PaymentCancelled -> List.of(toPayer(received, payment, "payment-cancelled"));
            default -> List.of();
        };
    }

    /** One that failed is between the source and whoever sent it. */
    private static List<Notice> ofDeposit(ReceivedEvent received, PaymentEvent payment) {
        String payee = payment.payeeUser();
        return received.event().type() == EventType.PaymentCompleted && payee != null
                ? List.of(notice(received, payment, payee, "deposit-completed", "source", source(payment.payerUser())))
                : List.of();
    }

    private static List<Notice> ofWithdrawal(ReceivedEvent received, PaymentEvent payment) {
        String template = switch (received.event().type()) {
            case PaymentCompleted -> "withdrawal-completed";
            case PaymentFailed -> "withdrawal-failed";
            default -> null;
        };
        String payee = payment.payeeUser();
        return template == null || payee == null
                ? List.of()
                : List.of(notice(received, payment, payment.payerUser(), template, "destination", source(payee)));
    }

    /** One that failed is in its hold again, or the payer's: nobody has to do anything about it. */
    private static List<Notice> ofCapture(ReceivedEvent received, PaymentEvent payment) {
        if (received.event().type() != EventType.PaymentCompleted) {
            return List.of();
        }
        Notice taken = toPayer(received, payment, "hold-captured");
        String payee = payment.payeeUser();
        return payee == null || payee.equals(payment.payerUser())
                ? List.of(taken)
                : List.of(taken, notice(received, payment, payee, RECEIVED, "payer", payment.payerUser()));
    }

    /** One that failed is between the fee's earner and whoever made the rule. */
    private static List<Notice> ofCommission(ReceivedEvent received, PaymentEvent payment) {
        String payee = payment.payeeUser();
        return received.event().type() == EventType.PaymentCompleted && payee != null
                ? List.of(notice(received, payment, payee, "commission-received", "payer", ""))
                : List.of();
    }

    private static List<Notice> ofRefund(ReceivedEvent received, PaymentEvent payment) {
        return switch (received.event().type()) {
            case PaymentCompleted -> both(received, payment, "refund-sent");
            case PaymentFailed -> List.of(toPayer(received, payment, "refund-failed"));
            default -> List.of();
        };
    }

    /** One that failed is between the account's owner and whoever took it back. */
    private static List<Notice> ofReversal(ReceivedEvent received, PaymentEvent payment) {
        return received.event().type() == EventType.PaymentCompleted
                ? both(received, payment, "payment-reversed")
                : List.of();
    }

    /** To whom the money came back as a refund, however it was taken. A source is no user, and is told nothing. */
    private static List<Notice> both(ReceivedEvent received, PaymentEvent payment, String toPayer) {
        List<Notice> notices = new ArrayList<>();
        String payer = payment.payerUser();
        String payee = payment.payeeUser();
        if (!isSource(payer)) {
            notices.add(notice(received, payment, payer, toPayer, "payee", payee == null ? "" : source(payee)));
        }
        if (payee != null && !payee.equals(payer) && !isSource(payee)) {
            notices.add(notice(received, payment, payee, "refund-received", "payer", source(payer)));
        }
        return notices;
    }

    private static boolean isSource(String side) {
        return side.startsWith(PaymentEvent.SOURCE);
    }

    /** A source's name, as people know it. */
    private static String source(String side) {
        return isSource(side) ? side.substring(PaymentEvent.SOURCE.length()) : side;
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
