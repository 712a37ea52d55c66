package io.groat.router.beneficiary;

import static io.groat.router.RunningRouter.expectProblem;
import static io.groat.router.RunningRouter.read;
import static io.groat.router.RunningRouter.readAll;
import static io.groat.router.RunningRouter.readObject;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.refusal.Refusal;
import io.groat.router.RunningRouter;
import io.groat.router.auth.problem.AuthProblem;
import io.groat.web.problem.WebProblem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Beneficiaries as operators and users keep them, and as payers meet them. */
class BeneficiaryCallsIT {

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final RunningRouter router = RunningRouter.shared();
    private final String type = "asks-" + NAMES.incrementAndGet();
    private String payer = "";

    @BeforeEach
    void givenATypeThatAsks() {
        payer = router.wallet(0, 1_000);
        type(type, "\"coolingOff\": \"PT24H\", \"coolingOffMax\": 50");
    }

    private void type(String name, String more) {
        ResponseSpec made = router.as(RunningRouter.ADMIN.text())
                .post()
                .uri("/v1/transaction-types")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(
                        "{\"name\": \"" + name + "\", \"title\": \"A\", \"beneficiary\": \"required\", " + more + "}")
                .exchange();
        made.expectStatus().isCreated();
        assertThat(readObject(made)).containsEntry("beneficiary", "required").containsKey("coolingOff");
    }

    @Test
    void aTypeSaysWhatItAsksFor() {
        WebTestClient admin = router.as(RunningRouter.ADMIN.text());
        Map<String, ?> asking =
                readObject(admin.get().uri("/v1/transaction-types/" + type).exchange());
        assertThat(asking.get("coolingOff")).isEqualTo("PT24H");
        assertThat(asking.get("coolingOffMax")).isEqualTo(50);
        String plain = type + "-not";
        Map<String, ?> none = readObject(admin.post()
                .uri("/v1/transaction-types")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"name\": \"" + plain + "\", \"title\": \"A\"}")
                .exchange());
        assertThat(none.get("beneficiary")).isEqualTo("none");
        assertThat(none.containsKey("coolingOff")).isFalse();
    }

    /** From none to gone: what a payer is told at each step, and what stays under a key. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aPaymentNeedsOne(int payeeShard) {
        String payee = router.wallet(payeeShard, 0);
        String key = router.key();
        ResponseSpec none = pay(key, payee, 10);
        expectProblem(none, Refusal.BENEFICIARY_REQUIRED, "payee");
        expectProblem(pay(key, payee, 10), Refusal.BENEFICIARY_REQUIRED, "payee");
        assertThat(readObject(preview(payee, 10)))
                .containsEntry("allowed", false)
                .containsEntry("reason", "BENEFICIARY_REQUIRED");

        ResponseSpec added = add("{\"payee\": \"" + payee + "\", \"label\": \"Rent\", \"perDay\": 80}");
        added.expectStatus().isCreated();
        String id = read(added, "$.id");
        added.expectHeader().valueEquals("Location", all() + "/" + id);
        expectProblem(pay(key, payee, 10), Refusal.BENEFICIARY_REQUIRED, "payee");

        ResponseSpec tooNew = pay(router.key(), payee, 51);
        expectProblem(tooNew, Refusal.BENEFICIARY_COOLING_OFF, "payee");
        Map<String, ?> problem = readObject(pay(router.key(), payee, 51));
        assertThat(problem.get("limit")).isEqualTo("coolingOff");
        assertThat(problem.get("max")).isEqualTo(50);
        assertThat(Instant.parse(String.valueOf(problem.get("resetsAt"))))
                .isEqualTo(Instant.parse(read(get(id), "$.coolsFrom")).plusSeconds(86_400));
        pay(router.key(), payee, 50).expectStatus().isCreated();

        Map<String, ?> over = readObject(pay(router.key(), payee, 31));
        assertThat(over.get("code")).isEqualTo("BENEFICIARY_REQUIRED");
        assertThat(over.get("limit")).isEqualTo("perDay");
        assertThat(over.get("used")).isEqualTo(50);
        assertThat(readObject(preview(payee, 31))).containsEntry("limit", "perDay");
        pay(router.key(), payee, 30).expectStatus().isCreated();

        remove(id).expectStatus().isNoContent();
        expectProblem(pay(router.key(), payee, 1), Refusal.BENEFICIARY_REQUIRED, "payee");
        expectProblem(get(id), Refusal.BENEFICIARY_NOT_FOUND, "beneficiaryId");
        expectProblem(remove(id), Refusal.BENEFICIARY_NOT_FOUND, "beneficiaryId");
    }

    @Test
    void aHoldNeedsOne() {
        String payee = router.wallet(0, 0);
        String body = withType(RunningRouter.body(payer, payee, 10));
        expectProblem(hold(body), Refusal.BENEFICIARY_REQUIRED, "payee");

        add("{\"payee\": \"" + payee + "\"}").expectStatus().isCreated();

        hold(body).expectStatus().isCreated();
        expectProblem(hold(withType(RunningRouter.body(payer, payee, 51))), Refusal.BENEFICIARY_COOLING_OFF, "payee");
    }

    @Test
    void isShownAndChanged() {
        String id = read(
                add(
                        "{\"payee\": \"bob\", \"transactionTypes\": [\"" + type + "\"], \"minAmount\": 1,"
                                + " \"maxAmount\": 100, \"from\": \"2026-01-01T00:00:00Z\", \"until\": \"2030-01-01T00:00:00Z\"}"),
                "$.id");
        Map<String, ?> before = readObject(get(id));
        assertThat(before.get("userId")).isEqualTo(payer);
        assertThat(before.get("maxAmount")).isEqualTo(100);
        assertThat(before.containsKey("perDay")).isFalse();

        Map<String, ?> narrower = readObject(change(id, "{\"label\": \"Rent\", \"maxAmount\": 50, \"perDay\": 70}"));
        assertThat(narrower.get("maxAmount")).isEqualTo(50);
        assertThat(narrower.get("label")).isEqualTo("Rent");
        assertThat(narrower.get("coolsFrom")).isEqualTo(before.get("coolsFrom"));
        Map<String, ?> wider = readObject(change(id, "{\"maxAmount\": \"9223372036854775807\"}"));
        assertThat(wider.containsKey("maxAmount")).isFalse();
        assertThat(wider.get("coolsFrom")).isNotEqualTo(before.get("coolsFrom"));
        Map<String, ?> endless = readObject(change(id, "{\"endless\": true}"));
        assertThat(endless.containsKey("until")).isFalse();
        assertThat(endless.get("coolsFrom")).isNotEqualTo(wider.get("coolsFrom"));
        expectProblem(
                change(id, "{\"endless\": true, \"until\": \"2031-01-01T00:00:00Z\"}"),
                WebProblem.INVALID_FIELD,
                "endless");
        expectProblem(change(id, "{\"maxAmount\": 0}"), WebProblem.INVALID_FIELD, "maxAmount");
        expectProblem(change(id, "{\"until\": \"2025-01-01T00:00:00Z\"}"), WebProblem.INVALID_FIELD, "until");
        assertThat(readAll(
                        router.as(RunningRouter.ADMIN.text())
                                .get()
                                .uri("/v1/audit?userId=" + payer)
                                .exchange(),
                        "$.items[*].action"))
                .containsExactly(
                        "BENEFICIARY_CHANGED", "BENEFICIARY_CHANGED", "BENEFICIARY_CHANGED", "BENEFICIARY_ADDED");
    }

    @Test
    void aListGoesOn() {
        for (String payee : List.of("a", "b", "c")) {
            add("{\"payee\": \"" + payee + "\"}").expectStatus().isCreated();
        }
        ResponseSpec first = list("?limit=2");
        assertThat(readAll(first, "$.items[*].payee")).containsExactly("c", "b");
        assertThat(readAll(list("?limit=2&cursor=" + read(list("?limit=2"), "$.next")), "$.items[*].payee"))
                .containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'payee': '?'                                                     | payee",
                "'payee': 'bob', 'label': ' '                                     | label",
                "'payee': 'bob', 'transactionTypes': ['A B']                      | transactionTypes",
                "'payee': 'bob', 'minAmount': 5, 'maxAmount': 4                   | maxAmount",
                "'payee': 'bob', 'until': '9999-01-01T00:00:00Z'                  | until",
                "'payee': 'bob', 'from': '2027-01-01T00:00:00Z', 'until': '2026-01-01T00:00:00Z' | until"
            },
            quoteCharacter = '`')
    void whatCantBeOneIsRefused(String body, String field) {
        expectProblem(add("{" + body.replace('\'', '"') + "}"), WebProblem.INVALID_FIELD, field);
    }

    @Test
    void aPayeeIsThereOnceAndAnAccountHasToBe() {
        add("{\"payee\": \"bob\"}").expectStatus().isCreated();
        expectProblem(add("{\"payee\": \"bob\"}"), Refusal.BENEFICIARY_EXISTS, "payee");
        String nobody = router.accountOf(payer).replaceFirst("^........", "01000000");
        expectProblem(add("{\"payee\": \"" + nobody + "\"}"), Refusal.ACCOUNT_NOT_FOUND, "payee");
    }

    /** A user's own are theirs; a session that nobody knows of is no second factor. */
    @Test
    void usersKeepTheirOwn() {
        String id = read(add("{\"payee\": \"bob\"}"), "$.id");
        String own = RunningRouter.ISSUER.token(payer, "user");
        String another = RunningRouter.ISSUER.token(router.userOn(0), "user");

        expectProblem(
                as(own, HttpMethod.POST, all(), "{\"payee\": \"carl\"}"), AuthProblem.SECOND_FACTOR_NEEDED, "code");
        as(own, HttpMethod.PATCH, all() + "/" + id, "{\"label\": \"A\", \"perDay\": 5}")
                .expectStatus()
                .isOk();
        expectProblem(
                as(own, HttpMethod.PATCH, all() + "/" + id, "{\"perDay\": 6}"),
                AuthProblem.SECOND_FACTOR_NEEDED,
                "code");
        as(own, HttpMethod.GET, all(), "").expectStatus().isOk();
        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.DELETE)) {
            expectProblem(as(another, method, all() + "/" + id, ""), WebProblem.NOT_FOUND, "id");
        }
        expectProblem(as(another, HttpMethod.POST, all(), "{\"payee\": \"eve\"}"), WebProblem.NOT_FOUND, "id");
        as(own, HttpMethod.DELETE, all() + "/" + id, "").expectStatus().isNoContent();
    }

    private String all() {
        return "/v1/users/" + payer + "/beneficiaries";
    }

    private ResponseSpec add(String body) {
        return router.post(all(), body);
    }

    private ResponseSpec get(String id) {
        return router.get(all() + "/" + id);
    }

    private ResponseSpec list(String query) {
        return router.get(all() + query);
    }

    private ResponseSpec change(String id, String body) {
        return as(RunningRouter.OPERATOR.text(), HttpMethod.PATCH, all() + "/" + id, body);
    }

    private ResponseSpec remove(String id) {
        return as(RunningRouter.OPERATOR.text(), HttpMethod.DELETE, all() + "/" + id, "");
    }

    private ResponseSpec as(String token, HttpMethod method, String path, String body) {
        WebTestClient.RequestBodySpec request = router.as(token).method(method).uri(path);
        return body.isEmpty()
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body)
                        .exchange();
    }

    private ResponseSpec pay(String key, String payee, long amount) {
        return router.transfer(key, withType(RunningRouter.body(payer, payee, amount)));
    }

    private ResponseSpec preview(String payee, long amount) {
        return router.post("/v1/transfers/preview", withType(RunningRouter.body(payer, payee, amount)));
    }

    private ResponseSpec hold(String body) {
        return router.http
                .post()
                .uri("/v1/holds")
                .header("Idempotency-Key", router.key())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private String withType(String body) {
        return body.replaceFirst("\\{", "{\"type\": \"" + type + "\", ");
    }
}
