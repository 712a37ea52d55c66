package io.groat.notifier.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Message;
import io.groat.notifier.message.MessageId;
import io.groat.notifier.message.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an attempt makes of a message: each row of the table. */
class DeliveryPolicyTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final RetrySettings RETRIES = new RetrySettings(
            List.of(), List.of(Duration.ofSeconds(10), Duration.ofSeconds(40)), List.of(), List.of(), 0.5);

    private final DeliveryPolicy policy = new DeliveryPolicy(RETRIES, () -> NOW, () -> 1);

    static Stream<Arguments> attempts() {
        return Stream.of(
                Arguments.of(0, new Attempt.Sent("smtp"), Status.SENT, 1, null),
                Arguments.of(0, failed(null), Status.QUEUED, 1, NOW.plusSeconds(15)),
                Arguments.of(1, failed(null), Status.QUEUED, 2, NOW.plusSeconds(60)),
                Arguments.of(1, failed(Duration.ofSeconds(100)), Status.QUEUED, 2, NOW.plusSeconds(150)),
                Arguments.of(2, failed(null), Status.DEAD, 3, null),
                Arguments.of(2, failed(Duration.ofSeconds(100)), Status.DEAD, 3, null),
                Arguments.of(0, new Attempt.Refused("smtp", "550"), Status.DEAD, 1, null),
                Arguments.of(1, new Attempt.Skipped("no address"), Status.SKIPPED, 1, null),
                Arguments.of(1, new Attempt.Postponed(Duration.ofSeconds(5)), Status.QUEUED, 1, NOW.plusSeconds(6)),
                Arguments.of(
                        1, new Attempt.TooEarly(NOW.plusSeconds(3_600)), Status.QUEUED, 1, NOW.plusSeconds(3_612)));
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void anAttemptMakesOfAMessage(int before, Attempt attempt, Status status, int attempts, @Nullable Instant nextAt) {
        Message after = policy.after(message(before), attempt);
        assertThat(after.status()).isEqualTo(status);
        assertThat(after.attempts()).isEqualTo(attempts);
        assertThat(after.sentAt()).isEqualTo(status == Status.SENT ? NOW : null);
        if (nextAt != null) {
            assertThat(after.nextAt()).isEqualTo(nextAt);
        }
    }

    @Test
    void whatCantBeDeliveredGoesByTheNextChannel() {
        Message dead = policy.after(message(0), new Attempt.Refused("smtp", "550"));
        Message skipped = policy.after(message(0), new Attempt.Skipped("no address"));
        for (Message ended : List.of(dead, skipped)) {
            Message next = policy.fallback(ended).orElseThrow();
            assertThat(next.channel()).isEqualTo(Channel.SMS);
            assertThat(next.fallback()).containsExactly(Channel.PUSH);
            assertThat(next.status()).isEqualTo(Status.QUEUED);
            assertThat(next.attempts()).isZero();
            assertThat(next.nextAt()).isEqualTo(NOW);
            assertThat(next.variables()).isEqualTo(ended.variables());
            // Whoever dies before it is written down makes the same one again.
            assertThat(next.id())
                    .isNotEqualTo(ended.id())
                    .isEqualTo(policy.fallback(ended).orElseThrow().id());
        }
    }

    @Test
    void nothingElseDoes() {
        for (Attempt attempt : List.of(
                new Attempt.Sent("smtp"),
                failed(null),
                new Attempt.Postponed(Duration.ofSeconds(5)),
                new Attempt.Skipped(DeliveryPolicy.EXPIRED))) {
            assertThat(policy.fallback(policy.after(message(0), attempt))).isEmpty();
        }
    }

    @Test
    void theLastChannelHasNoNext() {
        Message ended = policy.after(message(0), new Attempt.Refused("smtp", "550"));
        Message sms = policy.fallback(ended).orElseThrow();
        Message push = policy.fallback(policy.after(sms, new Attempt.Refused(null, "no")))
                .orElseThrow();
        assertThat(policy.fallback(policy.after(push, new Attempt.Skipped("no device"))))
                .isEmpty();
    }

    private static Attempt failed(@Nullable Duration retryAfter) {
        return new Attempt.Failed("smtp", "timeout", retryAfter);
    }

    private static Message message(int attempts) {
        return new Message(
                MessageId.of("event", "alice", "payment-completed", Channel.EMAIL),
                "alice",
                Channel.EMAIL,
                "payment-completed",
                "en",
                Map.of("amountMinor", "100"),
                null,
                List.of(Channel.SMS, Channel.PUSH),
                NOW.minusSeconds(60),
                NOW.minusSeconds(60),
                null,
                Status.QUEUED,
                attempts,
                NOW,
                null,
                null,
                null,
                null);
    }
}
