package io.groat.notifier.queue;

import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Message;
import io.groat.notifier.message.MessageStore;
import io.groat.notifier.message.Status;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * One attempt after the other: makes it, writes down how it ended, publishes that.
 *
 * <p>After an attempt the next place is stored first, then how the attempt ended, then the old place goes. So a message is
 * never without a place while something is left to do for it, and it is attempted twice only when the process died between
 * the attempt and writing it down, then under the same id.
 */
final class DeliveryAttempts {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryAttempts.class);

    /** How long it may take to publish the end of a message before that is put off. */
    private static final Duration PUBLISH_LIMIT = Duration.ofSeconds(10);

    private final Map<Channel, Delivery> deliveries;
    private final MessageStore messages;
    private final DueSchedule schedule;
    private final InFlight inFlight;
    private final Outcomes outcomes;
    private final DeliveryPolicy policy;
    private final QueueSettings settings;
    private final InstantSource clock;
    private final MeterRegistry meters;

    DeliveryAttempts(
            Map<Channel, Delivery> deliveries,
            MessageStore messages,
            DueSchedule schedule,
            InFlight inFlight,
            Outcomes outcomes,
            DeliveryPolicy policy,
            QueueSettings settings,
            InstantSource clock,
            MeterRegistry meters) {
        this.deliveries = Map.copyOf(deliveries);
        this.messages = messages;
        this.schedule = schedule;
        this.inFlight = inFlight;
        this.outcomes = outcomes;
        this.policy = policy;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Makes one attempt, as it ended; empty when it may no longer begin.
     *
     * @param mayBegin asked when it is begun, which may be long after this call
     */
    Mono<Attempt> attempt(Task task, Predicate<DueRow> mayBegin) {
        Message message = task.message();
        return Mono.defer(() -> {
            if (!mayBegin.test(task.row())) {
                return Mono.empty();
            }
            Delivery delivery = deliveries.get(message.channel());
            if (delivery == null) {
                return Mono.just(new Attempt.Refused(null, "nothing delivers by this channel here"));
            }
            if (message.isExpired(clock.instant())) {
                return Mono.just(new Attempt.Skipped(DeliveryPolicy.EXPIRED));
            }
            return delivery.deliver(message).timeout(settings.attemptLimit()).onErrorResume(failure -> {
                LOG.debug("{} failed", message, failure);
                return Mono.just(new Attempt.Failed(null, failure.getClass().getSimpleName(), null));
            });
        });
    }

    /**
     * Writes down how an attempt ended, for as long as it takes; what the message is then.
     *
     * @param next puts the same message for the next channel into the queue
     */
    Mono<Message> record(Task task, Attempt attempt, Function<Message, Mono<Void>> next) {
        Message after = policy.after(task.message(), attempt);
        count(after, attempt);
        Mono<Void> written = after.status() == Status.QUEUED ? retry(task.row(), after) : end(after, next);
        return schedule.patiently(written).thenReturn(after);
    }

    private Mono<Void> retry(DueRow row, Message after) {
        DueRow again = DueRow.of(after, after.nextAt(), settings.parts());
        return schedule.add(again).then(messages.change(after)).then(schedule.remove(row));
    }

    private Mono<Void> end(Message after, Function<Message, Mono<Void>> next) {
        // Before it is written: whoever sees that it ended may drive it once more, which takes this back.
        inFlight.ended(after.id());
        Mono<Void> written =
                policy.fallback(after).map(next).orElse(Mono.empty()).then(messages.change(after));
        if (after.status() != Status.DEAD) {
            return written;
        }
        meters.counter("groat.notifier.dead", "channel", after.channel().text()).increment();
        LOG.warn("{} is dead after {} attempts: {}", after, after.attempts(), after.reason());
        return messages.bury(after, clock.instant()).then(written);
    }

    /** Publishes that a message ended, then its place goes; what can't be published now is published later. */
    Mono<Void> publish(Message message, DueRow row) {
        return outcomes.ended(message)
                .timeout(PUBLISH_LIMIT)
                .then(Mono.defer(() -> schedule.patiently(schedule.remove(row))))
                .onErrorResume(failure ->
                        schedule.patiently(schedule.move(row, clock.instant().plus(settings.tellAgain()))));
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
}
