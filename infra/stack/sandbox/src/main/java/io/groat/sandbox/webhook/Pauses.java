package io.groat.sandbox.webhook;

import java.time.Duration;
import java.util.List;

/** How long to wait between tries, longer each time, and when to give up: after about a day, as providers do. */
final class Pauses {

    private static final List<Duration> AFTER = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(15));

    private Pauses() {}

    /** @param tries how often it was tried, 1 or more */
    static Duration after(int tries) {
        return AFTER.get(Math.min(tries, AFTER.size()) - 1);
    }

    static boolean isLast(int tries) {
        return tries > AFTER.size();
    }
}
