package io.groat.router.gateway;

import static io.groat.router.RunningRouter.read;
import static io.groat.router.RunningRouter.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.groat.router.RunningRouter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/**
 * Whatever goes out by a gateway and comes back, its own file settles to the unit: payouts that arrive, fail and come back,
 * refunds that arrive and fail, disputes that are won and lost, what stood aside and went back.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MoneyOutSettledIT {

    private static final String USUAL = "{\"payouts\":\"process\",\"payoutDelayMillis\":100,\"refunds\":\"process\","
            + "\"refundDelayMillis\":0,\"returnDelayMillis\":200,\"payoutsToReturn\":0}";

    /** Of its own: what other tests leave open there is with the gateway rightly. */
    private final SandboxedRouter both = SandboxedRouter.fresh();

    private final SandboxProcess sandbox = both.sandbox();
    private final RunningRouter router = both.router();

    @AfterAll
    void stop() {
        router.close();
        sandbox.close();
    }

    @AfterEach
    void behaveAgain() {
        sandbox.control("defaults", USUAL);
    }

    @ParameterizedTest
    @CsvSource({
        "razorpay, upi,  upi,  /razorpay/v1/settlements/recon.csv",
        "stripe,   card, card, /stripe/v1/reports/balance.csv",
    })
    void theFileOfTheGatewayLeavesNothing(String gateway, String method, String kind, String file) {
        String user = router.wallet(1, 10_000);
        sandbox.control("defaults", USUAL);
        String place = place(user, kind);
        ends(payout(user, place), "SETTLED");
        behave("fail");
        ends(payout(user, place), "FAILED");
        behave("return");
        ends(payout(user, place), "RETURNED");
        sandbox.control("defaults", USUAL);
        String order = order(user, method, "pay");
        ends(refund(order, 200), "SETTLED");
        String refused = order(user, method, "refund-fails");
        ends(refund(refused, 500), "FAILED");
        dispute(user, order(user, method, "pay"), "won", 1);
        dispute(user, order(user, method, "pay"), "lost", 2);
        if (method.equals("upi")) {
            goesBackFromSuspense(user);
        }

        String id = settled(gateway, sandbox.file(file));

        assertThat(readAll(router.get("/v1/settlements/" + id), "$.outcomes[*].outcome"))
                .containsOnly("MATCHED");
        assertThat(transit(gateway, "balance")).isZero();
        assertThat(transit(gateway, "unsettled.amount")).isZero();
        assertThat(transit(gateway, "difference")).isZero();
        assertThat(text(router.as(RunningRouter.ADMIN.text())
                        .get()
                        .uri("/v1/reconciliation")
                        .exchange()))
                .contains("\"balanced\":true");
    }

    /** What was paid twice goes back to its payer, by decision. */
    private void goesBackFromSuspense(String user) {
        String order = order(user, "upi", "twice");
        String about = Awaitility.await()
                .until(
                        () -> readAll(
                                        router.get("/v1/cases?kind=SUSPENSE&status=OPEN"),
                                        "$.items[?(@.itemId == '" + order + "')].id")
                                .stream()
                                .map(Object::toString)
                                .findFirst()
                                .orElse(""),
                        found -> !found.isEmpty());
        assertThat(read(router.get("/v1/cases/" + about), "$.proposal")).isEqualTo("REFUND_TO_SOURCE");
        router.post("/v1/cases/" + about + "/claim", "").expectStatus().isOk();
        router.post("/v1/cases/" + about + "/decide", "{\"action\":\"REFUND_TO_SOURCE\",\"note\":\"Paid twice\"}")
                .expectStatus()
                .isOk();
        Awaitility.await()
                .untilAsserted(() -> assertThat(read(router.get("/v1/cases/" + about), "$.status"))
                        .isEqualTo("CLOSED"));
        assertThat(readAll(router.get("/v1/orders/" + order + "/refunds"), "$.items[*].status"))
                .containsExactly("SETTLED");
    }

    private void behave(String payouts) {
        sandbox.control("defaults", USUAL.replace("\"payouts\":\"process\"", "\"payouts\":\"" + payouts + "\""));
    }

    private String settled(String gateway, String file) {
        ResponseSpec answer = router.http
                .post()
                .uri("/v1/settlements?gateway={gateway}&name=file.csv", gateway)
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .bodyValue(file.getBytes(StandardCharsets.UTF_8))
                .exchange();
        answer.expectStatus().isAccepted();
        String id = read(answer, "$.id");
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(read(router.get("/v1/settlements/" + id), "$.status"))
                        .isEqualTo("DONE"));
        return id;
    }

    private String order(String user, String method, String how) {
        ResponseSpec made = keyed(
                "/v1/orders",
                "{\"payee\":\"" + user + "\",\"amount\":500,\"currency\":\"EUR\",\"method\":\"" + method + "\"}");
        String checkout = read(made, "$.checkoutUrl");
        sandbox.pay(checkout.substring(checkout.lastIndexOf('/') + 1), how);
        String id = read(made, "$.id");
        Awaitility.await()
                .untilAsserted(() -> assertThat(read(router.get("/v1/orders/" + id), "$.status"))
                        .isEqualTo("CREDITED"));
        return id;
    }

    private void dispute(String user, String order, String end, int count) {
        String payment = read(router.get("/v1/orders/" + order), "$.payments[0].id");
        sandbox.control("disputes", "{\"payment\":\"" + payment + "\"}");
        awaitDisputes(user, "NEEDS_RESPONSE", 1);
        List<String> ids = JsonPath.read(sandbox.state(), "$.disputes[?(@.payment=='" + payment + "')].id");
        sandbox.control("disputes/" + ids.get(0), "{\"status\":\"" + end + "\"}");
        awaitDisputes(user, "NEEDS_RESPONSE", 0);
        assertThat(readAll(router.get("/v1/disputes?userId={user}", user), "$.items[*].id"))
                .hasSize(count);
    }

    private void awaitDisputes(String user, String status, int count) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(readAll(
                                router.get("/v1/disputes?userId=" + user + "&status=" + status), "$.items[*].id"))
                        .hasSize(count));
    }

    private String place(String user, String kind) {
        String what = kind.equals("upi")
                ? "\"upi\":\"alice.b@okbank\""
                : "\"token\":\"tok_of_" + user.replaceAll("[^A-Za-z0-9]", "") + "\"";
        return read(
                router.post(
                        "/v1/users/" + user + "/destinations",
                        "{\"kind\":\"" + kind + "\",\"currency\":\"EUR\"," + what + "}"),
                "$.id");
    }

    private String payout(String user, String place) {
        return read(
                keyed(
                        "/v1/payouts",
                        "{\"payer\":\"" + user + "\",\"amount\":300,\"currency\":\"EUR\",\"destination\":\"" + place
                                + "\"}"),
                "$.id");
    }

    private String refund(String order, long amount) {
        return read(keyed("/v1/orders/" + order + "/refunds", "{\"amount\":" + amount + "}"), "$.id");
    }

    private ResponseSpec keyed(String path, String body) {
        ResponseSpec answer = router.http
                .post()
                .uri(path)
                .header("Idempotency-Key", router.key())
                .header("Content-Type", "application/json")
                .bodyValue(body)
                .exchange();
        answer.expectStatus().isCreated();
        return answer;
    }

    private void ends(String payout, String status) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(read(router.get("/v1/payouts/" + payout), "$.status"))
                        .isEqualTo(status));
    }

    private long transit(String gateway, String field) {
        List<Number> found = JsonPath.read(
                text(router.get("/v1/settlements/transit")), "$.accounts[?(@.gateway == '" + gateway + "')]." + field);
        return found.isEmpty() ? 0 : found.get(0).longValue();
    }

    private static String text(ResponseSpec answer) {
        return Objects.requireNonNull(
                answer.expectBody(String.class).returnResult().getResponseBody());
    }
}
