package io.groat.infra.drill.fault;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The order of faults, decided by the seed alone. Each part has its turn in every round; once, about half-way, all
 * database servers are killed at the same time.
 */
public final class FaultPlan implements Plan {
    /** The relay's lease on a shard's outbox lasts 10 s by default: some pauses outlast it. */
    private static final Duration LONG_PAUSE = Duration.ofSeconds(13);

    private static final Duration TIME_FOR_LONG_PAUSES = Duration.ofMinutes(1);
    private static final int LONG_ONE_OF = 3;
    private static final double KILLS = 0.65;
    private static final Duration MEAN_GAP = Duration.ofMillis(2_500);

    private final Random random;
    private final List<String> parts;
    private final List<String> databases;
    private final boolean longPauses;
    private final long allAtOnceAt;
    private final Deque<String> round = new ArrayDeque<>();
    private long planned;

    /**
     * @param parts what may be taken away
     * @param databases those parts that are shards' servers
     * @param total how long faults go on
     */
    public FaultPlan(long seed, List<String> parts, List<String> databases, Duration total) {
        this.random = new Random(seed);
        this.parts = List.copyOf(parts);
        this.databases = List.copyOf(databases);
        this.longPauses = total.compareTo(TIME_FOR_LONG_PAUSES) >= 0;
        // Recoveries take their time too, so that there are fewer faults than the gaps alone would allow.
        this.allAtOnceAt = Math.max(1, total.toMillis() / MEAN_GAP.toMillis() / 3);
    }

    /** Never empty. */
    @Override
    public Optional<Fault> next() {
        return Optional.of(fault());
    }

    private Fault fault() {
        Duration gap = between(MEAN_GAP.toMillis() / 2, MEAN_GAP.toMillis() * 3 / 2);
        if (planned++ == allAtOnceAt && databases.size() > 1) {
            return new Fault(Fault.Kind.KILL, databases, gap, between(300, 1_500));
        }
        if (round.isEmpty()) {
            List<String> shuffled = new ArrayList<>(parts);
            Collections.shuffle(shuffled, random);
            round.addAll(shuffled);
        }
        List<String> part = List.of(round.remove());
        if (random.nextDouble() < KILLS) {
            return new Fault(Fault.Kind.KILL, part, gap, between(300, 3_000));
        }
        boolean isLong = random.nextInt(LONG_ONE_OF) == 0 && longPauses;
        return new Fault(Fault.Kind.PAUSE, part, gap, isLong ? LONG_PAUSE : between(500, 5_000));
    }

    private Duration between(long lowestMillis, long highestMillis) {
        return Duration.ofMillis(lowestMillis + random.nextInt(Math.toIntExact(highestMillis - lowestMillis)));
    }
}
