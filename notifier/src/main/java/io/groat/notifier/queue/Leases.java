package io.groat.notifier.queue;

import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Which parts of the queue this process delivers. A part has one owner at a time, by a row that goes by itself when its
 * owner dies. An owner counts its lease from before it asked for it, so that it stops before the row goes. Parts are
 * shared out evenly: who has more than its share begins nothing more in some, and lets go of each once what was under way
 * in it has ended.
 */
public final class Leases {

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
    private static final String SCOPE = "queue";
    /** Of a lease, what clocks and pauses may eat. */
    private static final int MARGIN = 4;
    /** Times that it is renewed in a lease. */
    private static final int OFTEN = 3;
    /** Parts renewed at once: each takes Cassandra several rounds, and a busy one may take a second for them. */
    private static final int AT_ONCE = 16;

    private static final String TAKE = "UPDATE leases USING TTL ? SET owner = ? WHERE part = ? IF owner = null";
    private static final String RENEW = "UPDATE leases USING TTL ? SET owner = ? WHERE part = ? IF owner = ?";
    private static final String GIVE = "UPDATE leases SET owner = null WHERE part = ? IF owner = ?";
    private static final String LIVE = "INSERT INTO workers (scope, worker) VALUES (?, ?) USING TTL ?";
    private static final String LEAVE = "DELETE FROM workers WHERE scope = ? AND worker = ?";
    private static final String WORKERS = "SELECT worker FROM workers WHERE scope = ?";

    private final Cassandra cassandra;
    private final int parts;
    private final Duration lease;
    private final String self = UUID.randomUUID().toString();
    /** Until when each part is ours, by {@link System#nanoTime()}. */
    private final Map<Integer, Long> owned = new ConcurrentHashMap<>();
    /** Of these, those in which nothing more begins. */
    private final Set<Integer> leaving = ConcurrentHashMap.newKeySet();

    private volatile boolean alone;

    public Leases(Cassandra cassandra, QueueSettings settings) {
        this.cassandra = cassandra;
        this.parts = settings.parts();
        this.lease = settings.lease();
    }

    boolean owns(int part) {
        Long until = owned.get(part);
        return until != null && System.nanoTime() < until && !leaving.contains(part);
    }

    Set<Integer> parts() {
        return Set.copyOf(owned.keySet());
    }

    /** Whether no other process lives, as of seconds ago. */
    public boolean isAlone() {
        return alone;
    }

    /** How often {@link #renew} has to be called. */
    Duration every() {
        return lease.dividedBy(OFTEN);
    }

    /**
     * Renews what is ours, takes what nobody has up to our share, lets go of what is beyond it.
     *
     * @param busy whether something is under way in a part
     */
    Mono<Void> renew(IntPredicate busy) {
        return cassandra
                .write(new Cql(LIVE, SCOPE, self, seconds()))
                .thenMany(cassandra.read(new Cql(WORKERS, SCOPE)))
                .count()
                .doOnNext(live -> alone = live == 1)
                .map(live -> (int) Math.ceil((double) parts / Math.max(1, live)))
                .flatMap(share -> shareOut(share, busy));
    }

    private Mono<Void> shareOut(int share, IntPredicate busy) {
        return Flux.fromIterable(parts())
                .flatMapDelayError(
                        part -> isToGo(part, share) && !busy.test(part) ? give(part) : renew(part), AT_ONCE, AT_ONCE)
                .thenMany(Flux.fromStream(() -> IntStream.range(0, parts).boxed()))
                .filter(part -> !owned.containsKey(part) && owned.size() < share)
                .concatMap(this::take)
                .then();
    }

    private boolean isToGo(int part, int share) {
        if (owned.size() - leaving.size() > share) {
            leaving.add(part);
        } else if (owned.size() <= share) {
            leaving.remove(part);
        }
        return leaving.contains(part);
    }

    private Mono<Void> take(int part) {
        long asked = System.nanoTime();
        return cassandra
                .writeIf(new Cql(TAKE, seconds(), self, part))
                .doOnNext(taken -> {
                    if (taken) {
                        owned.put(part, until(asked));
                        LOG.info("Part {} of the queue is ours", part);
                    }
                })
                .then();
    }

    private Mono<Void> renew(int part) {
        long asked = System.nanoTime();
        return cassandra
                .writeIf(new Cql(RENEW, seconds(), self, part, self))
                .doOnNext(still -> {
                    if (still) {
                        owned.put(part, until(asked));
                    } else {
                        lost(part);
                    }
                })
                .then();
    }

    private void lost(int part) {
        owned.remove(part);
        leaving.remove(part);
        if (alone) {
            LOG.info("Part {} of the queue was renewed too late and is asked for again", part);
        } else {
            LOG.warn("Part {} of the queue has been lost", part);
        }
    }

    private Mono<Void> give(int part) {
        owned.remove(part);
        leaving.remove(part);
        return cassandra.writeIf(new Cql(GIVE, part, self)).then();
    }

    /** Lets go of everything, for the others to take at once. */
    Mono<Void> leave() {
        return Flux.fromIterable(parts()).flatMap(this::give).then(cassandra.write(new Cql(LEAVE, SCOPE, self)));
    }

    private int seconds() {
        return (int) Math.max(1, lease.toSeconds());
    }

    private long until(long asked) {
        return asked + lease.minus(lease.dividedBy(MARGIN)).toNanos();
    }
}
