package io.groat.fraud.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.groat.cassandra.Cql;
import io.groat.event.FraudDecision;
import io.groat.fraud.payment.Payment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What is listed, when, and in how many partitions. */
class ScoreIndexTest {

    private static final Duration ENOUGH = Duration.ofSeconds(60);
    private static final int MANY = 100_000;

    private final List<List<Cql>> written = new ArrayList<>();
    private final ScoreIndex index =
            new ScoreIndex(rows -> Mono.fromRunnable(() -> written.add(rows)), Duration.ofMillis(1));

    @Test
    void whatSeveralAddIsWrittenTogetherAndThenCountsAsWritten() {
        long first = index.add(List.of(score("alice", "bob"), score("carol", null)));
        long second = index.add(List.of(score("bob", "alice")));
        assertThat(index.isWritten(first)).isFalse();

        index.writeWaiting().block(ENOUGH);

        assertThat(index.isWritten(first)).isTrue();
        assertThat(index.isWritten(second)).isTrue();
        // Payer, payee and day of each; one has no payee.
        assertThat(written).singleElement().satisfies(rows -> assertThat(rows).hasSize(8));
        index.writeWaiting().block(ENOUGH);
        assertThat(written).hasSize(1);
    }

    @Test
    void whatComesWhileAWriteIsUnderWayIsNotTakenForWritten() {
        Sinks.Empty<Void> cassandra = Sinks.empty();
        ScoreIndex slow = new ScoreIndex(rows -> cassandra.asMono(), Duration.ofMillis(1));
        long first = slow.add(List.of(score("alice", "bob")));
        Disposable underWay = slow.writeWaiting().subscribe();
        long second = slow.add(List.of(score("alice", "bob")));
        assertThat(slow.isWritten(first)).isFalse();
        cassandra.tryEmitEmpty().orThrow();
        assertThat(underWay.isDisposed()).isTrue();
        assertThat(slow.isWritten(first)).isTrue();
        assertThat(slow.isWritten(second)).isFalse();
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenLater() {
        List<Integer> sizes = new ArrayList<>();
        ScoreIndex failing = new ScoreIndex(
                rows -> {
                    sizes.add(rows.size());
                    return sizes.size() == 1 ? Mono.error(new IllegalStateException("refused")) : Mono.empty();
                },
                Duration.ofMillis(1));
        long place = failing.add(List.of(score("alice", "bob")));
        assertThatThrownBy(() -> failing.writeWaiting().block(ENOUGH)).hasMessage("refused");
        assertThat(failing.isWritten(place)).isFalse();
        failing.writeWaiting().block(ENOUGH);
        assertThat(failing.isWritten(place)).isTrue();
        assertThat(sizes).containsExactly(3, 3);
    }

    @Test
    void whoeverWouldAddTooMuchWaits() {
        index.add(IntStream.range(0, 10_000).mapToObj(i -> score("a", "b")).toList());
        AtomicBoolean hasRoom = new AtomicBoolean();
        Disposable waiting = index.room().subscribe(nothing -> {}, failure -> {}, () -> hasRoom.set(true));
        assertThat(hasRoom).isFalse();
        index.writeWaiting().block(ENOUGH);
        await().atMost(ENOUGH).untilTrue(hasRoom);
        assertThat(waiting.isDisposed()).isTrue();
    }

    @Test
    void howManyPartitionsAreWrittenDoesNotGrowWithTheUsers() {
        Instant noon = Instant.parse("2026-01-02T12:00:00Z");
        Set<Object> partitions = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            partitions.add(ScoreSlot.day(noon) + "/" + ScoreSlot.bucket("user" + i));
        }
        assertThat(partitions).hasSize(32);
    }

    @Test
    void manyWritesThatCompleteAtOnceNeedNoStack() {
        Score one = score("alice", null);
        Mono.defer(() -> {
                    index.add(List.of(one));
                    return index.writeWaiting();
                })
                .repeat(MANY - 1)
                .then()
                .block(ENOUGH);
        assertThat(written.size()).isEqualTo(MANY);
        assertThat(index.isWritten(MANY)).isTrue();
    }

    @Test
    void manyWritesThatFailAtOnceNeedNoStack() {
        int[] tries = {0};
        ScoreIndex failing = new ScoreIndex(
                rows -> tries[0]++ < MANY ? Mono.error(new IllegalStateException("refused")) : Mono.empty(),
                Duration.ofMillis(1));
        long place = failing.add(List.of(score("alice", null)));
        Mono.defer(failing::writeWaiting).retry(MANY).block(ENOUGH);
        assertThat(failing.isWritten(place)).isTrue();
    }

    private static Score score(String payer, @Nullable String payee) {
        Instant now = Instant.now();
        Payment payment = new Payment(
                new UUID((now.toEpochMilli() << 16) | 0x7000, UUID.randomUUID().getLeastSignificantBits()),
                payer,
                payee,
                100,
                "EUR",
                false,
                now,
                null,
                null);
        return new Score(payment, 0.1, FraudDecision.allow, List.of(), 1, now);
    }
}
