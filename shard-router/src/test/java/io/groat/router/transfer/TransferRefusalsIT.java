package io.groat.router.transfer;

import static io.groat.router.RunningRouter.body;
import static io.groat.router.RunningRouter.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.refusal.Refusal;
import io.groat.router.RunningRouter;
import io.groat.web.problem.WebProblem;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transfers that are refused: what can not be read first, then what the accounts do not allow. */
class TransferRefusalsIT {

    private final RunningRouter router = RunningRouter.shared();

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
