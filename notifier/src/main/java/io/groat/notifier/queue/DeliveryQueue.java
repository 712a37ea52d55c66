package io.groat.notifier.queue;

import io.groat.cassandra.Cassandra;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Message;
import io.groat.notifier.message.MessageStore;
import io.groat.notifier.message.Status;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Delivers messages that are stored: whoever owns a message's part of the queue makes its attempts, one after the other.
 *
 * <p>The order of writes, for a crash may come between any two: a message and its place in the queue are stored before
 * anybody is told that it is taken. What follows an attempt is at {@link DeliveryAttempts}.
 */
public final class DeliveryQueue {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryQueue.class);
    private static final Duration RESTART_PAUSE = Duration.ofSeconds(1);

    /** What stops waits so long for attempts to end; whatever takes longer may be made twice. */
    private static final Duration LAST_ATTEMPTS = Duration.ofSeconds(15);

    private static final Duration STOP_POLL = Duration.ofMillis(50);

    private final MessageStore messages;
    private final DueStore due;
    private final Leases leases;
    private final QueueScan scan;
    private final QueueSettings settings;
    private final InstantSource clock;
    private final PollSchedule times;
    private final DueSchedule schedule;
    private final InFlight inFlight;
    private final Dispatcher dispatcher;

    /** Once in a process; a part without a beginning would not be polled. */
    private final Mono<Boolean> begun;

    private final Disposable.Swap renewing = Disposables.swap();
    private final Disposable.Swap polling = Disposables.swap();
    private volatile Set<Integer> polled = Set.of();

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
        this.settings = settings;
        this.clock = clock;
        this.scan = new QueueScan(due, clock);
        this.times = new PollSchedule(settings.poll(), settings.longestPoll(), clock);
        this.schedule = new DueSchedule(due, times);
        this.inFlight = new InFlight(settings, meters);
        DeliveryPolicy policy = new DeliveryPolicy(
                retries, clock, () -> ThreadLocalRandom.current().nextDouble());
        DeliveryAttempts attempts = new DeliveryAttempts(
                deliveries, messages, schedule, inFlight, outcomes, policy, settings, clock, meters);
        this.dispatcher = new Dispatcher(messages, schedule, leases, inFlight, attempts, this::put, settings, clock);
        this.begun = Mono.defer(this::begin).cacheInvalidateIf(never -> false);
    }

    void start() {
        dispatcher.open();
        renewing.update(again(Flux.interval(Duration.ZERO, leases.every())
                .onBackpressureDrop()
                .concatMap(
                        tick -> leases.renew(inFlight::isBusy).doFinally(end -> dispatcher.dropWhatIsNotOurs()), 1)));
        polling.update(again(Flux.interval(settings.poll())
                .onBackpressureDrop()
                .filter(tick -> isTimeToPoll())
                .concatMap(tick -> poll(), 1)));
    }

    private boolean isTimeToPoll() {
        return times.isTime() || !leases.parts().equals(polled);
    }

    private Mono<Boolean> poll() {
        Instant at = clock.instant();
        Set<Integer> parts = leases.parts();
        polled = parts;
        return scan.round(parts, dispatcher::consider).doOnNext(found -> times.polled(at, found, !leases.isAlone()));
    }

    private static Disposable again(Flux<?> loop) {
        return loop.retryWhen(Retry.fixedDelay(Long.MAX_VALUE, RESTART_PAUSE)
                        .doBeforeRetry(failed -> LOG.atLevel(Cassandra.loudness(failed.failure()))
                                .log("The queue pauses: {}", failed.failure().toString())))
                .subscribe();
    }

    /** Begins nothing more, waits for the attempts that are under way, then lets others take over at once. */
    Mono<Void> stop() {
        polling.update(Disposables.disposed());
        dispatcher.close();
        return Flux.interval(Duration.ZERO, STOP_POLL)
                .takeUntil(tick -> inFlight.isEmpty())
                .then()
                .timeout(LAST_ATTEMPTS)
                .onErrorComplete()
                .then(Mono.fromRunnable(() -> renewing.update(Disposables.disposed())))
                .then(Mono.defer(leases::leave).timeout(RESTART_PAUSE))
                .onErrorComplete();
    }

    /** Stores a message and its place; completes when both are durable. Attempts begin at once where this process can. */
    public Mono<Void> put(Message message) {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            DueRow row = DueRow.of(message, later(now, message.nextAt()), settings.parts());
            return begun.then(messages.add(message, schedule.adding(row)))
                    .then(Mono.fromRunnable(() -> handOver(message, row, now)));
        });
    }

    private Mono<Boolean> begin() {
        long first = QueueScan.first(clock.instant());
        return Flux.range(0, settings.parts())
                .concatMap(part -> due.begin(part, first))
                .then(Mono.just(true));
    }

    private void handOver(Message message, DueRow row, Instant now) {
        if (row.dueAt().isAfter(now) || !dispatcher.take(message, row)) {
            schedule.expect(row);
        }
    }

    /**
     * Drives a message that has ended once more. Its state comes first, for a place whose message has ended goes; who hears
     * nothing asks again.
     */
    public Mono<Void> redrive(Message message) {
        return Mono.defer(() -> {
            Message anew = message.again(clock.instant());
            DueRow row = DueRow.of(anew, anew.nextAt(), settings.parts());
            inFlight.begunAnew(anew.id());
            return begun.then(messages.change(anew)).then(schedule.add(row));
        });
    }

    /** A message that was asked for again and has not ended may have lost its place to a crash: it gets another one. */
    public Mono<Void> ensure(Message message) {
        return message.status() == Status.QUEUED
                ? schedule.add(DueRow.of(message, later(clock.instant(), message.nextAt()), settings.parts()))
                : Mono.empty();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
