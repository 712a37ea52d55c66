package io.groat.notifier.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Message;
import io.groat.notifier.message.Status;
import io.groat.web.http.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;

/** A page ends where it is full or nothing more is there, never because so much was passed over. */
class InboxCallsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    /** Of messages of which each tenth is wanted, ten looked at for a page at most. */
    @ParameterizedTest
    @CsvSource({
        "0,  5, 0, false",
        "9,  5, 1, false",
        "10, 5, 1, true",
        "40, 5, 1, true",
        "10, 1, 1, true",
        "1,  1, 1, false"
    })
    void aPageSaysWhetherThereMayBeMore(int messages, int limit, int found, boolean more) {
        Page<Message> page = Objects.requireNonNull(InboxCalls.page(
                        Flux.range(0, messages).map(InboxCallsTest::message),
                        message -> message.attempts() % 10 == 0,
                        limit,
                        10)
                .block(Duration.ofSeconds(10)));
        assertThat(page.items()).hasSize(found);
        assertThat(page.next() != null).isEqualTo(more);
    }

    private static Message message(int number) {
        return new Message(
                new UUID(0, number),
                "ann",
                Channel.INAPP,
                "password-changed",
                "en",
                Map.of(),
                null,
                List.of(),
                NOW,
                NOW,
                null,
                Status.SENT,
                number,
                NOW,
                null,
                null,
                null,
                null);
    }
}
