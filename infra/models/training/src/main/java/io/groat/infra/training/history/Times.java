package io.groat.infra.training.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** Moments as histories write them. */
final class Times {

    /** The year 2200, in seconds and in milliseconds: what lies between is milliseconds. */
    private static final long LAST_SECOND = 7_258_118_400L;

    private static final long LAST_MILLI = LAST_SECOND * 1_000;

    private Times() {}

    /**
     * ISO 8601 with an offset, or without and then in UTC, with {@code T} or a blank before the time, or a day alone; or
     * seconds or milliseconds since 1970.
     *
     * @throws IllegalArgumentException when it is none of them, or outside of 1970 to 2200
     */
    static Instant parse(String text) {
        Instant parsed = isNumber(text) ? number(text) : iso(text);
        if (parsed.getEpochSecond() < 0 || parsed.getEpochSecond() > LAST_SECOND) {
            throw new IllegalArgumentException("\"" + text + "\" is not between 1970 and 2200");
        }
        return parsed;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= 13 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Instant number(String text) {
        long number = Long.parseLong(text);
        return number > LAST_SECOND && number <= LAST_MILLI
                ? Instant.ofEpochMilli(number)
                : Instant.ofEpochSecond(number);
    }

    private static Instant iso(String text) {
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            String whole = text.length() > 10 && text.charAt(10) == ' '
                    ? text.substring(0, 10) + 'T' + text.substring(11)
                    : text;
            return hasOffset(whole)
                    ? OffsetDateTime.parse(whole).toInstant()
                    : LocalDateTime.parse(whole).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException unreadable) {
            throw new IllegalArgumentException("\"" + text + "\" is no time such as 2026-01-31T12:00:00Z", unreadable);
        }
    }

    private static boolean hasOffset(String text) {
        return text.endsWith("Z") || text.indexOf('+', 10) > 0 || text.indexOf('-', 10) > 0;
    }
}
