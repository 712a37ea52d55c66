package io.groat.analytics.rebuild;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which figures are shown, and which are being made.
 *
 * @param current the generation that is shown
 * @param next the one that is being made; 0 when none is
 * @param starts by {@code TOPICID-PARTITION}, the first place that the topics still held when it began
 * @param ends by the same, how far it has to get to take the current one's place
 */
public record Generations(
        int current,
        int next,
        Phase phase,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String who,
        Map<String, Long> starts,
        Map<String, Long> ends) {

    /** How far a rebuild is. */
    public enum Phase {
        /** None has been asked for, or the last one is done. */
        idle,
        /** Figures of what the topics no longer hold are copied. */
        copying,
        /** Events are read from the topics' start. */
        reading
    }

    public static final Generations FIRST = new Generations(1, 0, Phase.idle, null, null, null, Map.of(), Map.of());

    public Generations {
        starts = Map.copyOf(starts);
        ends = Map.copyOf(ends);
    }

    /** The number of the generation that a new rebuild makes: never one that was tried before. */
    int following() {
        return Math.max(current, next) + 1;
    }
}
