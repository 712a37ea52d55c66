package io.groat.infra.drill.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.infra.drill.proof.ShardTables;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.stack.StackHandle;
import io.groat.infra.testservers.TestServers;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Router, scorer, notifier and the sink of figures together, as processes on real servers: what is held, what becomes of it, and
 * that the figures say so.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HeldPaymentsIT {

    private static final String ROUTER = "shard-router";
    private static final String SCORER = "fraud-scorer";
    private static final String NOTIFIER = "notifier";
    private static final String SINK = "analytics-sink";
    private static final String SANDBOX = "sandbox";
    private static final int AT_ONCE = 1_000;

    /** What the gate holds they let go. */
    private static final String LENIENT = """
            thresholds: {review: 0.98, block: 0.99}
            rules:
              - name: amount-linear
                code: AMOUNT
                text: "{payment.amount} in one payment"
                weight: min(1, payment.amount / 10000)
            """;

    private StackHandle stack;
    private Bank bank;

    @BeforeAll
    void start() {
        Terminal terminal = new Terminal(new PrintWriter(System.out, true, StandardCharsets.UTF_8), false);
        stack = StackHandle.ofServices(
                TestServers.folder("held-payments"),
                StackHandle.freeOffset(),
                Set.of(ROUTER, SCORER, NOTIFIER, SINK, SANDBOX),
                terminal);
        stack.startFresh();
        bank = new Bank(
                new Api(stack.port(ROUTER), stack.operatorKey()), new Api(stack.port(SCORER), stack.analystKey()));
    }

    @AfterAll
    void stop() {
        if (stack != null) {
            stack.stopAll();
        }
    }

    @Test
    @Order(1)
    void anOrdinaryPaymentHasItsScoreWithinASecondOfItsCommit() {
        String alice = bank.open(10_000);
        String bob = bank.openBeside(alice, true);
        await().atMost(Bank.PATIENCE).until(() -> {
            Api.Document paid = bank.pay(alice, bob, 1).join();
            assertThat(paid.text("status")).isEqualTo("COMPLETED");
            JsonNode score = bank.score(paid.text("id"));
            assertThat(score.path("score").asDouble(-1)).isEqualTo(0.0001);
            return Duration.between(
                                    Instant.parse(paid.text("completedAt")),
                                    Instant.parse(score.path("scoredAt").asString("")))
                            .compareTo(Duration.ofSeconds(1))
                    < 0;
        });
    }

    /** From its request over both topics to its webhook, and into what is refused and what is logged of it. */
    @Test
    @Order(1)
    void aPaymentIsFollowedByItsTraceToTheLastService() throws IOException {
        try (FollowedPayment followed = new FollowedPayment(stack)) {
            String alice = bank.open(10_000);
            String bob = bank.openBeside(alice, true);

            String payment = followed.pay(alice, bob);

            followed.assertRecordsInTrace("payment_events", payment, "PaymentInitiated", "PaymentCompleted");
            followed.assertRecordsInTrace("fraud_events", payment, "FraudScoreCalculated");
            followed.assertWebhookInTrace(payment);
            followed.assertRefusalInTrace(alice);
            followed.assertLoggedInTrace("payment_events", SCORER, NOTIFIER, SINK);
            followed.assertLoggedInTrace("fraud_events", ROUTER);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Order(2)
    void whatIsHeldGoesOnOrIsCancelledAsDecided(boolean crossShard) {
        String alice = bank.open(90_000);
        String bob = bank.openBeside(alice, crossShard);

        String approved = bank.payHeld(alice, bob, 8_000);
        assertThat(bank.balance(alice, "held")).isEqualTo(8_000);
        assertThat(bank.balance(alice, "available")).isEqualTo(82_000);
        assertThat(bank.balance(bob, "available")).isZero();
        assertThat(bank.score(approved).path("decision").asString("")).isEqualTo("review");
        assertThat(bank.transfer(approved).path("crossShard").asBoolean(!crossShard))
                .isEqualTo(crossShard);
        bank.decide(approved, "approve");
        bank.awaitStatus(approved, "COMPLETED");
        assertThat(bank.balance(bob, "available")).isEqualTo(8_000);

        // The last score holds what comes next; it is small, and allowed. The gate waits for it for a few milliseconds
        // only,
        // and what passes leaves a small score behind.
        long moved = 8_000;
        Api.Document small = bank.pay(alice, bob, 10).join();
        for (int again = 0; small.status() == 201 && again < 4; again++) {
            String another = bank.payHeld(alice, bob, 8_000);
            bank.decide(another, "approve");
            bank.awaitStatus(another, "COMPLETED");
            moved += 8_010;
            small = bank.pay(alice, bob, 10).join();
        }
        assertThat(small.status()).as("%s", small).isEqualTo(202);
        String allowed = small.text("id");
        moved += 10;
        assertThat(bank.score(allowed).path("decision").asString("")).isEqualTo("allow");
        bank.awaitStatus(allowed, "COMPLETED");

        String blockedByAnalyst = bank.payHeld(alice, bob, 7_500);
        bank.decide(blockedByAnalyst, "block");
        bank.awaitStatus(blockedByAnalyst, "CANCELLED");

        String blockedByScore = bank.payHeld(alice, bob, 9_900);
        assertThat(bank.score(blockedByScore).path("decision").asString("")).isEqualTo("block");
        bank.awaitStatus(blockedByScore, "CANCELLED");
        // A payer is told that, and not why.
        assertThat(bank.transfer(blockedByScore).toString()).doesNotContain("score", "AMOUNT", "rule");

        assertThat(bank.balance(alice, "held")).isZero();
        assertThat(bank.balance(alice, "available")).isEqualTo(90_000 - moved);
        assertThat(bank.balance(bob, "available")).isEqualTo(moved);
        assertThat(bank.balanced()).isTrue();
    }

    /** Asked by e-mail, answered by its link without a login. */
    @Test
    @Order(3)
    void aPayerWhoSaysNoGetsTheirMoneyBack() {
        String alice = bank.open(20_000);
        String bob = bank.openBeside(alice, true);
        int port = stack.port(NOTIFIER);
        Mailbox mailbox = new Mailbox(port, new Api(port, stack.operatorKey()), alice);

        String held = bank.payHeld(alice, bob, 8_000);
        assertThat(bank.balance(alice, "available")).isEqualTo(12_000);
        mailbox.answer("no");
        bank.awaitStatus(held, "CANCELLED");
        assertThat(bank.balance(alice, "held")).isZero();
        assertThat(bank.balance(alice, "available")).isEqualTo(20_000);
        assertThat(bank.balance(bob, "available")).isZero();
        await().atMost(Bank.PATIENCE)
                .untilAsserted(() -> assertThat(bank.score(held)
                                .path("payerAnswer")
                                .path("label")
                                .asString(""))
                        .isEqualTo("payer-denied"));
        assertThat(bank.balanced()).isTrue();
    }

    @Test
    @Order(4)
    void aBlockOnAUserFreezesDebitsAtOnce() {
        String mallory = bank.open(1_000);
        String bob = bank.open(0);
        assertThat(bank.pay(mallory, bob, 1).join().text("status")).isEqualTo("COMPLETED");
        bank.put("block", mallory);
        await().atMost(Bank.PATIENCE)
                .until(() -> bank.pay(mallory, bob, 1).join().text("code").equals("PAYMENT_DECLINED"));
        bank.put("allow", mallory);
        await().atMost(Bank.PATIENCE)
                .until(() -> bank.pay(mallory, bob, 1).join().text("status").equals("COMPLETED"));
    }

    @Test
    @Order(5)
    void whateverIsAwayPassesPassHoldsWaitAndNothingIsLost() {
        String alice = bank.open(1_000_000);
        String carol = bank.open(1_000_000);
        String bob = bank.openBeside(alice, true);
        List<String> passed = new ArrayList<>();
        List<String> held = new ArrayList<>();
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        for (String part : List.of("cassandra", "redis", "kafka", SCORER, SINK)) {
            stack.kill(part);
            for (int i = 0; i < 20; i++) {
                Api.Document paid = bank.pay(carol, bob, 1).join();
                assertThat(paid.text("status")).as("while %s is away", part).isEqualTo("COMPLETED");
                passed.add(paid.text("id"));
            }
            held.add(bank.payHeld(alice, bob, 8_000));
            starts.add(CompletableFuture.runAsync(() -> stack.start(part)));
        }
        starts.forEach(CompletableFuture::join);
        held.forEach(transfer -> bank.decide(transfer, "approve"));
        held.forEach(transfer -> bank.awaitStatus(transfer, "COMPLETED"));
        passed.forEach(bank::score);
        assertThat(bank.balance(alice, "available")).isEqualTo(1_000_000 - 8_000L * held.size());
        assertThat(bank.balance(bob, "available")).isEqualTo(8_000L * held.size() + passed.size());
        assertThat(bank.balanced()).isTrue();
    }

    @Test
    @Order(6)
    void aThousandAreReleasedAtOnce() {
        bank.publish(LENIENT);
        stack.kill(SCORER);
        List<String> payers =
                IntStream.range(0, 20).mapToObj(n -> bank.open(1_000_000)).toList();
        List<String> payees = IntStream.range(0, 20).mapToObj(n -> bank.open(0)).toList();
        List<CompletableFuture<Api.Document>> asked = IntStream.range(0, AT_ONCE)
                .mapToObj(n -> bank.pay(payers.get(n % 20), payees.get(n * 7 % 20), 7_000))
                .toList();
        List<String> held = asked.stream()
                .map(CompletableFuture::join)
                .map(answer -> {
                    assertThat(answer.text("status")).as(answer.toString()).isEqualTo("HELD");
                    return answer.text("id");
                })
                .toList();
        stack.start(SCORER);
        held.forEach(transfer -> bank.awaitStatus(transfer, "COMPLETED"));
        assertThat(payers).allSatisfy(payer -> {
            assertThat(bank.balance(payer, "held")).isZero();
            assertThat(bank.balance(payer, "available")).isEqualTo(1_000_000 - 7_000L * AT_ONCE / 20);
        });
        assertThat(bank.balanced()).isTrue();
    }

    /** After all of this the figures are the ledger's, to the unit. */
    @Test
    @Order(7)
    void theFiguresAreTheLedgers() {
        ShardTables ledger = new ShardTables(stack.shards(), stack.database());
        ShardTables.Sum completed = ledger.transfers("COMPLETED");
        long failed = ledger.transfers("FAILED").count();
        long cancelled = ledger.transfers("CANCELLED").count();
        Api sink = new Api(stack.port(SINK), stack.analystKey());
        await().atMost(Bank.PATIENCE).untilAsserted(() -> {
            JsonNode payments = sink.get("/v1/summary?window=all").body().path("payments");
            assertThat(count(payments, "completed")).isEqualTo(completed.count());
            assertThat(count(payments, "failed")).isEqualTo(failed);
            assertThat(count(payments, "cancelled")).isEqualTo(cancelled);
            assertThat(count(payments, "initiated")).isEqualTo(completed.count() + failed + cancelled);
            assertThat(payments.path("volume").path("EUR").path("amount").asString(""))
                    .isEqualTo(Long.toString(completed.amountMinor()));
        });
    }

    /** From a payment gateway to a bank, and on the pages of those who look after it. */
    @Test
    @Order(8)
    void moneyComesInMovesGoesOutAndIsSeen() {
        new MoneyJourney(stack, bank).make();
    }

    private static long count(JsonNode payments, String what) {
        return payments.path(what).path("count").asLong(-1);
    }
}
