package io.groat.notifier.queue;

import io.groat.notifier.message.Message;
import io.groat.notifier.message.MessageStore;
import io.groat.notifier.message.Status;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Decides which messages this process takes in hand now, and drives each through its bulkhead to the end of its attempt. */
final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** A place whose message has not come by then has none. */
    private static final Duration ORPHANED = Duration.ofMinutes(5);

    private static final int SHORTEST_WAIT_MILLIS = 5_000;
    private static final int LONGEST_WAIT_MILLIS = 15_000;

    private final MessageStore messages;
    private final DueSchedule schedule;
    private final Leases leases;
    private final InFlight inFlight;
    private final DeliveryAttempts attempts;
    private final Bulkheads bulkheads;
    private final Function<Message, Mono<Void>> put;
    private final InstantSource clock;
    private volatile boolean open;

    /** @param put stores a message and its place, for the next channel of one that ended */
    Dispatcher(
            MessageStore messages,
            DueSchedule schedule,
            Leases leases,
            InFlight inFlight,
            DeliveryAttempts attempts,
            Function<Message, Mono<Void>> put,
            QueueSettings settings,
            InstantSource clock) {
        this.messages = messages;
        this.schedule = schedule;
        this.leases = leases;
        this.inFlight = inFlight;
        this.attempts = attempts;
        this.bulkheads = new Bulkheads(settings, this::run);
        this.put = put;
        this.clock = clock;
    }

    void open() {
        open = true;
    }

    /** Begins nothing more; what is under way goes on to its end. */
    void close() {
        open = false;
        dropWhatIsNotOurs();
    }

    /** What waits in memory for a part that is not this process's, or begins nothing more; its place is in the store. */
    void dropWhatIsNotOurs() {
        bulkheads
                .drop(task -> !mayBegin(task.row()))
                .forEach(task -> inFlight.remove(task.message().id()));
    }

    private boolean mayBegin(DueRow row) {
        return open && leases.owns(row.part());
    }

    /** False when somebody has to look for it later. */
    boolean take(Message message, DueRow row) {
        if (!mayBegin(row) || inFlight.isFull(row) || !inFlight.add(message.id())) {
            return false;
        }
        boolean taken =
                !inFlight.hasEnded(message.id()) && bulkheads.of(row.bulkhead()).offer(new Task(message, row));
        if (!taken) {
            inFlight.remove(message.id());
        }
        return taken;
    }

    /** A place that is due: takes its message, or puts it off where its bulkhead is full. */
    Mono<Void> consider(DueRow row) {
        if (inFlight.contains(row.id()) || inFlight.isFull(row)) {
            return Mono.empty();
        }
        if (bulkheads.of(row.bulkhead()).isFull()) {
            return schedule.move(row, clock.instant().plus(someSeconds()));
        }
        return messages.find(row.id())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(found -> found.map(message -> consider(message, row)).orElseGet(() -> orphan(row)));
    }

    private Mono<Void> consider(Message message, DueRow row) {
        if (message.status() == Status.QUEUED) {
            if (message.nextAt().isAfter(row.dueAt().plusMillis(1))) {
                return schedule.move(row, message.nextAt());
            }
            return Mono.fromRunnable(() -> take(message, row));
        }
        // It ended, and a crash or Kafka kept that from being published.
        return inFlight.add(message.id())
                ? attempts.publish(message, row).doFinally(end -> inFlight.remove(row.id()))
                : Mono.empty();
    }

    private Mono<Void> orphan(DueRow row) {
        return row.dueAt().isBefore(clock.instant().minus(ORPHANED)) ? schedule.remove(row) : Mono.empty();
    }

    private void run(Task task, Bulkhead<Task> bulkhead) {
        Message message = task.message();
        DueRow row = task.row();
        attempts.attempt(task, this::mayBegin)
                .flatMap(attempt -> attempts.record(task, attempt, put))
                .doFinally(end -> bulkhead.done())
                .flatMap(after -> after.status() == Status.QUEUED ? Mono.empty() : attempts.publish(after, row))
                .doFinally(end -> inFlight.remove(message.id()))
                .subscribe(none -> {}, failure -> LOG.error("{} could not be handled", message, failure));
    }

    private static Duration someSeconds() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(SHORTEST_WAIT_MILLIS, LONGEST_WAIT_MILLIS + 1L));
    }
}
