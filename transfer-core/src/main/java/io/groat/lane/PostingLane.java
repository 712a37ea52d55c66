package io.groat.lane;

import io.groat.db.ShardDatabase;
import io.groat.posting.Command;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.rule.RuleBook;
import io.groat.shard.ShardMap;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The one writer of a shard in this process. Commands wait in a bounded queue; the lane takes what is waiting,
 * decides it and commits it in one transaction, answers, and takes what is waiting then. There is no timer:
 * the first command of an idle lane goes alone at once, and under load batches grow by themselves.
 *
 * <p>Other processes may have lanes on the same shard. Row locks and constraints keep them apart.
 */
public final class PostingLane {

    private static final Duration IDLE_CHECK = Duration.ofMillis(10);

    private final ShardDatabase database;
    private final LaneLoop<PendingCommand<?>> loop;
    private final LaneSettings settings;
    private final LaneConnection connection;
    private final BatchRun runner;
    private volatile boolean closed;

    /**
     * @param shardCount shards in the map, for the clearing accounts
     * @param map which shard holds what, asked at each batch
     * @param rules those in force, asked at each batch
     * @param news told after each commit what it did
     */
    public PostingLane(
            ShardDatabase database,
            int shardCount,
            Supplier<ShardMap> map,
            Supplier<RuleBook> rules,
            LaneSettings settings,
            InstantSource clock,
            MeterRegistry registry,
            LaneNews news) {
        this.database = database;
        this.settings = settings;
        LaneMeters meters = new LaneMeters(registry, database.shard(), this::waiting);
        this.connection = new LaneConnection(database);
        BatchPrepare prepare = new BatchPrepare(database.shard(), shardCount);
        this.runner = new BatchRun(
                database.shard(), connection, prepare, map, rules, settings, clock, meters, news, this::failWaiting);
        this.loop = new LaneLoop<>(
                "Lane of shard " + database.shard(), 2 * settings.queueCapacity(), settings.maxBatch(), runner::run);
    }

    private int waiting() {
        return loop.size();
    }

    /**
     * Has a command decided and committed.
     *
     * <p>The command runs whether or not the caller stays. Fails with {@link Refusal#SHARD_BUSY} when the queue is
     * full or does not move, and with {@link Refusal#SHARD_UNAVAILABLE} when the shard can't be reached; in the second case the
     * command may have been committed, and asking again tells.
     */
    public <R> Mono<R> submit(Command<R> command) {
        return Mono.create(caller -> {
            if (closed) {
                caller.error(unavailable("this router is stopping"));
            } else if (!hasRoomFor(command) || !loop.offer(new PendingCommand<>(command, caller))) {
                caller.error(new RefusedException(Refused.of(
                        Refusal.SHARD_BUSY,
                        "shard",
                        "Shard " + database.shard() + " has as many commands waiting as it can take")));
            }
        });
    }

    /** Half of the room is kept for commands that go on with what was begun. */
    private boolean hasRoomFor(Command<?> command) {
        return command.goesOn() || (loop.size() < settings.queueCapacity() && !heldUp());
    }

    /** Whether a batch takes so long that new work had better come again. */
    private boolean heldUp() {
        return loop.batchAgeNanos() > settings.heldUpLimit().toNanos();
    }

    /** Whether the lane comes on: it has committed something in that time. */
    public boolean committedWithin(Duration time) {
        return System.nanoTime() - runner.committedNanos() < time.toNanos();
    }

    public LaneStatus status() {
        return new LaneStatus(
                runner.reachable(),
                loop.size(),
                settings.queueCapacity(),
                runner.commands(),
                runner.batches(),
                runner.largestBatch());
    }

    /** Takes no more commands, ends those that wait, and closes the connection. */
    public Mono<Void> close() {
        closed = true;
        return Flux.interval(Duration.ZERO, IDLE_CHECK)
                .takeUntil(tick -> loop.isIdle())
                .then(connection.close())
                .timeout(settings.batchTimeout().plus(settings.outageLimit()))
                .onErrorResume(failure -> connection.close());
    }

    /** The shard is away: nobody should queue for it. */
    private void failWaiting(RuntimeException reason) {
        loop.drain().forEach(pending -> pending.fail(reason));
    }

    static RefusedException unavailable(String detail) {
        return new RefusedException(Refused.of(Refusal.SHARD_UNAVAILABLE, "shard", detail));
    }
}
