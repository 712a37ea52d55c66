package io.groat.router.access;

import static io.groat.router.RunningRouter.ISSUER;
import static io.groat.router.RunningRouter.body;
import static io.groat.router.RunningRouter.expectProblem;
import static io.groat.router.RunningRouter.line;
import static io.groat.router.RunningRouter.read;
import static io.groat.router.RunningRouter.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.refusal.Refusal;
import io.groat.router.RunningRouter;
import io.groat.web.problem.WebProblem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

class OwnershipIT {

    private final RunningRouter router = RunningRouter.shared();
    private final String mine = router.wallet(0, 1_000);
    private final String theirs = router.wallet(1, 1_000);
    private final WebTestClient me = router.as(ISSUER.token(mine, "user"));

    @Test
    void aUserSeesTheirOwnAccountsAndNoOthers() {
        String own = router.accountOf(mine);
        String other = router.accountOf(theirs);

        get("/v1/accounts/" + own).expectStatus().isOk();
        get("/v1/accounts/" + own + "/entries").expectStatus().isOk();
        get("/v1/users/" + mine + "/accounts").expectStatus().isOk();
        expectProblem(get("/v1/accounts/" + other), Refusal.ACCOUNT_NOT_FOUND);
        expectProblem(get("/v1/accounts/" + other + "/entries"), Refusal.ACCOUNT_NOT_FOUND);
        expectProblem(get("/v1/users/" + theirs + "/accounts"), Refusal.ACCOUNT_NOT_FOUND);
        expectProblem(get("/v1/users/nobody/accounts"), Refusal.ACCOUNT_NOT_FOUND);
    }

    @Test
    void aUserPaysFromTheirOwnAccountsAlone() {
        pay(mine, theirs).expectStatus().isCreated();
        pay(router.accountOf(mine), theirs).expectStatus().isCreated();
        expectProblem(pay(theirs, mine), Refusal.ACCOUNT_NOT_FOUND, "payer");
        expectProblem(pay(router.accountOf(theirs), mine), Refusal.ACCOUNT_NOT_FOUND, "payer");
        expectProblem(pay("nobody", mine), Refusal.ACCOUNT_NOT_FOUND, "payer");
        assertThat(router.balance(theirs)).isEqualTo(1_020);
    }

    @Test
    void soInABatchAndInAStream() {
        String good = line(router.key(), mine, theirs, 1);
        String bad = line(router.key(), theirs, mine, 1);

        List<String> batch = readAll(
                me.post()
                        .uri("/v1/transfers/batch")
                        .header("Content-Type", "application/json")
                        .bodyValue("[" + good + "," + bad + "]")
                        .exchange(),
                "$[*]['status','code']");
        assertThat(batch.toString()).contains("COMPLETED", "ACCOUNT_NOT_FOUND");

        String stream = new String(
                me.post()
                        .uri("/v1/transfers/stream")
                        .header("Content-Type", "application/x-ndjson")
                        .bodyValue(line(router.key(), mine, theirs, 1) + "\n" + line(router.key(), theirs, mine, 1))
                        .exchange()
                        .expectBody()
                        .returnResult()
                        .getResponseBodyContent(),
                StandardCharsets.UTF_8);
        assertThat(stream).contains("COMPLETED", "ACCOUNT_NOT_FOUND");
        assertThat(router.balance(theirs)).isEqualTo(1_002);
    }

    @Test
    void aUserSeesTransfersThatTheyPaidOrWerePaid() {
        String stranger = router.wallet(2, 100);
        String paid = read(pay(mine, theirs), "$.id");
        String received = read(router.transfer(router.key(), body(theirs, mine, 1)), "$.id");
        String others = read(router.transfer(router.key(), body(stranger, theirs, 1)), "$.id");

        get("/v1/transfers/" + paid).expectStatus().isOk();
        get("/v1/transfers/" + received).expectStatus().isOk();
        expectProblem(get("/v1/transfers/" + others), Refusal.TRANSFER_NOT_FOUND);
        get("/v1/transfers/" + paid + "/events").expectStatus().isOk();
        get("/v1/transfers/" + received + "/events").expectStatus().isOk();
        expectProblem(get("/v1/transfers/" + others + "/events"), Refusal.TRANSFER_NOT_FOUND);
        assertThat(readAll(get("/v1/transfers"), "$.items[*].id")).containsExactlyInAnyOrder(paid, received);
        assertThat(readAll(get("/v1/transfers?userId=" + mine), "$.items[*].id"))
                .hasSize(2);
        expectProblem(get("/v1/transfers?userId=" + theirs), Refusal.ACCOUNT_NOT_FOUND, "userId");
    }

    @Test
    void aUserOpensEmptyAccountsOfTheirOwn() {
        open(mine, "USD", 0).expectStatus().isCreated();
        expectProblem(open(mine, "GBP", 5), WebProblem.FORBIDDEN, "openingBalance");
        expectProblem(open(theirs, "GBP", 0), WebProblem.FORBIDDEN, "userId");
    }

    /** Who is more than a user is no user in what the other role may do. */
    @Test
    void anAnalystSeesAllAndPaysWhatIsTheirs() {
        WebTestClient both = router.as(ISSUER.token(mine, "user", "analyst"));

        both.get()
                .uri("/v1/accounts/" + router.accountOf(theirs))
                .exchange()
                .expectStatus()
                .isOk();
        expectProblem(
                both.post()
                        .uri("/v1/transfers")
                        .header("Idempotency-Key", router.key())
                        .header("Content-Type", "application/json")
                        .bodyValue(body(theirs, mine, 1))
                        .exchange(),
                Refusal.ACCOUNT_NOT_FOUND);
    }

    private ResponseSpec get(String uri) {
        return me.get().uri(uri).exchange();
    }

    private ResponseSpec pay(String payer, String payee) {
        return me.post()
                .uri("/v1/transfers")
                .header("Idempotency-Key", router.key())
                .header("Content-Type", "application/json")
                .bodyValue(body(payer, payee, 10))
                .exchange();
    }

    private ResponseSpec open(String user, String currency, long balance) {
        return me.post()
                .uri("/v1/accounts")
                .header("Content-Type", "application/json")
                .bodyValue("{\"userId\":\"" + user + "\",\"currency\":\"" + currency + "\",\"openingBalance\":"
                        + balance + "}")
                .exchange();
    }
}
