package io.groat.router.account;

import static io.groat.router.RunningRouter.body;
import static io.groat.router.RunningRouter.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.refusal.Refusal;
import io.groat.router.RunningRouter;
import io.groat.web.problem.WebProblem;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;

class AccountCallsIT {

    private final RunningRouter router = RunningRouter.shared();

    @Test
    void opensAnAccountAndShowsIt() {
        String user = router.userOn(3);

        String location = router.post(
                        "/v1/accounts",
                        "{\"userId\":\"" + user
                                + "\",\"currency\":\"JPY\",\"type\":\"savings\",\"openingBalance\":\"500\"}")
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.userId")
                .isEqualTo(user)
                .jsonPath("$.type")
                .isEqualTo("savings")
                .jsonPath("$.currency")
                .isEqualTo("JPY")
                .jsonPath("$.status")
                .isEqualTo("OPEN")
                .jsonPath("$.balance.posted")
                .isEqualTo(500)
                .jsonPath("$.balance.held")
                .isEqualTo(0)
                .jsonPath("$.balance.available")
                .isEqualTo(500)
                .jsonPath("$.shard")
                .isEqualTo(3)
                .jsonPath("$.createdAt")
                .isNotEmpty()
                .returnResult()
                .getResponseHeaders()
                .getFirst("Location");

        router.get(Objects.requireNonNull(location))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.balance.posted")
                .isEqualTo(500);
    }

    @Test
    void listsAUsersAccounts() {
        String user = router.wallet(0, 1);
        router.post("/v1/accounts", "{\"userId\":\"" + user + "\",\"currency\":\"USD\"}");
        router.post("/v1/accounts", "{\"userId\":\"" + user + "\",\"currency\":\"EUR\",\"type\":\"a\"}");

        router.get("/v1/users/{user}/accounts", user)
                .expectBody()
                .jsonPath("$.items[*].type")
                .isEqualTo(List.of("a", "main", "main"))
                .jsonPath("$.items[*].currency")
                .isEqualTo(List.of("EUR", "EUR", "USD"))
                .jsonPath("$.next")
                .isEmpty();
        router.get("/v1/users/{user}/accounts", router.userOn(0))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items")
                .isEmpty();
        expectProblem(router.get("/v1/users/{user}/accounts", "-"), WebProblem.INVALID_FIELD, "userId");
    }

    @Test
    void showsBalancesAsTheyStood() {
        String payer = router.wallet(0, 100);
        String payee = router.wallet(1, 0);
        String account = router.accountOf(payer);
        String opened = RunningRouter.read(router.get("/v1/accounts/{id}", account), "$.createdAt");
        String paid = RunningRouter.read(router.transfer(router.key(), body(payer, payee, 30)), "$.createdAt");

        balanceAt(account, opened).isEqualTo(100);
        balanceAt(account, paid).isEqualTo(70);
        balanceAt(account, "2199-01-01T00:00:00+02:00").isEqualTo(70);
        router.get("/v1/users/{user}/accounts?at={at}", payer, opened)
                .expectBody()
                .jsonPath("$.items[0].balance.available")
                .isEqualTo(100);
        router.get("/v1/users/{user}/accounts?at=2020-01-01T00:00:00Z", payer)
                .expectBody()
                .jsonPath("$.items")
                .isEmpty();
        expectProblem(
                router.get("/v1/accounts/{id}?at=2020-01-01T00:00:00Z", account), Refusal.ACCOUNT_NOT_FOUND, "at");
        expectProblem(router.get("/v1/accounts/{id}?at=yesterday", account), WebProblem.INVALID_FIELD, "at");
    }

    @Test
    void changesStatus() {
        String account = router.accountOf(router.wallet(0, 5));

        patch(account, "frozen").expectBody().jsonPath("$.status").isEqualTo("FROZEN");
        patch(account, "FROZEN").expectStatus().isOk();
        expectProblem(patch(account, "CLOSED"), Refusal.BALANCE_NOT_ZERO, "status");
        patch(account, "Open").expectBody().jsonPath("$.status").isEqualTo("OPEN");

        String empty = router.accountOf(router.wallet(0, 0));
        patch(empty, "CLOSED").expectBody().jsonPath("$.status").isEqualTo("CLOSED");
        expectProblem(patch(empty, "OPEN"), Refusal.STATUS_CHANGE_NOT_ALLOWED, "status");
        expectProblem(patch(empty, "ASLEEP"), WebProblem.INVALID_FIELD, "status");
        expectProblem(patch(UUID.randomUUID().toString(), "OPEN"), Refusal.ACCOUNT_NOT_FOUND, "id");
    }

    @Test
    void refusesASecondAccountOfTypeAndCurrency() {
        String user = router.wallet(1, 0);

        expectProblem(
                router.post("/v1/accounts", "{\"userId\":\"" + user + "\",\"currency\":\"EUR\"}"),
                Refusal.ACCOUNT_EXISTS);
        expectProblem(router.post("/create_account/" + user + "/7", ""), Refusal.ACCOUNT_EXISTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UNKNOWN_FIELD   | balance        | {'userId':'a','currency':'EUR','balance':1}",
                "MISSING_FIELD   | userId         | {'currency':'EUR'}",
                "MISSING_FIELD   | currency       | {'userId':'a'}",
                "INVALID_FIELD   | userId         | {'userId':'a b','currency':'EUR'}",
                "INVALID_FIELD   | type           | {'userId':'a','currency':'EUR','type':'Main'}",
                "INVALID_AMOUNT  | openingBalance | {'userId':'a','currency':'EUR','openingBalance':-1}",
                "INVALID_AMOUNT  | openingBalance | {'userId':'a','currency':'EUR','openingBalance':null}",
                "UNKNOWN_CURRENCY| currency       | {'userId':'a','currency':'eur'}",
                "UNKNOWN_CURRENCY| currency       | {'userId':'a','currency':'DEM'}",
                "UNKNOWN_CURRENCY| currency       | {'userId':'a','currency':'HRK'}",
                "UNKNOWN_CURRENCY| currency       | {'userId':'a','currency':'CHE'}",
                "UNKNOWN_CURRENCY| currency       | {'userId':'a','currency':'USN'}",
                "UNKNOWN_CURRENCY| currency       | {'userId':'a','currency':'XXX'}",
            })
    void refusesFieldsThatItCantTake(String code, String field, String body) {
        expectProblem(router.post("/v1/accounts", body.replace('\'', '"')), RunningRouter.code(code), field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "01a1fc3b-e600-7df0-b39c-a16e187fe001", "00000000-0000-0000-0000-000000000000"})
    void doesNotFindWhatIsNotThere(String id) {
        expectProblem(router.get("/v1/accounts/{id}", id), Refusal.ACCOUNT_NOT_FOUND, "id");
        expectProblem(router.get("/v1/accounts/{id}/entries", id), Refusal.ACCOUNT_NOT_FOUND, "id");
    }

    @Test
    void shorthandOpensAnAccountInAnyCurrency() {
        String user = router.userOn(2);

        router.post("/create_account/" + user + "/250?currency=USD", "")
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.currency")
                .isEqualTo("USD");

        assertThat(router.balance(user)).isEqualTo(250);
        expectProblem(router.post("/create_account/" + user + "/-1", ""), WebProblem.INVALID_AMOUNT, "balance");
        expectProblem(
                router.post("/create_account/" + user + "/1?curency=USD", ""), WebProblem.UNKNOWN_FIELD, "curency");
    }

    private org.springframework.test.web.reactive.server.JsonPathAssertions balanceAt(String account, String at) {
        return router.get("/v1/accounts/{id}?at={at}", account, at)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.balance.posted");
    }

    private WebTestClient.ResponseSpec patch(String account, String status) {
        return router.http
                .patch()
                .uri("/v1/accounts/{id}", account)
                .header("Content-Type", "application/json")
                .bodyValue("{\"status\":\"" + status + "\"}")
                .exchange();
    }
}
