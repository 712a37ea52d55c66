package io.groat.notifier.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is stored is found by its id alone. */
class InboxKeyTest {

    private static final Instant AT = Instant.parse("2026-11-28T14:00:00.123Z");

    private static InboxKey place(UUID id) {
        return Objects.requireNonNull(InboxKey.of(id));
    }

    /** These say where rows stand that are stored: they may not change, whatever else does. */
    @Test
    void placesStayWhatTheyAre() {
        UUID id = MessageId.inApp("e1", "ann", "payment-sent", AT);
        assertThat(id).hasToString("01a22274-a77b-8499-8578-378e67cda84a");
        assertThat(place(id)).isEqualTo(new InboxKey(5, 997708, 1234263565));
    }

    @Test
    void anIdTellsItsTimeAndItsParty() {
        for (int i = 0; i < 1_000; i++) {
            String party = "user-" + i;
            UUID id = MessageId.inApp("e", party, "payment-sent", AT.plusSeconds(i));
            assertThat(id.version()).isEqualTo(8);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(InboxKey.time(id)).isEqualTo(AT.plusSeconds(i));
            int hash = InboxKey.hash(party);
            assertThat(place(id))
                    .isEqualTo(new InboxKey(InboxKey.bucket(hash), InboxKey.slice(AT.plusSeconds(i)), hash));
        }
    }

    @Test
    void oneEventIsOneIdAndWhateverDiffersIsAnother() {
        UUID id = MessageId.inApp("e", "ann", "payment-sent", AT);
        assertThat(MessageId.inApp("e", "ann", "payment-sent", AT)).isEqualTo(id);
        assertThat(List.of(
                        MessageId.inApp("f", "ann", "payment-sent", AT),
                        MessageId.inApp("e", "bob", "payment-sent", AT),
                        MessageId.inApp("e", "ann", "payment-failed", AT),
                        MessageId.inApp("e", "ann", "payment-sent", AT.plusMillis(1))))
                .doesNotContain(id)
                .doesNotHaveDuplicates();
    }

    @Test
    void idsAreInTheOrderOfTime() {
        UUID earlier = MessageId.inApp("e", "ann", "payment-sent", AT);
        UUID later = MessageId.inApp("f", "bob", "payment-sent", AT.plusMillis(1));
        assertThat(MessageId.compare(earlier, later)).isNegative();
        assertThat(MessageId.compare(InboxKey.first(AT), earlier)).isNotPositive();
        assertThat(MessageId.compare(earlier, InboxKey.last(AT))).isNotPositive();
        assertThat(MessageId.compare(InboxKey.last(AT), later)).isNegative();
    }

    @Test
    void hardlyAnyOtherIdTellsAPlace() {
        long places = IntStream.range(0, 1_000)
                .mapToObj(i -> MessageId.of("e" + i, "ann", "payment-sent", Channel.EMAIL))
                .filter(id -> InboxKey.of(id) != null)
                .count();
        assertThat(places).isLessThan(50);
        assertThat(InboxKey.of(UUID.randomUUID())).isNull();
    }
}
