package io.groat.notifier.queue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.groat.cassandra.Cassandra;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Message;
import io.groat.notifier.message.MessageStore;
import io.groat.notifier.message.Status;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Delivers messages that are stored: whoever owns a message's part of the queue makes its attempts, one after the other.
 *
 * <p>The order of writes, for a crash may come between any two: a message and its place in the queue are stored before
 * anybody is told that it is taken. After an attempt the next place is stored first, then how the attempt ended, then the
 * old place goes. So a message is never without a place while something is left to do for it, and it is attempted twice
 * only when the process died between the attempt and writing it down, then under the same id.
 */
public final class DeliveryQueue implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryQueue.class);
    private static final Duration RESTART_PAUSE = Duration.ofSeconds(1);
    /** How long the end of a message may take to be told before that is put off. */
    private static final Duration TELL_LIMIT = Duration.ofSeconds(10);

    /** What stops waits so long for attempts to end; whatever takes longer may be made twice. */
    private static final Duration LAST_ATTEMPTS = Duration.ofSeconds(15);

    private static final Duration LOOK = Duration.ofMillis(50);
    /** A place whose message has not come by then has none. */
    private static final Duration ORPHANED = Duration.ofMinutes(5);

    private final MessageStore messages;
    private final DueStore due;
    private final Leases leases;
    private final QueueScan scan;
    private final Map<Channel, Delivery> deliveries;
    private final Outcomes outcomes;
    private final QueueSettings settings;
    private final Judgement judgement;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Lanes lanes;
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();
    /** Whoever has looked at a message before it ended must not drive it after that. */
    private final Cache<UUID, Boolean> ended = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofMinutes(5))
            .build();

    /** Once in a process; a part without a beginning would not be looked through. */
    private final Mono<Boolean> begun;

    private final Disposable.Swap holding = Disposables.swap();
    private final Disposable.Swap looking = Disposables.swap();
    private final LookTimes times;
    private volatile Set<Integer> looked = Set.of();
    private volatile boolean started;

    public DeliveryQueue(
            MessageStore messages,
            DueStore due,
            Leases leases,
            Map<Channel, Delivery> deliveries,
            Outcomes outcomes,
            QueueSettings settings,
            RetrySettings retries,
            InstantSource clock,
            MeterRegistry meters) {
        this.messages = messages;
        this.due = due;
        this.leases = leases;
        this.deliveries = Map.copyOf(deliveries);
        this.outcomes = outcomes;
        this.settings = settings;
        this.judgement =
                new Judgement(retries, clock, () -> ThreadLocalRandom.current().nextDouble());
        this.clock = clock;
        this.meters = meters;
        this.lanes = new Lanes(settings, this::run);
        this.scan = new QueueScan(due, clock);
        this.times = new LookTimes(settings.poll(), settings.longestPoll(), clock);
        this.begun = Mono.defer(this::begin).cacheInvalidateIf(never -> false);
        meters.gaugeCollectionSize("groat.notifier.underway", List.of(), underWay);
    }

    @Override
    public void start() {
        started = true;
        holding.update(again(Flux.interval(Duration.ZERO, leases.every())
                .onBackpressureDrop()
                .concatMap(tick -> leases.renew(this::isBusy).doFinally(end -> dropWhatIsNotOurs()), 1)));
        looking.update(again(Flux.interval(settings.poll())
                .onBackpressureDrop()
                .filter(tick -> isTimeToLook())
                .concatMap(tick -> look(), 1)));
    }

    private boolean isTimeToLook() {
        return times.isTime() || !leases.parts().equals(looked);
    }

    private Mono<Boolean> look() {
        Instant at = clock.instant();
        Set<Integer> parts = leases.parts();
        looked = parts;
        return scan.round(parts, this::consider).doOnNext(found -> times.looked(at, found, !leases.isAlone()));
    }

    /** Stores a place; the owner, where it is this process, looks when it is due. */
    private Mono<Void> place(DueRow row) {
        return due.add(row).then(Mono.fromRunnable(() -> times.expect(row.dueAt())));
    }

    private boolean isBusy(int part) {
        return underWay.stream().anyMatch(id -> DueRow.partOf(id, settings.parts()) == part);
    }

    /** What waits in memory for a part that is not this process's, or begins nothing more; its place is in the store. */
    private void dropWhatIsNotOurs() {
        lanes.drop(task -> !mayBegin(task.row()))
                .forEach(task -> underWay.remove(task.message().id()));
    }

    private boolean mayBegin(DueRow row) {
        return started && leases.owns(row.part());
    }

    private static Disposable again(Flux<?> loop) {
        return loop.retryWhen(Retry.fixedDelay(Long.MAX_VALUE, RESTART_PAUSE)
                        .doBeforeRetry(failed -> LOG.atLevel(Cassandra.loudness(failed.failure()))
                                .log("The queue pauses: {}", failed.failure().toString())))
                .subscribe();
    }

    /** Begins nothing more, waits for the attempts that are under way, then lets others take over at once. */
    @Override
    public void stop(Runnable callback) {
        started = false;
        looking.update(Disposables.disposed());
        dropWhatIsNotOurs();
        Flux.interval(Duration.ZERO, LOOK)
                .takeUntil(tick -> underWay.isEmpty())
                .then()
                .timeout(LAST_ATTEMPTS)
                .onErrorComplete()
                .then(Mono.fromRunnable(() -> holding.update(Disposables.disposed())))
                .then(Mono.defer(leases::leave).timeout(RESTART_PAUSE))
                .onErrorComplete()
                .subscribe(none -> {}, failure -> {}, callback);
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /** Stores a message and its place; completes when both are durable. Attempts begin at once where this process can. */
    public Mono<Void> put(Message message) {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            DueRow row = DueRow.of(message, later(now, message.nextAt()), settings.parts());
            return begun.then(messages.add(message, due.adding(row)))
                    .then(Mono.fromRunnable(() -> hand(message, row, now)));
        });
    }

    private Mono<Boolean> begin() {
        long first = QueueScan.first(clock.instant());
        return Flux.range(0, settings.parts())
                .concatMap(part -> due.begin(part, first))
                .then(Mono.just(true));
    }

    /**
     * Drives a message that has ended once more. Its state comes first, for a place whose message has ended goes; who hears
     * nothing asks again.
     */
    public Mono<Void> redrive(Message message) {
        return Mono.defer(() -> {
            Message anew = message.again(clock.instant());
            DueRow row = DueRow.of(anew, anew.nextAt(), settings.parts());
            ended.invalidate(anew.id());
            return begun.then(messages.change(anew)).then(place(row));
        });
    }

    /** A message that was asked for again and has not ended may have lost its place to a crash: it gets another one. */
    public Mono<Void> ensure(Message message) {
        return message.status() == Status.QUEUED
                ? place(DueRow.of(message, later(clock.instant(), message.nextAt()), settings.parts()))
                : Mono.empty();
    }

    private void hand(Message message, DueRow row, Instant now) {
        if (row.dueAt().isAfter(now) || !take(message, row)) {
            times.expect(row.dueAt());
        }
    }

    /** Whether too much is under way for more of that kind; codes are let in all the same. */
    private boolean isFull(DueRow row) {
        return underWay.size() >= settings.most() && !Message.isSoon(row.lane());
    }

    /** False when somebody has to look for it later. */
    private boolean take(Message message, DueRow row) {
        if (!mayBegin(row) || isFull(row) || !underWay.add(message.id())) {
            return false;
        }
        boolean hasEnded = ended.getIfPresent(message.id()) != null;
        boolean taken = !hasEnded && lanes.of(row.lane()).offer(new Task(message, row));
        if (!taken) {
            underWay.remove(message.id());
        }
        return taken;
    }

    /** A place that is due: takes its message, or puts it off where its lane is full. */
    private Mono<Void> consider(DueRow row) {
        if (underWay.contains(row.id()) || isFull(row)) {
            return Mono.empty();
        }
        if (lanes.of(row.lane()).isFull()) {
            return move(row, clock.instant().plus(between(5_000, 15_000)));
        }
        return messages.find(row.id())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(found -> found.map(message -> consider(message, row)).orElseGet(() -> orphan(row)));
    }

    private Mono<Void> consider(Message message, DueRow row) {
        if (message.status() == Status.QUEUED) {
            if (message.nextAt().isAfter(row.dueAt().plusMillis(1))) {
                return move(row, message.nextAt());
            }
            return Mono.fromRunnable(() -> take(message, row));
        }
        // It ended, and a crash or Kafka kept that from being told.
        return underWay.add(message.id())
                ? tell(message, row).doFinally(end -> underWay.remove(row.id()))
                : Mono.empty();
    }

    private Mono<Void> orphan(DueRow row) {
        return row.dueAt().isBefore(clock.instant().minus(ORPHANED)) ? due.remove(row) : Mono.empty();
    }

    private Mono<Void> move(DueRow row, Instant to) {
        DueRow moved = new DueRow(row.part(), DueRow.bucketOf(to), to, row.id(), row.lane());
        return place(moved).then(due.remove(row));
    }

    private void run(Task task, Lane<Task> lane) {
        Message message = task.message();
        DueRow row = task.row();
        attempt(message, row)
                .flatMap(attempt -> write(message, row, attempt))
                .doFinally(end -> lane.done())
                .flatMap(ending -> ending.status() == Status.QUEUED ? Mono.empty() : tell(ending, row))
                .doFinally(end -> underWay.remove(message.id()))
                .subscribe(none -> {}, failure -> LOG.error("{} could not be handled", message, failure));
    }

    private Mono<Attempt> attempt(Message message, DueRow row) {
        return Mono.defer(() -> {
            if (!mayBegin(row)) {
                return Mono.empty();
            }
            Delivery delivery = deliveries.get(message.channel());
            if (delivery == null) {
                return Mono.just(new Attempt.Refused(null, "nothing delivers by this channel here"));
            }
            if (message.isExpired(clock.instant())) {
                return Mono.just(new Attempt.Skipped(Judgement.EXPIRED));
            }
            return delivery.deliver(message).timeout(settings.attemptLimit()).onErrorResume(failure -> {
                LOG.debug("{} failed", message, failure);
                return Mono.just(new Attempt.Failed(null, failure.getClass().getSimpleName(), null));
            });
        });
    }

    /** Writes down how an attempt ended, for as long as it takes. */
    private Mono<Message> write(Message message, DueRow row, Attempt attempt) {
        Message after = judgement.after(message, attempt);
        count(after, attempt);
        if (after.status() == Status.QUEUED) {
            DueRow next = DueRow.of(after, after.nextAt(), settings.parts());
            return due.patiently(place(next).then(messages.change(after)).then(due.remove(row)))
                    .thenReturn(after);
        }
        ended.put(after.id(), true);
        Mono<Void> written =
                judgement.fallback(after).map(this::put).orElse(Mono.empty()).then(messages.change(after));
        if (after.status() == Status.DEAD) {
            meters.counter("groat.notifier.dead", "channel", after.channel().text())
                    .increment();
            LOG.warn("{} is dead after {} attempts: {}", after, after.attempts(), after.reason());
            written = messages.bury(after, clock.instant()).then(written);
        }
        return due.patiently(written).thenReturn(after);
    }

    /** Tells that it ended, then its place goes; what can't be told now is told later. */
    private Mono<Void> tell(Message message, DueRow row) {
        return outcomes.ended(message)
                .timeout(TELL_LIMIT)
                .then(Mono.defer(() -> due.patiently(due.remove(row))))
                .onErrorResume(
                        failure -> due.patiently(move(row, clock.instant().plus(settings.tellAgain()))));
    }

    private void count(Message message, Attempt attempt) {
        meters.counter(
                        "groat.notifier.attempts",
                        "channel",
                        message.channel().text(),
                        "outcome",
                        attempt.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .increment();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Duration between(long millis, long most) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis, Math.max(millis, most) + 1));
    }
}
