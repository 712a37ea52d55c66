package io.groat.infra.drill.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.core.ConditionFactory;
import tools.jackson.databind.JsonNode;

/** What the tests say to router and scorer: users by name, amounts in euros. */
final class Bank {

    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Api router;
    private final Api scorer;
    private final Map<String, Integer> shards = new HashMap<>();

    /**
     * @param router by an operator's key
     * @param scorer by an analyst's
     */
    Bank(Api router, Api scorer) {
        this.router = router;
        this.scorer = scorer;
    }

    /** Opens a wallet for a new user. */
    String open(long euros) {
        String user = "user-" + UUID.randomUUID();
        Api.Document opened =
                router.post("/v1/accounts", Map.of("userId", user, "currency", "EUR", "openingBalance", euros * 100));
        assertThat(opened.status()).as(opened.toString()).isEqualTo(201);
        shards.put(user, opened.body().path("shard").asInt(-1));
        return user;
    }

    /** The same, on that user's shard or on another. */
    String openBeside(String other, boolean crossShard) {
        while (true) {
            String user = open(0);
            if (Objects.equals(shards.get(user), shards.get(other)) != crossShard) {
                return user;
            }
        }
    }

    CompletableFuture<Api.Document> pay(String payer, String payee, long euros) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("payer", payer);
        body.put("payee", payee);
        body.put("amount", euros * 100);
        body.put("currency", "EUR");
        return router.transfer(UUID.randomUUID().toString(), body);
    }

    /** Pays, and expects the money to be held; the transfer's id. */
    String payHeld(String payer, String payee, long euros) {
        Api.Document answer = pay(payer, payee, euros).join();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        assertThat(answer.text("status")).isEqualTo("HELD");
        return answer.text("id");
    }

    /** Looks at once, for what is asked is mostly so already. */
    private static ConditionFactory soon() {
        return await().atMost(PATIENCE).pollDelay(Duration.ZERO);
    }

    String status(String transfer) {
        return router.get("/v1/transfers/" + transfer).text("status");
    }

    void awaitStatus(String transfer, String status) {
        soon().untilAsserted(() -> assertThat(status(transfer)).isEqualTo(status));
    }

    JsonNode transfer(String transfer) {
        return router.get("/v1/transfers/" + transfer).body();
    }

    /** In euros. */
    long balance(String user, String part) {
        JsonNode balance = router.get("/v1/users/" + user + "/accounts")
                .body()
                .path("items")
                .path(0)
                .path("balance");
        return balance.path(part).asLong(Long.MIN_VALUE) / 100;
    }

    /** The score with all that is known of it, once it is there. */
    JsonNode score(String transfer) {
        soon().ignoreExceptions()
                .until(() -> scorer.get("/v1/scores/" + transfer).status() == 200);
        return scorer.get("/v1/scores/" + transfer).body();
    }

    /** Decides a review, once it is there: approve or block. */
    void decide(String transfer, String decision) {
        soon().until(() -> scorer.post(
                                "/v1/reviews/" + transfer + "/decision",
                                Map.of("decision", decision, "note", "the test says so"))
                        .status()
                == 200);
    }

    void put(String listing, String user) {
        Api.Document answer =
                scorer.put("/v1/lists/user/" + user, Map.of("listing", listing, "reason", "the test says so"));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    void publish(String rules) {
        Api.Document answer = scorer.post("/v1/rules", Map.of("yaml", rules, "note", "the test says so"));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    }

    boolean balanced() {
        return router.get("/v1/reconciliation").body().path("balanced").asBoolean(false);
    }
}
