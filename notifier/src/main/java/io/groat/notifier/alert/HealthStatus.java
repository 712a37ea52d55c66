package io.groat.notifier.alert;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How something was found.
 *
 * @param part of the service; null for the whole
 * @param detail what is wrong; names no person
 * @param at when it was so
 */
record HealthStatus(
        String service,
        @Nullable String part,
        boolean up,
        @Nullable String detail,
        Instant at) {

    private static final int LONGEST = 200;

    HealthStatus {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        service = cut(service);
        part = part == null ? null : cut(part);
        detail = detail == null ? null : cut(detail);
    }

    /** What it is about, the same each time. */
    String key() {
        return part == null ? service : service + " " + part;
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
