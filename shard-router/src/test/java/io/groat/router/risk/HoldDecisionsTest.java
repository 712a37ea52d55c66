package io.groat.router.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.FraudDecision;
import io.groat.event.FraudScoreCalculated;
import io.groat.event.ManualReviewRequired;
import io.groat.event.PayerAnswered;
import io.groat.event.PayerAnswered.Consequence;
import io.groat.event.ReviewOutcome;
import io.groat.event.ReviewResolved;
import io.groat.event.TransactionBlocked;
import io.groat.shard.SlottedId;
import io.groat.streams.Received;
import io.groat.transfer.Transfer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/** Which decisions reach the shards, and what becomes of them while a shard is away. */
class HoldDecisionsTest {

    private static final Duration ENOUGH = Duration.ofSeconds(60);
    private static final int MANY = 100_000;

    private final Instant now = Instant.now();
    private final DecisionOutages outages = new DecisionOutages();
    private final Bank bank = new Bank();

    /** Notes what it was asked; the shard of a transfer is the slot of its id. */
    private static final class Bank implements HeldTransfers {

        private final List<String> asked = new ArrayList<>();
        private final AtomicInteger underWay = new AtomicInteger();
        private int mostUnderWay;
        private int failures;
        private int awayShard = -1;
        private boolean slow;

        @Override
        public int shardOf(UUID transferId) {
            return SlottedId.slotOf(transferId);
        }

        @Override
        public Mono<Transfer> release(UUID transferId) {
            return answer("release", transferId);
        }

        @Override
        public Mono<Transfer> cancel(UUID transferId) {
            return answer("cancel", transferId);
        }

        private synchronized Mono<Transfer> answer(String what, UUID transferId) {
            asked.add(what + " " + transferId);
            if (shardOf(transferId) == awayShard && failures > 0) {
                failures--;
                return Mono.error(new IllegalStateException("the shard is away"));
            }
            if (!slow) {
                return Mono.empty();
            }
            return Mono.<Transfer>empty()
                    .delaySubscription(Duration.ofMillis(1))
                    .doOnSubscribe(begun -> mostUnderWay = Math.max(mostUnderWay, underWay.incrementAndGet()))
                    .doOnTerminate(underWay::decrementAndGet);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FraudScoreCalculated, allow,    release",
        "FraudScoreCalculated, review,   nothing",
        "FraudScoreCalculated, block,    nothing",
        "TransactionBlocked,   -,        cancel",
        "ManualReviewRequired, -,        nothing",
        "ReviewResolved,       approved, release",
        "ReviewResolved,       blocked,  cancel",
        "PayerAnswered,        release,  release",
        "PayerAnswered,        cancel,   cancel",
        "PayerAnswered,        none,     nothing",
    })
    void anEventReachesTheShardWhenItDecidesSomething(EventType type, String says, String then) {
        UUID transfer = transfer(3);
        handle(List.of(event(type, says, transfer)));
        assertThat(bank.asked).isEqualTo(then.equals("nothing") ? List.of() : List.of(then + " " + transfer));
    }

    @Test
    void whatCantBeReadOrIsNoTransferIsPassedOver() {
        UUID transfer = transfer(3);
        handle(List.of(
                new Event(EventType.TransactionBlocked, "alice", "x", now, "{\"paymentId\":\"nonsense\"}"),
                event(EventType.TransactionBlocked, "-", UUID.randomUUID()),
                event(EventType.TransactionBlocked, "-", transfer)));
        assertThat(bank.asked).containsExactly("cancel " + transfer);
    }

    @Test
    void decisionsAboutOneTransferKeepTheirOrder() {
        UUID transfer = transfer(3);
        bank.slow = true;
        handle(List.of(
                event(EventType.TransactionBlocked, "-", transfer),
                event(EventType.ReviewResolved, "approved", transfer),
                event(EventType.PayerAnswered, "cancel", transfer)));
        assertThat(bank.asked).containsExactly("cancel " + transfer, "release " + transfer, "cancel " + transfer);
    }

    @Test
    void aShardIsAskedByFewAtATime() {
        bank.slow = true;
        handle(IntStream.range(0, 200)
                .mapToObj(one -> event(EventType.TransactionBlocked, "-", transfer(3)))
                .toList());
        assertThat(bank.mostUnderWay).isBetween(1, 4);
    }

    @Test
    void aShardThatIsAwayIsAskedByOneAfterAnotherPauseAndTheOthersGoOn() {
        bank.awayShard = 3;
        bank.failures = 5;
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            events.add(event(EventType.TransactionBlocked, "-", transfer(i % 2 == 0 ? 3 : 4)));
        }
        handle(events);
        // Five attempts failed; of the shard's 150 none was asked twice that had been answered.
        assertThat(bank.asked).hasSize(305);
        assertThat(bank.asked.stream().distinct()).hasSize(300);
        assertThat(outages.failures(3)).isZero();
    }

    @Test
    void anOutageIsCountedUntilItsEnd() {
        IllegalStateException away = new IllegalStateException("away");
        outages.failed(3, away);
        outages.failed(3, away);
        outages.failed(4, away);
        assertThat(outages.failures(3)).isEqualTo(2);
        outages.over(3);
        assertThat(outages.failures(3)).isZero();
        assertThat(outages.failures(4)).isEqualTo(1);
    }

    @Test
    void manyThatCompleteAtOnceNeedNoStack() {
        handle(many());
        assertThat(bank.asked).hasSize(MANY);
    }

    @Test
    void manyThatFailAtOnceNeedNoStack() {
        bank.awayShard = 3;
        bank.failures = MANY;
        new HoldDecisions(bank, outages, Duration.ofNanos(1), Duration.ofNanos(1))
                .handle(received(many()))
                .block(ENOUGH);
        assertThat(bank.asked).hasSize(2 * MANY);
    }

    /** A half of them about one transfer. */
    private List<Event> many() {
        UUID one = transfer(3);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            events.add(event(EventType.TransactionBlocked, "-", i % 2 == 0 ? one : transfer(3)));
        }
        return events;
    }

    private void handle(List<Event> events) {
        new HoldDecisions(bank, outages, Duration.ofMillis(1), Duration.ofMillis(5))
                .handle(received(events))
                .block(ENOUGH);
    }

    private static List<Received<Event>> received(List<Event> events) {
        return events.stream()
                .map(event -> new Received<>(event, "fraud_events", 0, 0))
                .toList();
    }

    private static UUID transfer(int slot) {
        return SlottedId.create(SlottedId.Kind.TRANSFER, slot, Instant.now());
    }

    private Event event(EventType type, String says, UUID transfer) {
        Object body = switch (type) {
            case FraudScoreCalculated ->
                new FraudScoreCalculated(
                        transfer, "alice", null, 1, "EUR", 0.1, FraudDecision.valueOf(says), List.of(), 1, now);
            case TransactionBlocked -> new TransactionBlocked(transfer, "alice", 0.99, "AMOUNT", now);
            case ManualReviewRequired -> new ManualReviewRequired(transfer, "alice", 0.8, now, now);
            case ReviewResolved -> new ReviewResolved(transfer, "alice", ReviewOutcome.valueOf(says), "ann", null, now);
            default ->
                new PayerAnswered(transfer, "alice", true, "payer-confirmed", "app", Consequence.valueOf(says), now);
        };
        return new Event(type, "alice", transfer + ":" + type, now, EventJson.write(body));
    }
}
