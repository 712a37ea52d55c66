package io.groat.router.rule;

import static io.groat.router.RunningRouter.expectProblem;
import static io.groat.router.RunningRouter.read;
import static io.groat.router.RunningRouter.readAll;
import static io.groat.router.RunningRouter.readObject;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.refusal.Refusal;
import io.groat.router.RunningRouter;
import io.groat.web.problem.WebProblem;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Rules of money, as admins make them and payers meet them. */
class RuleCallsIT {

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final RunningRouter router = RunningRouter.shared();
    private final WebTestClient admin = router.as(RunningRouter.ADMIN.text());
    private final String name = "rule-" + NAMES.incrementAndGet();

    @Test
    void aWalletTypeIsMadeAndChangedAndOlderVersionsCanBeRead() {
        ResponseSpec made = create("/v1/wallet-types", """
                {"name": "%s", "title": "Basic", "currencies": ["EUR"], "maxBalance": 100000,
                 "limits": [{"name": "daily", "window": "day", "max": 1000}]}""".formatted(name));
        made.expectStatus().isCreated().expectHeader().valueEquals("Location", "/v1/wallet-types/" + name);
        assertThat(readObject(made))
                .containsEntry("version", 1)
                .containsEntry("timeZone", "UTC")
                .doesNotContainKey("minBalance");

        ResponseSpec changed = put("/v1/wallet-types/" + name, "{\"title\": \"Better\", \"creditLimit\": \"500\"}");
        changed.expectStatus().isOk();
        assertThat(readObject(changed)).containsEntry("version", 2).containsEntry("creditLimit", 500);
        put("/v1/wallet-types/" + name, "{\"title\": \"Better\", \"creditLimit\": 500}")
                .expectBody()
                .jsonPath("$.version")
                .isEqualTo(2);

        assertThat(read(get("/v1/wallet-types/" + name), "$.title")).isEqualTo("Better");
        assertThat(read(get("/v1/wallet-types/" + name + "?version=1"), "$.limits[0].name"))
                .isEqualTo("daily");
        assertThat(readAll(get("/v1/wallet-types/" + name + "/versions"), "$.items[*].title"))
                .containsExactly("Better", "Basic");
        ResponseSpec page = get("/v1/wallet-types/" + name + "/versions?limit=1");
        String next = read(page, "$.next");
        assertThat(readAll(get("/v1/wallet-types/" + name + "/versions?limit=1&cursor=" + next), "$.items[*].title"))
                .containsExactly("Basic");
        expectProblem(get("/v1/wallet-types/" + name + "?version=3"), Refusal.WALLET_TYPE_NOT_FOUND, "name");
        expectProblem(get("/v1/wallet-types/nobody"), Refusal.WALLET_TYPE_NOT_FOUND, "name");
        expectProblem(put("/v1/wallet-types/nobody", "{\"title\": \"A\"}"), Refusal.WALLET_TYPE_NOT_FOUND, "name");
        expectProblem(
                create("/v1/wallet-types", "{\"name\": \"" + name + "\", \"title\": \"A\"}"),
                Refusal.WALLET_TYPE_EXISTS,
                "name");
    }

    /** Who says what they have read is told where another came between. */
    @Test
    void aChangeFollowsOnTheVersionThatWasRead() {
        create("/v1/wallet-types", "{\"name\": \"" + name + "\", \"title\": \"One\"}")
                .expectStatus()
                .isCreated();
        String path = "/v1/wallet-types/" + name;
        put(path + "?after=1", "{\"title\": \"Two\"}").expectStatus().isOk();

        expectProblem(put(path + "?after=1", "{\"title\": \"Three\"}"), Refusal.RULE_CHANGED, "after");
        expectProblem(put(path + "?after=x", "{\"title\": \"Three\"}"), WebProblem.INVALID_FIELD, "after");
        assertThat(read(get(path), "$.title")).isEqualTo("Two");
    }

    /** It is a movement of its own, which its payee sees, and the payment's two sides do not. */
    @Test
    void aCommissionIsSeenByItsPayeeAndThoseWhoWorkHere() {
        String agent = router.userOn(3);
        expectProblem(
                create("/v1/transaction-types", shared(agent)), Refusal.ACCOUNT_NOT_FOUND, "fees[0].commission.payee");
        String agentsAccount = openFor(agent, "main", 0);
        create("/v1/transaction-types", shared(agent)).expectStatus().isCreated();
        String payerUser = router.userOn(0);
        String payer = openFor(payerUser, "main", 100);
        String payee = openFor(router.userOn(1), "main", 0);

        String id = read(pay(payer, payee, 50, name), "$.id");

        Awaitility.await().untilAsserted(() -> assertThat(router.balance(agent)).isEqualTo(5));
        assertThat(read(router.get("/v1/transfers/{id}", id), "$.fees[0].commission.payee"))
                .isEqualTo(agent);
        WebTestClient asPayer = router.as(RunningRouter.ISSUER.token(payerUser, "user"));
        asPayer.get()
                .uri("/v1/transfers/{id}", id)
                .exchange()
                .expectBody()
                .jsonPath("$.fees[0].amount")
                .isEqualTo(10)
                .jsonPath("$.fees[0].commission")
                .doesNotExist();
        router.get("/v1/accounts/{id}/entries", agentsAccount)
                .expectBody()
                .jsonPath("$.items[0].amount")
                .isEqualTo(5);
        WebTestClient asAgent = router.as(RunningRouter.ISSUER.token(agent, "user"));
        String commission = read(router.get("/v1/transfers?userId=" + agent), "$.items[0].id");
        asAgent.get()
                .uri("/v1/transfers/{id}", commission)
                .exchange()
                .expectBody()
                .jsonPath("$.kind")
                .isEqualTo("COMMISSION")
                .jsonPath("$.parentId")
                .isEqualTo(id)
                .jsonPath("$.payer")
                .isEqualTo("funding:_fees");
        expectProblem(
                admin.post()
                        .uri("/v1/transfers/" + commission + "/refunds")
                        .header("Idempotency-Key", "no-" + name)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue("{}")
                        .exchange(),
                Refusal.REFUND_OF_COMMISSION,
                "id");
    }

    private String shared(String agent) {
        return """
                {"name": "%s", "title": "Shared", "fees": [{"kind": "fixed", "amount": 10,
                  "commission": {"payee": "%s", "basisPoints": 5000}}]}""".formatted(name, agent);
    }

    @Test
    void aTransactionTypeIsMadeAndListed() {
        ResponseSpec made = create("/v1/transaction-types", """
                {"name": "%s", "title": "Shop", "payeeWalletTypes": ["merchant"],
                 "fees": [{"kind": "tiers", "tiers": [{"upTo": 100, "amount": 1}, {"basisPoints": 50}], "paidBy": "payee"}]}""".formatted(name));
        made.expectStatus().isCreated();
        made.expectBody().jsonPath("$.fees[0].tiers[0].upTo").isEqualTo(100);
        assertThat(readAll(get("/v1/transaction-types?limit=200"), "$.items[*].name"))
                .contains(name)
                .isSorted();
        expectProblem(get("/v1/transaction-types/nobody"), Refusal.TRANSACTION_TYPE_NOT_FOUND, "name");
    }

    /** All that is wrong is told at once: the first by its field and line, all in the detail. */
    @Test
    void whatIsWrongIsToldWithItsLine() {
        ResponseSpec answer = create("/v1/wallet-types", """
                {"name": "wrong",
                 "title": "",
                 "limits": [{"name": "d", "window": "year", "max": -1}]}""");
        expectProblem(answer, WebProblem.INVALID_FIELD, "title");
        Map<String, Object> problem = problem(create("/v1/wallet-types", "{\"name\": \"wrong\",\n\"title\": \"\"}"));
        assertThat(problem).containsEntry("line", "2");
        expectProblem(create("/v1/wallet-types", "{\"name\": "), WebProblem.MALFORMED_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/wallet-types", "/v1/transaction-types"})
    void rulesAreMadeByAdminsAlone(String path) {
        String body = "{\"name\": \"" + name + "\", \"title\": \"A\"}";
        expectProblem(router.post(path, body), WebProblem.FORBIDDEN);
        router.get(path).expectStatus().isOk();
        String user = RunningRouter.ISSUER.token("alice", "user");
        expectProblem(router.as(user).get().uri(path).exchange(), WebProblem.FORBIDDEN);
    }

    /** Over HTTP: what is used, what is left, and a refusal that says so; kept under its key. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPaymentOverALimitIsToldWhichAndWhen(boolean crossShard) {
        create("/v1/wallet-types", """
                {"name": "%s", "title": "Basic", "timeZone": "Europe/Berlin",
                 "limits": [{"name": "daily", "window": "day", "max": 100},
                            {"name": "often", "window": "rolling-24h", "measure": "count", "max": 10}]}""".formatted(name));
        String payer = open(0, name, 1_000);
        String payee = router.wallet(crossShard ? 1 : 0, 0);
        pay(payer, payee, 60, null).expectStatus().isCreated();

        String key = router.key();
        String body = RunningRouter.body(payer, payee, 41);
        ResponseSpec refused = router.transfer(key, body);
        expectProblem(refused, Refusal.LIMIT_EXCEEDED);
        Map<String, Object> problem = problem(router.transfer(key, body));
        assertThat(problem)
                .containsEntry("limit", "daily")
                .containsEntry("max", 100)
                .containsEntry("used", 60)
                .containsEntry("field", "payer")
                .containsKeys("resetsAt", "transferId");

        ResponseSpec limits = router.get("/v1/accounts/{id}/limits", payer);
        limits.expectStatus().isOk();
        limits.expectBody()
                .jsonPath("$.items[0].left")
                .isEqualTo(40)
                .jsonPath("$.items[1].left")
                .isEqualTo(9);
        assertThat(read(router.get("/v1/accounts/{id}/limits", payer), "$.items[0].resetsAt"))
                .isEqualTo(problem.get("resetsAt"));
        pay(payer, payee, 40, null).expectStatus().isCreated();
    }

    @Test
    void anAccountWithoutRulesHasNoLimits() {
        assertThat(readAll(
                        router.get("/v1/accounts/{id}/limits", router.accountOf(router.wallet(0, 0))),
                        "$.items[*].name"))
                .isEmpty();
    }

    @Test
    void aPaymentsFeesAreShownBeforeAndAfter() {
        create("/v1/transaction-types", """
                {"name": "%s", "title": "Shop", "fees": [
                  {"kind": "fixed", "amount": 7},
                  {"kind": "percent", "basisPoints": 1000, "paidBy": "payee", "refundable": true}]}""".formatted(name));
        String payerUser = router.userOn(0);
        String payer = openFor(payerUser, "main", 100);
        String payeeUser = router.userOn(1);
        String payee = openFor(payeeUser, "main", 0);

        ResponseSpec preview = preview(payer, payee, 50, name);
        preview.expectStatus().isOk();
        assertThat(readObject(preview))
                .containsEntry("allowed", true)
                .containsEntry("total", 57)
                .containsEntry("availableAfter", 43);
        assertThat(router.balance(payerUser)).isEqualTo(100);

        ResponseSpec paid = pay(payer, payee, 50, name);
        paid.expectStatus().isCreated();
        String id = read(paid, "$.id");
        router.get("/v1/transfers/{id}", id)
                .expectBody()
                .jsonPath("$.fees[0].amount")
                .isEqualTo(7)
                .jsonPath("$.fees[1].amount")
                .isEqualTo(5);
        assertThat(read(router.get("/v1/transfers/{id}", id), "$.rules.transactionType"))
                .isEqualTo(name + "@1");
        assertThat(router.balance(payerUser)).isEqualTo(43);
        assertThat(router.balance(payeeUser)).isEqualTo(45);
        assertThat(readAll(router.get("/v1/accounts/{id}/entries", payer), "$.items[*].kind"))
                .containsExactly("FEE", "TRANSFER", "OPENING");

        // A payee learns nothing of what the payer pays beside it.
        WebTestClient asPayee = router.as(RunningRouter.ISSUER.token(payeeUser, "user"));
        Awaitility.await()
                .untilAsserted(() -> asPayee.get()
                        .uri("/v1/transfers/{id}", id)
                        .exchange()
                        .expectStatus()
                        .isOk());
        asPayee.get()
                .uri("/v1/transfers/{id}", id)
                .exchange()
                .expectBody()
                .jsonPath("$.fees.length()")
                .isEqualTo(1)
                .jsonPath("$.fees[0].amount")
                .isEqualTo(5);
    }

    @Test
    void aPreviewSaysWhatWouldRefuseIt() {
        create("/v1/wallet-types", """
                {"name": "%s", "title": "Small", "maxBalance": 10,
                 "limits": [{"name": "daily", "window": "day", "max": 20}]}""".formatted(name));
        String payer = open(0, name, 0);
        String rich = router.accountOf(router.wallet(0, 1_000));
        String small = open(2, name, 5);

        assertThat(readObject(preview(rich, small, 6, null)))
                .containsEntry("allowed", false)
                .containsEntry("reason", "MAX_BALANCE_EXCEEDED");
        assertThat(readObject(preview(payer, rich, 1, null)))
                .containsEntry("allowed", false)
                .containsEntry("reason", "INSUFFICIENT_FUNDS");
        assertThat(readObject(preview(small, rich, 5, null))).containsEntry("allowed", true);
        expectProblem(preview(rich, small, 1, "nobody"), Refusal.TRANSACTION_TYPE_UNKNOWN, "type");
        expectProblem(preview(rich, rich, 1, null), Refusal.SAME_ACCOUNT, "payee");
    }

    @Test
    void aPaymentOfNoKnownTypeLeavesNoTrace() {
        String payer = router.accountOf(router.wallet(0, 100));
        String payee = router.accountOf(router.wallet(1, 0));

        expectProblem(pay(payer, payee, 1, "nobody"), Refusal.TRANSACTION_TYPE_UNKNOWN, "type");
    }

    @Test
    void theTypeIsPartOfWhatAKeyStandsFor() {
        create("/v1/transaction-types", "{\"name\": \"" + name + "\", \"title\": \"A\"}");
        String payer = router.wallet(0, 100);
        String payee = router.wallet(0, 0);
        String key = router.key();
        router.transfer(key, RunningRouter.body(payer, payee, 1)).expectStatus().isCreated();

        String other = RunningRouter.body(payer, payee, 1).replace("{", "{\"type\": \"" + name + "\", ");
        expectProblem(router.transfer(key, other), Refusal.IDEMPOTENCY_CONFLICT, "type");
    }

    @ParameterizedTest
    @CsvSource({"deposits, payee, source, MAX_BALANCE_EXCEEDED", "withdrawals, payer, destination, LIMIT_EXCEEDED"})
    void moneyThatComesInOrGoesOutIsUnderTheRules(String call, String side, String outside, Refusal refusal) {
        create("/v1/wallet-types", """
                {"name": "%s", "title": "Small", "maxBalance": 10,
                 "limits": [{"name": "daily", "window": "day", "max": 3}]}""".formatted(name));
        String account = open(3, name, 10);

        ResponseSpec answer = router.http
                .post()
                .uri("/v1/" + call)
                .header("Idempotency-Key", router.key())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"" + side + "\": \"" + account + "\", \"amount\": 4, \"currency\": \"EUR\", \"" + outside
                        + "\": \"bank\"}")
                .exchange();

        expectProblem(answer, refusal);
    }

    private ResponseSpec pay(String payer, String payee, long amount, @Nullable String type) {
        return router.transfer(router.key(), withType(RunningRouter.body(payer, payee, amount), type));
    }

    private ResponseSpec preview(String payer, String payee, long amount, @Nullable String type) {
        return router.post("/v1/transfers/preview", withType(RunningRouter.body(payer, payee, amount), type));
    }

    private static String withType(String body, @Nullable String type) {
        return type == null ? body : body.replaceFirst("\\{", "{\"type\": \"" + type + "\", ");
    }

    private String open(int shard, String type, long balance) {
        return openFor(router.userOn(shard), type, balance);
    }

    private String openFor(String user, String type, long balance) {
        return read(
                router.post(
                        "/v1/accounts",
                        "{\"userId\": \"" + user + "\", \"type\": \"" + type
                                + "\", \"currency\": \"EUR\", \"openingBalance\": " + balance + "}"),
                "$.id");
    }

    private ResponseSpec create(String path, String body) {
        return admin.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private ResponseSpec put(String path, String body) {
        return admin.put()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private ResponseSpec get(String path) {
        return admin.get().uri(path).exchange();
    }

    private static Map<String, Object> problem(ResponseSpec answer) {
        return Map.copyOf(withoutNulls(readObject(answer)));
    }

    private static Map<String, Object> withoutNulls(Map<String, @Nullable Object> all) {
        Map<String, Object> there = new HashMap<>();
        all.forEach((key, value) -> {
            if (value != null) {
                there.put(key, value);
            }
        });
        return there;
    }
}
