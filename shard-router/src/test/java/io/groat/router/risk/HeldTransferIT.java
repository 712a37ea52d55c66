package io.groat.router.risk;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.FraudDecision;
import io.groat.event.FraudScoreCalculated;
import io.groat.event.PayerAnswered;
import io.groat.event.PayerAnswered.Consequence;
import io.groat.event.ReviewOutcome;
import io.groat.event.ReviewResolved;
import io.groat.event.TransactionBlocked;
import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.router.RunningRouter;
import io.groat.streams.EventPublisher;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;

/** A held transfer, from the HTTP call to the decision that comes by Kafka. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeldTransferIT {

    private static final long AMOUNT = 800_000;

    private final ServerHandle kafka = TestServers.kafka();
    private RunningRouter router;
    private EventPublisher scorer;

    @BeforeAll
    void start() {
        String bootstrap = kafka.host() + ":" + kafka.port();
        router = RunningRouter.fresh(
                "--groat.relay.enabled=true",
                "--groat.kafka.bootstrap-servers=" + bootstrap,
                "--groat.kafka.topics.replicas=1",
                // A slow machine's Redis must not let by what is to be held here.
                "--groat.risk.score-limit=2s");
        router.awaitShardsUp(4);
        scorer = new EventPublisher(bootstrap, "/fraud-scorer", Duration.ofSeconds(15));
    }

    @AfterAll
    void stop() {
        scorer.close();
        router.close();
    }

    @ParameterizedTest
    @CsvSource({
        "allow,      true,  COMPLETED, 200000, 800000",
        "allow,      older, COMPLETED, 200000, 800000",
        "block,      true,  CANCELLED, 1000000, 0",
        "block,      older, CANCELLED, 1000000, 0",
        "approved,   true,  COMPLETED, 200000, 800000",
        "blocked,    true,  CANCELLED, 1000000, 0",
        "blocked,    older, CANCELLED, 1000000, 0",
        "denied,     older, CANCELLED, 1000000, 0",
        "confirmed,  older, COMPLETED, 200000, 800000",
    })
    void theDecisionEndsIt(String decision, String heldHeader, String end, long payerHas, long payeeHas) {
        String payer = open(1_000_000);
        String payee = open(0);
        String key = UUID.randomUUID().toString();

        String held = pay(key, payer, payee, 202);

        assertThat(JsonPath.<String>read(held, "$.status")).isEqualTo("HELD");
        assertThat(balance(payer, "held")).isEqualTo(AMOUNT);
        assertThat(balance(payer, "available")).isEqualTo(200_000);
        UUID transfer = UUID.fromString(JsonPath.read(held, "$.id"));
        tell(
                heldHeader.equals("older")
                        ? decided(decision, transfer, payer)
                        : with(Event.HELD, heldHeader, decided(decision, transfer, payer)));
        await().atMost(PATIENCE).until(() -> status(transfer).equals(end));

        assertThat(balance(payer, "available")).isEqualTo(payerHas);
        assertThat(balance(payee, "available")).isEqualTo(payeeHas);
        // What comes late or again changes nothing.
        for (String other : List.of("allow", "block", "denied", "confirmed")) {
            tell(decided(other, transfer, payer));
        }
        tell(decided(decision, transfer, payer));
        awaitAllBefore(payer);
        String again = pay(key, payer, payee, end.equals("COMPLETED") ? 201 : 422);
        assertThat(again).contains(transfer.toString());
        assertThat(status(transfer)).isEqualTo(end);
    }

    /** What the policy draws no consequence from: a "yes" by a link, a "no" where the policy says so. */
    @Test
    void anAnswerWithoutAConsequenceLeavesItHeld() {
        String payer = open(1_000_000);
        UUID transfer = UUID.fromString(JsonPath.read(pay(UUID.randomUUID().toString(), payer, open(0), 202), "$.id"));
        tell(answered(transfer, payer, true, Consequence.none));
        tell(answered(transfer, payer, false, Consequence.none));
        awaitAllBefore(payer);
        assertThat(status(transfer)).isEqualTo("HELD");
        assertThat(balance(payer, "held")).isEqualTo(AMOUNT);
        tell(decided("block", transfer, payer));
        await().atMost(PATIENCE).until(() -> status(transfer).equals("CANCELLED"));
        assertThat(balance(payer, "available")).isEqualTo(1_000_000);
    }

    /** By headers that are wrong here: were it not for them, each of these events would have ended it. */
    @Test
    void whatHeadersSayIsOfNoConcernReachesNobody() {
        String payer = open(1_000_000);
        UUID transfer = UUID.fromString(JsonPath.read(pay(UUID.randomUUID().toString(), payer, open(0), 202), "$.id"));
        for (String decision : List.of("allow", "block", "approved", "blocked")) {
            tell(with(Event.HELD, "false", decided(decision, transfer, payer)));
        }
        tell(with(Event.DECISION, "review", decided("allow", transfer, payer)));
        tell(with(Event.DECISION, "block", decided("allow", transfer, payer)));
        awaitAllBefore(payer);
        assertThat(status(transfer)).isEqualTo("HELD");
        tell(with(Event.DECISION, "allow", with(Event.HELD, "true", decided("allow", transfer, payer))));
        await().atMost(PATIENCE).until(() -> status(transfer).equals("COMPLETED"));
    }

    private static Event with(String extension, String value, Event event) {
        Map<String, String> extensions = new HashMap<>(event.extensions());
        extensions.put(extension, value);
        return new Event(event.type(), event.key(), event.id(), event.time(), event.data(), extensions);
    }

    /** Events under one key come in their order: so a decision about another payer's transfer comes after all those. */
    private void awaitAllBefore(String key) {
        String other = open(1_000_000);
        UUID transfer = UUID.fromString(JsonPath.read(pay(UUID.randomUUID().toString(), other, open(0), 202), "$.id"));
        tell(decided("block", transfer, key));
        await().atMost(PATIENCE).until(() -> status(transfer).equals("CANCELLED"));
    }

    private static Event answered(UUID transfer, String payer, boolean own, Consequence consequence) {
        Instant now = Instant.now();
        PayerAnswered body = new PayerAnswered(
                transfer, payer, own, own ? "payer-confirmed" : "payer-denied", "app", consequence, now);
        return new Event(EventType.PayerAnswered, payer, UUID.randomUUID().toString(), now, EventJson.write(body));
    }

    private static Event decided(String decision, UUID transfer, String payer) {
        Instant now = Instant.now();
        if (decision.equals("denied") || decision.equals("confirmed")) {
            boolean own = decision.equals("confirmed");
            return answered(transfer, payer, own, own ? Consequence.release : Consequence.cancel);
        }
        Object body = switch (decision) {
            case "allow" ->
                new FraudScoreCalculated(
                        transfer, payer, null, AMOUNT, "EUR", 0.1, FraudDecision.allow, List.of(), 1, now);
            case "block" -> new TransactionBlocked(transfer, payer, 0.99, "amount-linear", now);
            case "approved" -> new ReviewResolved(transfer, payer, ReviewOutcome.approved, "analyst", null, now);
            default -> new ReviewResolved(transfer, payer, ReviewOutcome.blocked, "analyst", "fraud", now);
        };
        EventType type = EventType.valueOf(body.getClass().getSimpleName());
        return new Event(type, payer, UUID.randomUUID().toString(), now, EventJson.write(body));
    }

    private void tell(Event event) {
        scorer.publish(List.of(event)).block(PATIENCE);
    }

    private String open(long balance) {
        String user = "held-" + UUID.randomUUID();
        router.http
                .post()
                .uri("/v1/accounts")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"userId\":\"%s\",\"currency\":\"EUR\",\"openingBalance\":%d}".formatted(user, balance))
                .exchange()
                .expectStatus()
                .isCreated();
        return user;
    }

    private String pay(String key, String payer, String payee, int status) {
        return text(router.http
                .post()
                .uri("/v1/transfers")
                .contentType(MediaType.APPLICATION_JSON)
                .header("Idempotency-Key", key)
                .bodyValue("{\"payer\":\"%s\",\"payee\":\"%s\",\"amount\":%d,\"currency\":\"EUR\"}"
                        .formatted(payer, payee, AMOUNT))
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private String status(UUID transfer) {
        return JsonPath.read(get("/v1/transfers/" + transfer), "$.status");
    }

    private long balance(String user, String part) {
        Number minor = JsonPath.read(get("/v1/users/" + user + "/accounts"), "$.items[0].balance." + part);
        return minor.longValue();
    }

    private String get(String path) {
        return text(router.http
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private static String text(@Nullable String body) {
        assertThat(body).isNotNull();
        return body == null ? "" : body;
    }
}
