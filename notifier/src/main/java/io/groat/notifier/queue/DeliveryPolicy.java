package io.groat.notifier.queue;

import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Message;
import io.groat.notifier.message.MessageId;
import io.groat.notifier.message.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a message after an attempt: retried, given up, or tried by the next channel.
 *
 * <pre>
 * attempt     the message is then                              by the next channel
 * sent        sent                                             –
 * failed      queued, until its last attempt; then dead        when dead
 * refused     dead                                             yes
 * skipped     skipped                                          unless it was too late
 * postponed   queued, with as many attempts as before          –
 * too early   the same                                         –
 * </pre>
 */
final class DeliveryPolicy {

    /** Why a message was skipped that came too late. */
    static final String EXPIRED = "expired";

    /** Part of a pause by which what is put off may wait longer, so that it does not come back all at once. */
    private static final double SPREAD = 0.2;

    /** What waited for the end of quiet hours does not come in the same moment as that of all others. */
    private static final Duration AFTER_QUIET_HOURS = Duration.ofSeconds(10);

    private final RetrySettings retries;
    private final InstantSource clock;
    private final DoubleSupplier chance;

    /** @param chance numbers from 0 to 1, for the jitter of pauses */
    DeliveryPolicy(RetrySettings retries, InstantSource clock, DoubleSupplier chance) {
        this.retries = retries;
        this.clock = clock;
        this.chance = chance;
    }

    Message after(Message message, Attempt attempt) {
        if (attempt instanceof Attempt.Sent sent) {
            return message.sent(sent.provider(), clock.instant());
        } else if (attempt instanceof Attempt.Refused refused) {
            return message.dead(refused.provider(), refused.reason());
        } else if (attempt instanceof Attempt.Skipped skipped) {
            return message.skipped(skipped.reason());
        } else if (attempt instanceof Attempt.Postponed postponed) {
            return message.postponed(later(spread(postponed.pause())));
        } else if (attempt instanceof Attempt.TooEarly early) {
            return message.postponed(early.until().plus(spread(AFTER_QUIET_HOURS)));
        }
        return failed(message, (Attempt.Failed) attempt);
    }

    /** The same by the next channel that its reader may be reached by; empty when there is none, or no need. */
    Optional<Message> fallback(Message ended) {
        boolean needed =
                ended.status() == Status.DEAD || (ended.status() == Status.SKIPPED && !EXPIRED.equals(ended.reason()));
        if (!needed || ended.fallback().isEmpty()) {
            return Optional.empty();
        }
        List<Channel> channels = ended.fallback();
        Channel next = channels.get(0);
        Instant now = clock.instant();
        return Optional.of(new Message(
                MessageId.of(ended.id().toString(), ended.party(), ended.template(), next),
                ended.party(),
                next,
                ended.template(),
                ended.locale(),
                ended.variables(),
                null,
                channels.subList(1, channels.size()),
                ended.createdAt(),
                now,
                ended.expiresAt(),
                Status.QUEUED,
                0,
                now,
                null,
                null,
                null,
                null));
    }

    private Message failed(Message message, Attempt.Failed failed) {
        @Nullable
        Duration pause =
                retries.pause(message.channel(), message.attempts() + 1, failed.retryAfter(), chance.getAsDouble());
        return pause == null
                ? message.dead(failed.provider(), failed.reason())
                : message.failed(failed.provider(), failed.reason(), later(pause));
    }

    private Instant later(Duration pause) {
        return clock.instant().plus(pause);
    }

    private Duration spread(Duration pause) {
        return pause.plusMillis((long) (pause.toMillis() * SPREAD * chance.getAsDouble()));
    }
}
