package io.groat.notifier.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Message;
import io.groat.notifier.message.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LanesTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private final Lanes lanes = new Lanes(new QueueSettings(1, LIMIT, LIMIT, 10, 2, 1, 1, LIMIT, LIMIT));

    private static String lane(Channel channel, String party, @Nullable Instant expiresAt) {
        Instant now = Instant.EPOCH;
        return new Message(
                        UUID.randomUUID(),
                        party,
                        channel,
                        "t",
                        "en",
                        Map.of(),
                        null,
                        List.of(),
                        now,
                        now,
                        expiresAt,
                        Status.QUEUED,
                        0,
                        now,
                        null,
                        null,
                        null,
                        null)
                .lane();
    }

    @Test
    void whatIsGoodForAWhileDoesNotWaitBehindTheRest() {
        Lane sms = lanes.of(lane(Channel.SMS, "ann", null));
        Runnable endless = () -> {};
        assertThat(sms.offer(endless)).isTrue();
        AtomicBoolean later = new AtomicBoolean();
        assertThat(sms.offer(() -> later.set(true))).isTrue();
        AtomicBoolean code = new AtomicBoolean();
        assertThat(lanes.of(lane(Channel.SMS, "ann", Instant.MAX)).offer(() -> code.set(true)))
                .isTrue();
        assertThat(code).isTrue();
        assertThat(later).isFalse();
        sms.done();
        assertThat(later).isTrue();
    }

    @Test
    void endpointsHaveLanesOfTheirOwnAndTakeSoMany() {
        String one = lane(Channel.WEBHOOK, Message.partyOf(UUID.randomUUID()), null);
        Lane lane = lanes.of(one);
        assertThat(lane.offer(() -> {})).isTrue();
        assertThat(lane.offer(() -> {})).isTrue();
        assertThat(lane.offer(() -> {})).isTrue();
        assertThat(lane.offer(() -> {})).as("one runs, two wait").isFalse();
        assertThat(lane.isFull()).isTrue();
        assertThat(lanes.of(lane(Channel.WEBHOOK, Message.partyOf(UUID.randomUUID()), null))
                        .isIdle())
                .isTrue();
    }
}
