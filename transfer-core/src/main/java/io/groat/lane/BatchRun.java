package io.groat.lane;

import io.asyncer.r2dbc.mysql.api.MySqlConnection;
import io.groat.posting.BatchNeeds;
import io.groat.posting.BatchState;
import io.groat.posting.Command;
import io.groat.rule.RuleBook;
import io.groat.shard.ShardMap;
import io.groat.shard.ShardPlace;
import io.groat.transfer.Transfer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Takes a batch through its transaction, whatever comes: tries again after a deadlock, splits a batch that
 * MySQL refuses until the command at fault stands alone, asks again after a lost connection. It never fails
 * itself: every command gets its answer or its error.
 */
final class BatchRun {

    private static final Logger LOG = LoggerFactory.getLogger(BatchRun.class);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(5);
    private static final Duration RECONNECT_PAUSE = Duration.ofMillis(100);
    private static final int ALONE_RETRIES = 2;

    private final int shard;
    private final LaneConnection connection;
    private final BatchPrepare prepare;
    private final WalletTypes types = new WalletTypes();
    private final Supplier<ShardMap> map;
    private final Supplier<RuleBook> rules;
    private final LaneSettings settings;
    private final InstantSource clock;
    private final LaneMeters meters;
    private final LaneNews news;
    private final Consumer<RuntimeException> outage;

    private volatile boolean reachable = true;
    private volatile long commands;
    private volatile long batches;
    private volatile int largestBatch;
    private volatile long committedNanos = System.nanoTime();

    BatchRun(
            int shard,
            LaneConnection connection,
            BatchPrepare prepare,
            Supplier<ShardMap> map,
            Supplier<RuleBook> rules,
            LaneSettings settings,
            InstantSource clock,
            LaneMeters meters,
            LaneNews news,
            Consumer<RuntimeException> outage) {
        this.shard = shard;
        this.connection = connection;
        this.prepare = prepare;
        this.map = map;
        this.rules = rules;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
        this.news = news;
        this.outage = outage;
    }

    boolean reachable() {
        return reachable;
    }

    long commands() {
        return commands;
    }

    long batches() {
        return batches;
    }

    /** When a batch was committed last. */
    long committedNanos() {
        return committedNanos;
    }

    int largestBatch() {
        return largestBatch;
    }

    /**
     * Completes when every command of the batch has been answered. What a failure leaves to be done is put down and done
     * by the same loop: a batch that falls apart does not grow the stack.
     */
    Mono<Void> run(List<PendingCommand<?>> batch) {
        return Mono.defer(() -> {
            Deque<Work> left = new ArrayDeque<>();
            push(left, batch, Tries.begin());
            return Mono.defer(() -> next(left)).repeat(() -> !left.isEmpty()).then();
        });
    }

    private Mono<Void> next(Deque<Work> left) {
        Work work = left.poll();
        return work == null ? Mono.empty() : attempt(work, left);
    }

    private static void push(Deque<Work> left, List<PendingCommand<?>> batch, Tries tries) {
        if (!batch.isEmpty()) {
            left.push(new Work(batch, tries));
        }
    }

    private record Work(List<PendingCommand<?>> batch, Tries tries) {}

    /**
     * How often a batch was tried, and when it failed first.
     *
     * @param begunNanos when it was tried first
     * @param firstFailureNanos 0 while it has not
     */
    private record Tries(int done, long begunNanos, long firstFailureNanos) {

        static Tries begin() {
            return new Tries(0, System.nanoTime(), 0);
        }

        Tries oneMore() {
            return new Tries(done + 1, begunNanos, firstFailureNanos == 0 ? System.nanoTime() : firstFailureNanos);
        }

        boolean failingFor(Duration limit) {
            return firstFailureNanos != 0 && System.nanoTime() - firstFailureNanos > limit.toNanos();
        }
    }

    private Mono<Void> attempt(Work work, Deque<Work> left) {
        long start = System.nanoTime();
        return connection
                .get()
                .flatMap(open -> transaction(open, work.batch()).timeout(settings.batchTimeout()))
                .doOnSuccess(done -> committed(work.batch(), start))
                .then()
                .onErrorResume(failure -> recover(work, failure, left));
    }

    private Mono<Boolean> transaction(MySqlConnection open, List<PendingCommand<?>> batch) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        BatchNeeds needs;
        try {
            needs = BatchNeeds.of(
                    batch.stream().<Command<?>>map(PendingCommand::command).toList(),
                    rules.get(),
                    new ShardPlace(shard, map.get()));
        } catch (RuntimeException broken) {
            return Mono.error(new BrokenBatchException(broken));
        }
        return prepare.on(open, needs, now)
                .flatMap(accounts -> new BatchLoad(needs, accounts, types, now).on(open, now))
                .flatMap(state -> decide(open, state, now, batch));
    }

    private Mono<Boolean> decide(MySqlConnection open, BatchState state, Instant now, List<PendingCommand<?>> batch) {
        for (PendingCommand<?> pending : batch) {
            try {
                pending.decide(state);
            } catch (RuntimeException broken) {
                return Mono.error(new BrokenCommandException(pending, broken));
            }
        }
        BatchWrite write;
        try {
            write = new BatchWrite(state, now);
        } catch (RuntimeException broken) {
            return Mono.error(new BrokenBatchException(broken));
        }
        return write.on(open).thenReturn(true).doOnNext(done -> {
            if (write.events() > 0) {
                news.published();
            }
            List<Transfer> unattended = state.unattended();
            if (!unattended.isEmpty()) {
                news.begun(unattended);
            }
        });
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Only the lane's one running batch writes these.
    private void committed(List<PendingCommand<?>> batch, long startNanos) {
        long now = System.nanoTime();
        reachable = true;
        committedNanos = now;
        commands += batch.size();
        batches++;
        largestBatch = Math.max(largestBatch, batch.size());
        meters.committed(batch.size(), now - startNanos);
        for (PendingCommand<?> pending : batch) {
            meters.answered(pending, now);
            pending.succeed();
        }
    }

    private Mono<Void> recover(Work work, Throwable failure, Deque<Work> left) {
        meters.retried();
        if (failure instanceof BrokenCommandException broken) {
            return rollback().then(Mono.fromRunnable(() -> without(broken, work.batch(), left)));
        }
        if (failure instanceof BrokenBatchException) {
            return rollback().then(Mono.fromRunnable(() -> apart(work, failure, left)));
        }
        return switch (SqlFailure.of(failure)) {
            case TRANSIENT -> rollback().then(again(work, failure, left));
            case DATA -> rollback().then(Mono.fromRunnable(() -> apart(work, failure, left)));
            case CONNECTION -> connection.close().then(Mono.defer(() -> reconnect(work, failure, left)));
        };
    }

    private static void without(BrokenCommandException broken, List<PendingCommand<?>> batch, Deque<Work> left) {
        LOG.error("A {} broke and fails alone", broken.kind(), broken.getCause());
        List<PendingCommand<?>> rest = new ArrayList<>(batch);
        rest.remove(broken.pending());
        broken.pending().fail(broken);
        push(left, rest, Tries.begin());
    }

    private Mono<Void> again(Work work, Throwable failure, Deque<Work> left) {
        if (work.tries().done() >= settings.transientRetries()) {
            LOG.error(
                    "Shard {}: gave up a batch of {} after {} tries",
                    shard,
                    work.batch().size(),
                    work.tries().done(),
                    failure);
            return failAll(work.batch(), PostingLane.unavailable("Shard " + shard + " is held up by other writers"));
        }
        return Mono.delay(RETRY_PAUSE.multipliedBy(1L + work.tries().done()))
                .then(Mono.fromRunnable(
                        () -> push(left, work.batch(), work.tries().oneMore())));
    }

    private void apart(Work work, Throwable failure, Deque<Work> left) {
        List<PendingCommand<?>> batch = work.batch();
        if (batch.size() > 1) {
            int half = batch.size() / 2;
            push(left, List.copyOf(batch.subList(half, batch.size())), Tries.begin());
            push(left, List.copyOf(batch.subList(0, half)), Tries.begin());
        } else if (work.tries().done() < ALONE_RETRIES) {
            // Alone it may have lost a race for a key: what the winner wrote is there to be found now.
            push(left, batch, work.tries().oneMore());
        } else {
            LOG.error("Shard {}: a {} can't be written", shard, kind(batch.get(0)), failure);
            batch.get(0).fail(failure);
        }
    }

    private Mono<Void> reconnect(Work work, Throwable failure, Deque<Work> left) {
        if (!reachable || isAway(work.tries(), failure)) {
            if (reachable) {
                LOG.warn("Shard {} can't be reached: {}", shard, failure.toString());
            }
            reachable = false;
            RuntimeException away = PostingLane.unavailable(
                    "Shard " + shard + " can't be reached; nothing is lost, ask again with the same key");
            return failAll(work.batch(), away).then(Mono.fromRunnable(() -> outage.accept(away)));
        }
        return Mono.delay(RECONNECT_PAUSE)
                .then(Mono.fromRunnable(
                        () -> push(left, work.batch(), work.tries().oneMore())));
    }

    /** What took too long may be held up by a busy machine; it is an outage when nothing else is heard of the shard. */
    private boolean isAway(Tries tries, Throwable failure) {
        if (!(failure instanceof TimeoutException)) {
            return tries.failingFor(settings.outageLimit());
        }
        long now = System.nanoTime();
        long silence = Math.min(now - tries.begunNanos(), now - connection.madeNanos());
        return silence > settings.silenceLimit().toNanos()
                || now - tries.begunNanos() > settings.stallLimit().toNanos();
    }

    private static Mono<Void> failAll(List<PendingCommand<?>> batch, RuntimeException reason) {
        return Mono.fromRunnable(() -> batch.forEach(pending -> pending.fail(reason)));
    }

    /** After an error the transaction may still be open; a rollback that fails too gives up the connection. */
    private Mono<Void> rollback() {
        return connection
                .get()
                .flatMap(open -> open.createStatement("ROLLBACK").execute().then())
                .timeout(settings.batchTimeout())
                .onErrorResume(failure -> connection.close());
    }

    private static String kind(PendingCommand<?> pending) {
        return pending.command().getClass().getSimpleName();
    }

    /** A decision threw: broken code. */
    private static final class BrokenCommandException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient PendingCommand<?> pending;

        BrokenCommandException(PendingCommand<?> pending, RuntimeException cause) {
            super("a " + BatchRun.kind(pending) + " could not be decided", cause);
            this.pending = pending;
        }

        PendingCommand<?> pending() {
            return pending;
        }

        String kind() {
            return BatchRun.kind(pending);
        }
    }

    /** What a batch needs or decided can't be put into statements: a command is at fault, not the connection. */
    private static final class BrokenBatchException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BrokenBatchException(RuntimeException cause) {
            super("a batch could not be put into statements", cause);
        }
    }
}
