package io.groat.notifier.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Message;
import io.groat.notifier.message.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BulkheadsTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private final List<Task> begun = new ArrayList<>();
    private final Bulkheads bulkheads = new Bulkheads(
            new QueueSettings(1, LIMIT, LIMIT, LIMIT, 10, 2, 1, 1, LIMIT, LIMIT), (task, bulkhead) -> begun.add(task));

    private static Task task(Channel channel, String party, @Nullable Instant expiresAt) {
        Instant now = Instant.EPOCH;
        Message message = new Message(
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
                null);
        return new Task(message, DueRow.of(message, now, 1));
    }

    private boolean offer(Task task) {
        return bulkheads.of(task.row().bulkhead()).offer(task);
    }

    @Test
    void whatIsGoodForAWhileDoesNotWaitBehindTheRest() {
        Task first = task(Channel.SMS, "ann", null);
        Task later = task(Channel.SMS, "ann", null);
        Task code = task(Channel.SMS, "ann", Instant.MAX);
        assertThat(offer(first)).isTrue();
        assertThat(offer(later)).isTrue();
        assertThat(offer(code)).isTrue();
        assertThat(begun).containsExactly(first, code);
        bulkheads.of(first.row().bulkhead()).done();
        assertThat(begun).containsExactly(first, code, later);
    }

    @Test
    void endpointsHaveBulkheadsOfTheirOwnAndTakeSoMany() {
        Task one = task(Channel.WEBHOOK, Message.partyOf(UUID.randomUUID()), null);
        assertThat(offer(one)).isTrue();
        assertThat(offer(one)).isTrue();
        assertThat(offer(one)).isTrue();
        assertThat(offer(one)).as("one runs, two wait").isFalse();
        assertThat(bulkheads.of(one.row().bulkhead()).isFull()).isTrue();
        Task other = task(Channel.WEBHOOK, Message.partyOf(UUID.randomUUID()), null);
        assertThat(bulkheads.of(other.row().bulkhead()).isIdle()).isTrue();
    }

    @Test
    void whatWaitsAndIsNotOursAnyMoreIsForgottenInAllBulkheads() {
        Task sms = task(Channel.SMS, "ann", null);
        Task webhook = task(Channel.WEBHOOK, Message.partyOf(UUID.randomUUID()), null);
        offer(sms);
        offer(sms);
        offer(webhook);
        offer(webhook);
        assertThat(bulkheads.drop(task -> true)).containsExactlyInAnyOrder(sms, webhook);
        assertThat(begun).containsExactly(sms, webhook);
    }
}
