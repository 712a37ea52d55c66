package io.groat.notifier.alert;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One message to operators, decided on and not yet on its way. Its id stays, so that handing it over once more is the same.
 *
 * @param alerts as they were when it was decided on, the oldest first
 */
record AlertNotice(UUID id, What what, Instant at, List<Alert> alerts) {

    enum What {
        OPENED,
        REMINDED,
        ENDED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    AlertNotice {
        alerts = List.copyOf(alerts);
    }

    static AlertNotice of(What what, Instant at, List<Alert> alerts) {
        String all = alerts.stream().map(alert -> alert.id().toString()).collect(Collectors.joining(" "));
        return new AlertNotice(
                UUID.nameUUIDFromBytes((what + " " + at + " " + all).getBytes(StandardCharsets.UTF_8)),
                what,
                at,
                alerts);
    }
}
