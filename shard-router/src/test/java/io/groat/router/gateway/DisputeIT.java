package io.groat.router.gateway;

import static io.groat.router.RunningRouter.expectProblem;
import static io.groat.router.RunningRouter.read;
import static io.groat.router.RunningRouter.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.groat.refusal.Refusal;
import io.groat.router.RunningRouter;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Disputes as both shapes of the sandbox tell them. */
class DisputeIT {

    private final SandboxedRouter both = SandboxedRouter.shared();
    private final SandboxProcess sandbox = both.sandbox();
    private final RunningRouter router = both.router();

    @ParameterizedTest
    @CsvSource({
        // how it is paid, how it ends, what the wallet has then
        "upi,  won,  500",
        "card, won,  500",
        "upi,  lost, 0",
        "card, lost, 0",
    })
    void aDisputeTakesItsMoneyUntilItIsWon(String method, String end, long left) {
        String user = router.wallet(1, 0);
        String payment = payment(user, method);
        sandbox.control("disputes", "{\"payment\":\"" + payment + "\",\"reason\":\"fraudulent\"}");

        String id = awaitDispute(user, "NEEDS_RESPONSE");
        assertThat(router.balance(user)).isZero();
        assertThat(read(get(id), "$.takenFrom")).isEqualTo("PAYEE");
        assertThat(read(get(id), "$.respondBy")).isNotBlank();
        go(payment, "under_review");
        awaitDispute(user, "UNDER_REVIEW");

        go(payment, end);
        awaitDispute(user, end.equals("won") ? "WON" : "LOST");
        assertThat(router.balance(user)).isEqualTo(left);
        assertThat(readAll(router.get("/v1/disputes?userId={user}", user), "$.items[*].id"))
                .containsExactly(id);
    }

    @ParameterizedTest
    @CsvSource({"upi", "card"})
    void anInquiryMovesNothing(String method) {
        String user = router.wallet(2, 0);
        String payment = payment(user, method);
        sandbox.control("disputes", "{\"payment\":\"" + payment + "\",\"inquiry\":\"yes\"}");
        awaitDispute(user, "INQUIRY");
        assertThat(router.balance(user)).isEqualTo(500);

        go(payment, "needs_response");

        awaitDispute(user, "NEEDS_RESPONSE");
        assertThat(router.balance(user)).isZero();
    }

    /** Who was paid sees it, and nobody else who is a user. */
    @Test
    void aUserSeesTheirOwn() {
        String user = router.wallet(3, 0);
        String payment = payment(user, "card");
        sandbox.control("disputes", "{\"payment\":\"" + payment + "\",\"amount\":200}");
        String id = awaitDispute(user, "NEEDS_RESPONSE");
        assertThat(router.balance(user)).isEqualTo(300);
        WebTestClient own = router.as(RunningRouter.ISSUER.token(user, "user"));
        WebTestClient other = router.as(RunningRouter.ISSUER.token(router.wallet(2, 0), "user"));

        assertThat(readAll(own.get().uri("/v1/disputes").exchange(), "$.items[*].id"))
                .containsExactly(id);
        expectProblem(other.get().uri("/v1/disputes/" + id).exchange(), Refusal.DISPUTE_NOT_FOUND, "id");
        assertThat(readAll(other.get().uri("/v1/disputes").exchange(), "$.items[*].id"))
                .isEmpty();
        expectProblem(other.get().uri("/v1/disputes?userId=" + user).exchange(), Refusal.ACCOUNT_NOT_FOUND, "userId");
    }

    /** A payment of an order that was credited, as the gateway calls it. */
    private String payment(String user, String method) {
        ResponseSpec made = router.http
                .post()
                .uri("/v1/orders")
                .header("Idempotency-Key", router.key())
                .header("Content-Type", "application/json")
                .bodyValue("{\"payee\":\"" + user + "\",\"amount\":500,\"currency\":\"EUR\",\"method\":\"" + method
                        + "\"}")
                .exchange();
        String checkout = read(made, "$.checkoutUrl");
        sandbox.pay(checkout.substring(checkout.lastIndexOf('/') + 1), "pay");
        String order = "/v1/orders/" + read(made, "$.id");
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(read(router.get(order), "$.status")).isEqualTo("CREDITED"));
        return read(router.get(order), "$.payments[0].id");
    }

    private void go(String payment, String status) {
        List<String> ids = JsonPath.read(sandbox.state(), "$.disputes[?(@.payment=='" + payment + "')].id");
        sandbox.control("disputes/" + ids.get(0), "{\"status\":\"" + status + "\"}");
    }

    private String awaitDispute(String user, String status) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(
                        () -> assertThat(readAll(router.get("/v1/disputes?userId={user}", user), "$.items[*].status"))
                                .containsExactly(status));
        return read(router.get("/v1/disputes?userId={user}", user), "$.items[0].id");
    }

    private ResponseSpec get(String id) {
        return router.get("/v1/disputes/" + id);
    }
}
