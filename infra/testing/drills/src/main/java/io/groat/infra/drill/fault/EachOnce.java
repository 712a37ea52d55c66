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
 * Kills each part once, all database servers at the same time, and pauses one of them: a short plan that leaves nothing
 * to chance but the order and the times, which the seed decides.
 */
public final class EachOnce implements Plan {
    private final Random random;
    private final Deque<Fault> left = new ArrayDeque<>();

    /**
     * @param parts what may be taken away
     * @param databases those parts that are shards' servers
     */
    public EachOnce(long seed, List<String> parts, List<String> databases) {
        random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        if (!databases.isEmpty()) {
            faults.add(fault(Fault.Kind.KILL, databases));
            faults.add(fault(Fault.Kind.PAUSE, List.of(databases.get(random.nextInt(databases.size())))));
        }
        parts.stream()
                .filter(part -> !databases.contains(part))
                .forEach(part -> faults.add(fault(Fault.Kind.KILL, List.of(part))));
        Collections.shuffle(faults, random);
        left.addAll(faults);
    }

    @Override
    public Optional<Fault> next() {
        return Optional.ofNullable(left.poll());
    }

    private Fault fault(Fault.Kind kind, List<String> parts) {
        return new Fault(kind, parts, between(500, 1_500), between(300, 1_500));
    }

    private Duration between(int lowestMillis, int highestMillis) {
        return Duration.ofMillis(lowestMillis + random.nextInt(highestMillis - lowestMillis));
    }
}
