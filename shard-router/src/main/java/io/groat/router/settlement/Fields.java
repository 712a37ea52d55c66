package io.groat.router.settlement;

import io.groat.money.CurrencyCode;
import io.groat.settlement.SettlementRow;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The fields of one line, by the names of their columns. What is not as it has to be is a {@link Fault}. */
final class Fields {

    private static final int MOST_DIGITS = 18;
    private static final int MOST_DIGITS_OF_SECONDS = 12;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    /** Years that the database holds, with room at both ends. */
    private static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");

    private final long line;
    private final Map<String, Integer> columns;
    private final List<String> values;

    /** @param columns where each column is, by its name */
    Fields(long line, Map<String, Integer> columns, List<String> values) {
        this.line = line;
        this.columns = columns;
        this.values = values;
    }

    private String value(String column) {
        return values.get(columns.getOrDefault(column, 0));
    }

    /** An id, of visible ASCII characters. */
    String id(String column, int most) {
        String text = text(column, most);
        if (text == null || !all(text, letter -> letter > ' ' && letter <= '~')) {
            throw fault(column, "has to be an id of visible ASCII characters");
        }
        return text;
    }

    /** Any text, stored as it is; null where there is none. */
    @Nullable
    String text(String column, int most) {
        String value = value(column);
        if (value.length() > most) {
            throw fault(column, "has " + value.length() + " characters, and may have " + most);
        }
        if (!all(value, letter -> !Character.isISOControl(letter))) {
            throw fault(column, "has a line break or another control character in it");
        }
        return value.isEmpty() ? null : value;
    }

    /** A whole number of minor units, with a sign or without. */
    long amount(String column) {
        String value = value(column);
        if (!isDigits(value.startsWith("-") ? value.substring(1) : value, MOST_DIGITS)) {
            throw fault(column, "has to be a whole number of minor units");
        }
        long amount = Long.parseLong(value);
        if (Math.abs(amount) > SettlementRow.MOST_MINOR) {
            throw fault(column, "is more than " + SettlementRow.MOST_MINOR + " minor units");
        }
        return amount;
    }

    /** The same, zero or more. */
    long positive(String column) {
        long amount = amount(column);
        if (amount < 0) {
            throw fault(column, "may not be below zero");
        }
        return amount;
    }

    CurrencyCode currency(String column) {
        return CurrencyCode.find(value(column).toUpperCase(Locale.ROOT))
                .orElseThrow(() -> fault(column, "has to be a currency of ISO 4217"));
    }

    Instant seconds(String column) {
        String value = value(column);
        if (!isDigits(value, MOST_DIGITS_OF_SECONDS)) {
            throw fault(column, "has to be a time in Unix seconds");
        }
        return within(column, Instant.ofEpochSecond(Long.parseLong(value)));
    }

    Instant time(String column) {
        try {
            return within(column, LocalDateTime.parse(value(column), TIME).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException noTime) {
            throw fault(column, "has to be a time such as 2026-01-31 12:00:00");
        }
    }

    private Instant within(String column, Instant time) {
        if (time.isBefore(Instant.EPOCH) || !time.isBefore(LATEST)) {
            throw fault(column, "has to be a time from 1970 to 2999");
        }
        return time;
    }

    private static boolean isDigits(String text, int most) {
        return !text.isEmpty() && text.length() <= most && all(text, letter -> letter >= '0' && letter <= '9');
    }

    private static boolean all(String text, IntPredicate fits) {
        for (int place = 0; place < text.length(); place++) {
            if (!fits.test(text.charAt(place))) {
                return false;
            }
        }
        return true;
    }

    Fault.FaultException fault(String column, String says) {
        return new Fault(line, column, says).thrown();
    }
}
