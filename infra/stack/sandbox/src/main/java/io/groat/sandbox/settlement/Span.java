package io.groat.sandbox.settlement;

import io.groat.sandbox.book.Rows;
import io.groat.sandbox.http.Call;
import io.groat.sandbox.http.Refusal;
import io.groat.sandbox.model.Movement;
import io.groat.sandbox.model.Provider;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;

/** The time that a file is asked for, in Unix seconds: from then on, and up to before then. */
public record Span(long from, long to) {

    private static final long SECONDS_OF_A_DAY = Duration.ofDays(1).toSeconds();

    /** Each bound is in Unix seconds or a day, which stands for its beginning in UTC; without it there is none. */
    public static Span of(Call call) {
        return new Span(bound(call, "from", Long.MIN_VALUE), bound(call, "to", Long.MAX_VALUE));
    }

    public List<Movement> movements(Rows rows, Provider provider) {
        return rows.all(
                Movement.class,
                movement ->
                        movement.provider() == provider && movement.createdAt() >= from && movement.createdAt() < to);
    }

    /** When money of that time is the merchant's: at the next midnight in UTC. */
    public static long settledAt(Movement movement) {
        return (movement.createdAt() / SECONDS_OF_A_DAY + 1) * SECONDS_OF_A_DAY;
    }

    private static long bound(Call call, String name, long none) {
        String text = call.query(name).orElse("");
        if (text.isEmpty()) {
            return none;
        }
        try {
            return text.matches("[0-9]{1,12}")
                    ? Long.parseLong(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        } catch (DateTimeParseException neither) {
            throw Refusal.field(name, "has to be in Unix seconds, or a day such as 2026-01-31");
        }
    }
}
