package io.groat.router.transfer;

import static io.groat.router.RunningRouter.body;
import static io.groat.router.RunningRouter.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.refusal.Refusal;
import io.groat.router.RunningRouter;
import io.groat.web.problem.WebProblem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class TransferCallIT {

    private final RunningRouter router = RunningRouter.shared();

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void movesMoneyWithinAShardAndAcross(int payeeShard) {
        String payer = router.wallet(0, 1_000);
        String payee = router.wallet(payeeShard, 0);

        router.transfer(router.key(), body(payer, payee, 300))
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueMatches("Location", "/v1/transfers/[0-9a-f-]{36}")
                .expectHeader()
                .doesNotExist("Idempotency-Replayed")
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("COMPLETED")
                .jsonPath("$.payer")
                .isEqualTo(payer)
                .jsonPath("$.payee")
                .isEqualTo(payee)
                .jsonPath("$.payeeAccount")
                .isEqualTo(router.accountOf(payee))
                .jsonPath("$.amount")
                .isEqualTo(300)
                .jsonPath("$.currency")
                .isEqualTo("EUR")
                .jsonPath("$.crossShard")
                .isEqualTo(payeeShard != 0)
                .jsonPath("$.payeeShard")
                .isEqualTo(payeeShard)
                .jsonPath("$.createdAt")
                .isNotEmpty()
                .jsonPath("$.completedAt")
                .isNotEmpty()
                .jsonPath("$.reference")
                .doesNotExist();
        assertThat(router.balance(payer)).isEqualTo(700);
        assertThat(router.balance(payee)).isEqualTo(300);
    }

    @Test
    void takesAccountsAndNotesAndAmountsAsText() {
        String payer = router.wallet(0, 1_000);
        String payee = router.wallet(1, 0);
        String payeeAccount = router.accountOf(payee);
        String body = """
                {"payer":"%s","payee":"%s","amount":"250","currency":"EUR","reference":"Größe ✓",
                 "description":"two\\nlines","metadata":{"b": [1, 2.50, null], "a": {"x": true}}}""".formatted(router.accountOf(payer), payeeAccount);

        String location = router.transfer("\"" + router.key() + "\"", body)
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.payee")
                .isEqualTo(payeeAccount)
                .jsonPath("$.reference")
                .isEqualTo("Größe ✓")
                .jsonPath("$.metadata.b[1]")
                .isEqualTo(2.5)
                .returnResult()
                .getResponseHeaders()
                .getFirst("Location");

        router.get(Objects.requireNonNull(location))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.description")
                .isEqualTo("two\nlines")
                .jsonPath("$.metadata.a.x")
                .isEqualTo(true);
    }

    /** In a currency of its own: what is inside a shard has its other side in one account, which holds no more. */
    @Test
    void movesAsMuchAs64BitsHold() {
        String payer = router.userOn(2);
        String payee = router.userOn(3);
        router.post("/create_account/" + payer + "/" + Long.MAX_VALUE + "?currency=CHF", "")
                .expectStatus()
                .isCreated();
        router.post("/create_account/" + payee + "/0?currency=CHF", "");

        router.transfer(router.key(), body(payer, payee, Long.MAX_VALUE).replace("EUR", "CHF"))
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.amount")
                .isEqualTo("9223372036854775807");
        router.transfer(router.key(), body(payee, payer, 1L << 53).replace("EUR", "CHF"))
                .expectBody()
                .jsonPath("$.amount")
                .isEqualTo(1L << 53);
    }

    @Test
    void answersAReplayAsBeforeAndSaysSo() {
        String key = router.key();
        String body = body(router.wallet(0, 1_000), router.wallet(1, 0), 10);
        Map<String, @Nullable Object> first = RunningRouter.readObject(router.transfer(key, body));

        Map<String, @Nullable Object> second = RunningRouter.readObject(router.transfer(key, body)
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Idempotency-Replayed", "true"));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void keepsWhatARuleAboutMoneyRefused() {
        String key = router.key();
        String payer = router.wallet(0, 5);
        String body = body(payer, router.wallet(1, 0), 10);

        String id = RunningRouter.read(router.transfer(key, body), "$.transferId");
        // Money that comes later does not change what was answered.
        router.transfer(router.key(), body(router.wallet(0, 100), payer, 100))
                .expectStatus()
                .isCreated();

        expectProblem(
                        router.transfer(key, body).expectHeader().valueEquals("Idempotency-Replayed", "true"),
                        Refusal.INSUFFICIENT_FUNDS)
                .jsonPath("$.transferId")
                .isEqualTo(id);
        router.get("/v1/transfers/{id}", id)
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("FAILED")
                .jsonPath("$.reason")
                .isEqualTo("INSUFFICIENT_FUNDS");
    }

    @Test
    void namesTheFieldInWhichAKeysSecondRequestDiffers() {
        String key = router.key();
        String payer = router.wallet(0, 1_000);
        String payee = router.wallet(1, 0);
        router.transfer(key, body(payer, payee, 10)).expectStatus().isCreated();

        expectProblem(router.transfer(key, body(payer, payee, 11)), Refusal.IDEMPOTENCY_CONFLICT, "amount");
        expectProblem(
                router.transfer(key, body(payer, router.wallet(2, 0), 10)), Refusal.IDEMPOTENCY_CONFLICT, "payee");
        expectProblem(
                router.transfer(key, body(payer, payee, 10).replace("}", ",\"reference\":\"x\"}")),
                Refusal.IDEMPOTENCY_CONFLICT,
                "reference");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void fiftyClientsWithOneKeyGetOneAnswer(int payeeShard) {
        String payer = router.wallet(0, 1_000);
        String payee = router.wallet(payeeShard, 0);
        String key = router.key();
        WebClient client = router.client();

        List<ResponseEntity<String>> answers = Flux.range(0, 50)
                .flatMap(
                        i -> client.post()
                                .uri("/v1/transfers")
                                .header("Idempotency-Key", key)
                                .header("Content-Type", "application/json")
                                .bodyValue(body(payer, payee, 10))
                                .retrieve()
                                .toEntity(String.class),
                        50)
                .collectList()
                .blockOptional(Duration.ofSeconds(30))
                .orElseThrow();

        assertThat(answers)
                .hasSize(50)
                .allMatch(answer -> answer.getStatusCode().value() == 201);
        assertThat(answers.stream().map(ResponseEntity::getBody).distinct()).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.getHeaders().containsHeader("Idempotency-Replayed"))
                .hasSize(49);
        assertThat(router.balance(payee)).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aWalletPaysNoMoreThanItHas(int payeeShard) {
        String payer = router.wallet(0, 100);
        String payee = router.wallet(payeeShard, 0);
        WebClient client = router.client();

        List<Integer> statuses = Flux.range(0, 200)
                .flatMap(i -> inTheEnd(client, router.key(), body(payer, payee, 1)), 200)
                .collectList()
                .blockOptional(Duration.ofSeconds(30))
                .orElseThrow();

        assertThat(statuses).filteredOn(status -> status == 201).hasSize(100);
        assertThat(statuses).filteredOn(status -> status == 422).hasSize(100);
        assertThat(router.balance(payer)).isZero();
        assertThat(router.balance(payee)).isEqualTo(100);
    }

    /** The answer to a payment that comes again while the door sends it away, as the router asks its clients to. */
    private static Mono<Integer> inTheEnd(WebClient client, String key, String body) {
        return client.post()
                .uri("/v1/transfers")
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .bodyValue(body)
                .exchangeToMono(answer ->
                        answer.releaseBody().thenReturn(answer.statusCode().value()))
                .filter(status -> status != 503)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(50)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "10.0",
                "1.5",
                "1e3",
                "true",
                "null",
                "{}",
                "[1]",
                "\"\"",
                "\"1.5\"",
                "\" 1\"",
                "\"+1\"",
                "\"-1\"",
                "\"007\"",
                "\"ten\"",
                "9223372036854775808",
                "\"9223372036854775808\"",
                "99999999999999999999999999"
            })
    void refusesAmountsThatAreNone(String amount) {
        expectProblem(router.transfer(router.key(), body("alice", "bob", amount)), WebProblem.INVALID_AMOUNT, "amount");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UNKNOWN_FIELD   | memo     | {'payer':'a','payee':'b','amount':1,'currency':'EUR','memo':'x'}",
                "MISSING_FIELD   | payer    | {'payee':'b','amount':1,'currency':'EUR'}",
                "MISSING_FIELD   | payee    | {'payer':'a','amount':1,'currency':'EUR'}",
                "MISSING_FIELD   | amount   | {'payer':'a','payee':'b','currency':'EUR'}",
                "MISSING_FIELD   | currency | {'payer':'a','payee':'b','amount':1}",
                "INVALID_FIELD   | payer    | {'payer':'','payee':'b','amount':1,'currency':'EUR'}",
                "INVALID_FIELD   | payer    | {'payer':null,'payee':'b','amount':1,'currency':'EUR'}",
                "INVALID_FIELD   | payee    | {'payer':'a','payee':7,'amount':1,'currency':'EUR'}",
                "INVALID_FIELD   | metadata | {'payer':'a','payee':'b','amount':1,'currency':'EUR','metadata':[]}",
                "INVALID_FIELD   | reference| {'payer':'a','payee':'b','amount':1,'currency':'EUR','reference':'\\ud800'}",
                "UNKNOWN_CURRENCY| currency | {'payer':'a','payee':'b','amount':1,'currency':'EURO'}",
                "UNKNOWN_CURRENCY| currency | {'payer':'a','payee':'b','amount':1,'currency':'XAU'}",
                "MALFORMED_JSON  | amount   | {'payer':'a','payee':'b','amount':1,'currency':'EUR','amount':2}",
                "MALFORMED_JSON  | k        | {'payer':'a','payee':'b','amount':1,'currency':'EUR','metadata':{'k':1,'k':2}}",
            })
    void refusesFieldsThatItCantTake(String code, String field, String body) {
        expectProblem(router.transfer(router.key(), body.replace('\'', '"')), RunningRouter.code(code), field);
    }

    @Test
    void refusesNotesThatAreTooLong() {
        String body = body("alice", "bob", 1);
        for (Map.Entry<String, String> field : Map.of(
                        "reference", "\"" + "x".repeat(141) + "\"",
                        "description", "\"" + "x".repeat(501) + "\"",
                        "metadata", "{\"k\":\"" + "x".repeat(4096) + "\"}")
                .entrySet()) {
            expectProblem(
                    router.transfer(
                            router.key(), body.replace("}", ",\"" + field.getKey() + "\":" + field.getValue() + "}")),
                    WebProblem.INVALID_FIELD,
                    field.getKey());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"payer\":}", "[]", "1", "{} {}", "{\"payer\":\"a\",}", "nonsense"})
    void refusesWhatIsNoJsonObject(String body) {
        expectProblem(router.transfer(router.key(), body), WebProblem.MALFORMED_JSON);
    }

    @Test
    void saysWhereTheJsonIsMalformed() {
        expectProblem(router.transfer(router.key(), "{\n  \"payer\": x"), WebProblem.MALFORMED_JSON)
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains("line 2, column"));
    }

    @Test
    void refusesKeysThatAreNone() {
        String body = body("alice", "bob", 1);

        expectProblem(router.post("/v1/transfers", body), Refusal.IDEMPOTENCY_KEY_MISSING, "Idempotency-Key");
        for (String key : List.of("", "x".repeat(129), "has space", "\"\"", "übel")) {
            expectProblem(router.transfer(key, body), Refusal.IDEMPOTENCY_KEY_INVALID);
        }
        expectProblem(
                router.http
                        .post()
                        .uri("/v1/transfers")
                        .header("Idempotency-Key", "one", "two")
                        .header("Content-Type", "application/json")
                        .bodyValue(body)
                        .exchange(),
                Refusal.IDEMPOTENCY_KEY_INVALID);
    }

    @Test
    void refusesWhatTheAccountsDontAllow() {
        String payer = router.wallet(0, 100);
        String payee = router.wallet(1, 0);
        String nobody = router.userOn(0);

        expectProblem(router.transfer(router.key(), body(nobody, payee, 1)), Refusal.ACCOUNT_NOT_FOUND, "payer");
        expectProblem(router.transfer(router.key(), body(payer, nobody, 1)), Refusal.ACCOUNT_NOT_FOUND, "payee");
        expectProblem(router.transfer(router.key(), body(payer, payer, 1)), Refusal.SAME_ACCOUNT, "payee");
        expectProblem(
                router.transfer(router.key(), body(payer, router.accountOf(payer), 1)), Refusal.SAME_ACCOUNT, "payee");
        expectProblem(
                router.transfer(router.key(), body(payer, payee, 1).replace("EUR", "USD")),
                Refusal.CURRENCY_MISMATCH,
                "payer");
        expectProblem(router.transfer(router.key(), body(payer, payee, 101)), Refusal.INSUFFICIENT_FUNDS)
                .jsonPath("$.transferId")
                .isNotEmpty();
    }

    /** The same on one shard and across: what a payee's shard says is the key's answer for good. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aPayeeWithoutAWalletIsTheKeysAnswer(int payeeShard) {
        String payer = router.wallet(0, 100);
        String payee = router.userOn(payeeShard);
        String key = router.key();
        expectProblem(router.transfer(key, body(payer, payee, 1)), Refusal.ACCOUNT_NOT_FOUND)
                .jsonPath("$.field")
                .isEqualTo("payee")
                .jsonPath("$.transferId")
                .isNotEmpty();
        open(payee, 0);

        expectProblem(
                router.transfer(key, body(payer, payee, 1)).expectHeader().valueEquals("Idempotency-Replayed", "true"),
                Refusal.ACCOUNT_NOT_FOUND,
                "payee");
        router.transfer(router.key(), body(payer, payee, 1)).expectStatus().isCreated();
        assertThat(router.balance(payee)).isEqualTo(1);
    }

    /** What nobody could keep, or no shard has to be asked for, leaves no trace: the key is free once it is mended. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aPayerWithoutAWalletLeavesTheKeyFree(int payeeShard) {
        String payer = router.userOn(0);
        String payee = router.wallet(payeeShard, 0);
        String key = router.key();
        expectProblem(router.transfer(key, body(payer, payee, 1)), Refusal.ACCOUNT_NOT_FOUND, "payer");
        open(payer, 10);

        router.transfer(key, body(payer, payee, 1)).expectStatus().isCreated();
    }

    private void open(String user, long balance) {
        router.post("/create_account/" + user + "/" + balance, "")
                .expectStatus()
                .isCreated();
    }

    @Test
    void refusesWhatThePayeesBalanceCantHoldAndGivesItBack() {
        String payee = router.userOn(1);
        String payer = router.userOn(3);
        router.post("/create_account/" + payee + "/" + Long.MAX_VALUE + "?currency=SEK", "")
                .expectStatus()
                .isCreated();
        router.post("/create_account/" + payer + "/7?currency=SEK", "");

        expectProblem(
                        router.transfer(router.key(), body(payer, payee, 7).replace("EUR", "SEK")),
                        Refusal.BALANCE_OVERFLOW)
                .jsonPath("$.transferId")
                .isNotEmpty();
        assertThat(router.balance(payer)).isEqualTo(7);
    }

    @Test
    void frozenPaysNotButIsPaidAndClosedDoesNeither() {
        String frozen = router.wallet(0, 100);
        String other = router.wallet(1, 100);
        setStatus(frozen, "FROZEN");

        expectProblem(router.transfer(router.key(), body(frozen, other, 1)), Refusal.ACCOUNT_FROZEN);
        router.transfer(router.key(), body(other, frozen, 1)).expectStatus().isCreated();

        String closed = router.wallet(2, 0);
        setStatus(closed, "CLOSED");
        expectProblem(router.transfer(router.key(), body(closed, other, 1)), Refusal.ACCOUNT_CLOSED);
        expectProblem(router.transfer(router.key(), body(other, closed, 1)), Refusal.ACCOUNT_CLOSED);
        assertThat(router.balance(other)).isEqualTo(99);
    }

    @Test
    void shorthandMovesMoneyWithAKeyOrWithout() {
        String payer = router.wallet(0, 100);
        String payee = router.wallet(1, 0);
        for (int call = 0; call < 2; call++) {
            router.http
                    .post()
                    .uri("/transfer/{from}/{to}/{amount}", payer, payee, 10)
                    .exchange()
                    .expectStatus()
                    .isCreated();
        }
        for (int call = 0; call < 2; call++) {
            router.http
                    .post()
                    .uri("/transfer/{from}/{to}/{amount}?currency=EUR", payer, payee, 5)
                    .header("Idempotency-Key", "once")
                    .exchange()
                    .expectStatus()
                    .isCreated();
        }

        assertThat(router.balance(payee)).isEqualTo(25);
        expectProblem(
                router.post("/transfer/" + payer + "/" + payee + "/1.5", ""), WebProblem.INVALID_AMOUNT, "amount");
        expectProblem(router.post("/transfer/-/" + payee + "/1", ""), WebProblem.INVALID_FIELD, "from_user");
        expectProblem(
                router.post("/transfer/" + payer + "/" + payee + "/1?currency=ZZZ", ""), Refusal.UNKNOWN_CURRENCY);
    }

    @Test
    void doesNotFindWhatIsNotThere() {
        String id = RunningRouter.read(
                router.transfer(router.key(), body(router.wallet(0, 1), router.wallet(0, 0), 1)), "$.id");

        expectProblem(router.get("/v1/transfers/{id}", id.replace("7fe001", "acc001")), Refusal.TRANSFER_NOT_FOUND);
        expectProblem(router.get("/v1/transfers/{id}", UUID.randomUUID()), Refusal.TRANSFER_NOT_FOUND);
        expectProblem(router.get("/v1/transfers/{id}", "x"), Refusal.TRANSFER_NOT_FOUND);
        String other = id.substring(0, 24) + (id.charAt(24) == '0' ? '1' : '0') + id.substring(25);
        expectProblem(router.get("/v1/transfers/{id}", other), Refusal.TRANSFER_NOT_FOUND);
    }

    private void setStatus(String user, String status) {
        router.http
                .patch()
                .uri("/v1/accounts/{id}", router.accountOf(user))
                .header("Content-Type", "application/json")
                .bodyValue("{\"status\":\"" + status + "\"}")
                .exchange()
                .expectStatus()
                .isOk();
    }
}
