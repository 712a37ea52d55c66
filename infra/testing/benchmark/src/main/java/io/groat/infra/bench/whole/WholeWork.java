package io.groat.infra.bench.whole;

import io.groat.infra.bench.load.FollowUp;
import io.groat.infra.bench.load.FollowUpCost;
import io.groat.infra.bench.load.LoadException;
import io.groat.infra.bench.load.Pause;
import io.groat.infra.bench.router.RouterContender;
import io.groat.infra.bench.stack.WholeStack;
import io.groat.infra.bench.whole.ConsumerProgress.Group;
import io.groat.infra.server.Poll;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the consumers do about the transfers of a cell.
 *
 * <p>A group has worked off its events when its services have handled as many records as came into its partitions since
 * the cell began, or when its committed positions are at the ends; the first is known at once, the second up to some
 * seconds later, since positions follow what is durable. A cell ends with the first, and the next one begins only after
 * the second, which proves it.
 */
public final class WholeWork implements FollowUp, AutoCloseable {
    /** Long enough that one consumer's events would have come to the next one. */
    private static final Duration QUIET = Duration.ofMillis(600);

    private static final Duration EVERY = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final WholeStack stack;
    private final RouterContender router;
    private final ConsumerProgress progress;
    private final HandledRecords handled;
    private final CassandraCounts cassandra;
    private Map<String, Group> groupsAtBegin = Map.of();
    private Map<String, Long> handledAtBegin = Map.of();
    private CassandraCounts.@Nullable Counts countsAtBegin;
    private double drainSeconds;
    private long workedOffNanos;

    /** @param router the whole system's */
    public WholeWork(WholeStack stack, RouterContender router) {
        this.stack = stack;
        this.router = router;
        this.progress = new ConsumerProgress(stack.port("kafka"));
        this.handled = new HandledRecords(stack);
        this.cassandra = new CassandraCounts(stack.port("cassandra"));
    }

    @Override
    public void begin() {
        stack.goOn();
        awaitRest();
        countsAtBegin = cassandra.read();
        handledAtBegin = handled.byGroup();
        groupsAtBegin = progress.groups();
    }

    /** Returns when every group has its partitions and its positions are at their ends. */
    public void awaitRest() {
        if (!Poll.until(LIMIT, () -> router.relayBehind() == 0 && isAtRest(progress.groups()))) {
            throw new LoadException("The consumers have not caught up within " + LIMIT.toMinutes() + " minutes: "
                    + describe(progress.groups()));
        }
    }

    private static boolean isAtRest(Map<String, Group> groups) {
        return !groups.isEmpty() && groups.values().stream().allMatch(group -> group.stable() && group.waiting() == 0);
    }

    @Override
    public long awaitWorkedOff() {
        long begin = System.nanoTime();
        long since = 0;
        long events = -1;
        while (System.nanoTime() - begin < LIMIT.toNanos()) {
            long now = System.nanoTime();
            Map<String, Group> groups = progress.groups();
            long ends = groups.values().stream().mapToLong(Group::end).sum();
            if (router.relayBehind() > 0 || !isWorkedOff(groups, handledAtBegin, groupsAtBegin, handled.byGroup())) {
                events = -1;
            } else if (ends != events) {
                events = ends;
                since = now;
            } else if (now - since >= QUIET.toNanos()) {
                drainSeconds = (since - begin) / 1e9;
                workedOffNanos = since;
                return since;
            }
            Pause.until(System.nanoTime() + EVERY.toNanos());
        }
        throw new LoadException("The consumers have not worked off their events within " + LIMIT.toMinutes()
                + " minutes: " + describe(progress.groups()));
    }

    static boolean isWorkedOff(
            Map<String, Group> groups,
            Map<String, Long> handledBefore,
            Map<String, Group> groupsBefore,
            Map<String, Long> handledNow) {
        return groups.entrySet().stream().allMatch(entry -> {
            String name = entry.getKey();
            Group before = groupsBefore.get(name);
            long came = entry.getValue().end() - (before == null ? 0 : before.end());
            long done = handledNow.getOrDefault(name, 0L) - handledBefore.getOrDefault(name, 0L);
            return entry.getValue().waiting() == 0 || done >= came;
        });
    }

    /** Waits for the committed positions, and says what all of it took. */
    FollowUpCost settle() {
        awaitRest();
        double settled = (System.nanoTime() - workedOffNanos) / 1e9;
        CassandraCounts.Counts before = countsAtBegin;
        CassandraCounts.Counts now = cassandra.read();
        CassandraCounts.Counts counts = before == null ? now : now.minus(before);
        return new FollowUpCost(drainSeconds, settled, counts.mutations(), counts.reads(), counts.requests());
    }

    private static String describe(Map<String, Group> groups) {
        List<String> behind = groups.entrySet().stream()
                .filter(group ->
                        group.getValue().waiting() > 0 || !group.getValue().stable())
                .map(group -> group.getKey() + " has " + group.getValue().waiting() + " to come"
                        + (group.getValue().stable() ? "" : " and moves its partitions"))
                .toList();
        return behind.isEmpty() ? "the relay is behind" : String.join(", ", behind);
    }

    @Override
    public void close() {
        progress.close();
        cassandra.close();
    }
}
