package io.groat.web.limit;

import io.groat.web.access.Rate;
import java.time.Duration;

/**
 * The generic cell rate algorithm: one time is kept a subject, at which all permits are there again, and each permit
 * taken moves it on by one interval. The same sum as in {@code gcra.lua}.
 */
final class CellRate {

    private CellRate() {}

    /**
     * @param fullAt when all permits were there again, in microseconds; long past for a subject that is new
     * @param now in microseconds
     * @param count permits asked for at once
     */
    static Result take(Rate rate, long fullAt, long now, int count) {
        long interval = micros(rate.interval());
        long burst = interval * rate.permits();
        long next = Math.max(fullAt, now) + interval * count;
        long ahead = next - now;
        if (ahead > burst) {
            long held = Math.max(0, fullAt - now);
            return new Result(
                    fullAt,
                    new Decision(rate, false, (burst - held) / interval, ofMicros(ahead - burst), ofMicros(held)));
        }
        return new Result(next, new Decision(rate, true, (burst - ahead) / interval, Duration.ZERO, ofMicros(ahead)));
    }

    /** @param fullAt to be kept for the next time */
    record Result(long fullAt, Decision decision) {}

    static long micros(Duration time) {
        return Math.max(1, time.toNanos() / 1_000);
    }

    static Duration ofMicros(long micros) {
        return Duration.ofNanos(micros * 1_000);
    }
}
