package io.groat.notifier.intake;

import io.groat.event.HoldEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Whom a hold's events are told to. Pure. */
final class HoldNotices {

    private HoldNotices() {}

    static List<Notice> of(ReceivedEvent received) {
        HoldEvent hold = received.hold();
        if (hold == null) {
            return List.of();
        }
        return switch (received.event().type()) {
            case HoldAuthorized -> List.of(toPayer(received, hold, "hold-authorized"));
            case HoldExpiring -> both(received, hold, "hold-expiring");
            case HoldExpired -> both(received, hold, "hold-expired");
            case HoldVoided ->
                List.of(toPayer(received, hold, hold.reason() == null ? "hold-voided" : "hold-declined"));
            default -> List.of();
        };
    }

    private static List<Notice> both(ReceivedEvent received, HoldEvent hold, String template) {
        String payee = hold.payeeUser();
        return payee == null || payee.equals(hold.payerUser())
                ? List.of(toPayer(received, hold, template))
                : Stream.of(hold.payerUser(), payee)
                        .map(user -> notice(received, hold, user, template))
                        .toList();
    }

    private static Notice toPayer(ReceivedEvent received, HoldEvent hold, String template) {
        return notice(received, hold, hold.payerUser(), template);
    }

    private static Notice notice(ReceivedEvent received, HoldEvent hold, String user, String template) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "amountMinor",
                Long.toString(hold.amount()),
                "currency",
                hold.currency(),
                "holdId",
                hold.holdId().toString(),
                "payer",
                hold.payerUser(),
                "expiresAt",
                hold.expiresAt().toString()));
        String payee = hold.payeeUser();
        if (payee != null) {
            variables.put("payee", payee);
        }
        String reference = hold.reference();
        if (reference != null && !reference.isBlank()) {
            variables.put("reference", reference);
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
