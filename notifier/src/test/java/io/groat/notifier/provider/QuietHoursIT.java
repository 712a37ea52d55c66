package io.groat.notifier.provider;

import static io.groat.notifier.RunningNotifier.eventually;
import static io.groat.notifier.RunningNotifier.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.notifier.RunningNotifier;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Message;
import io.groat.notifier.message.MessageId;
import io.groat.notifier.message.MessageStore;
import io.groat.notifier.message.Status;
import io.groat.notifier.queue.DeliveryQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Quiet hours that have begun since a message was planned: of a retry, of the next channel, of what lay for long. */
class QuietHoursIT {

    private final RunningNotifier notifier = RunningNotifier.shared();
    private final Instant end = Instant.now().plus(Duration.ofHours(3)).truncatedTo(ChronoUnit.MINUTES);

    @Test
    void holdBackWhatIsDueInThem() throws Exception {
        String user = user("ann");
        LocalTime to = end.atZone(ZoneOffset.UTC).toLocalTime();
        notifier.as(user)
                .put()
                .uri("/v1/preferences/" + user)
                .header("Content-Type", "application/json")
                .bodyValue("{\"quietHours\":{\"from\":\"" + to.minusHours(6) + "\",\"to\":\"" + to + "\"}}")
                .exchange()
                .expectStatus()
                .isOk();
        Message retry = put(user, "webhook-disabled", 1);
        Message mandatory = put(user, "password-changed", 0);

        eventually(() -> assertThat(find(retry).nextAt()).isBetween(end, end.plusSeconds(30)));
        assertThat(find(retry).status()).isEqualTo(Status.QUEUED);
        assertThat(find(retry).attempts()).isEqualTo(1);
        eventually(() -> assertThat(find(mandatory).status()).isEqualTo(Status.SENT));
    }

    /** Due now. */
    private Message put(String user, String template, int attempts) throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Message message = new Message(
                MessageId.of(user + template, user, template, Channel.EMAIL),
                user,
                Channel.EMAIL,
                template,
                "en",
                Map.of("url", "https://shop.example/hook", "why", "it is gone"),
                user + "@example.com",
                List.of(),
                now,
                now,
                null,
                Status.QUEUED,
                attempts,
                now,
                null,
                null,
                null,
                null);
        notifier.bean(DeliveryQueue.class).put(message).toFuture().get();
        return message;
    }

    private Message find(Message message) throws Exception {
        return Objects.requireNonNull(
                notifier.bean(MessageStore.class).find(message.id()).toFuture().get());
    }
}
