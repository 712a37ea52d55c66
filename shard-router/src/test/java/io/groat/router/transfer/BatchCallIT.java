package io.groat.router.transfer;

import static io.groat.router.RunningRouter.expectProblem;
import static io.groat.router.RunningRouter.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.refusal.Refusal;
import io.groat.router.RunningRouter;
import io.groat.web.problem.WebProblem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.test.web.reactive.server.WebTestClient;

class BatchCallIT {

    private final RunningRouter router = RunningRouter.shared();

    @Test
    void answersEachInItsPlace() {
        String payer = router.wallet(0, 100);
        String payee = router.wallet(1, 0);
        String key = router.key();

        batch(
                        line(key, payer, payee, 10),
                        line(router.key(), payer, payee, "1.5"),
                        "17",
                        line(router.key(), payer, payee, 1_000),
                        "{\"payer\":1,\"payer\":2}",
                        line(key, payer, payee, 10),
                        "{\"payer\":\"x\",\"metadata\":{\"a\":1,\"a\":2}}",
                        line(router.key(), payer, payee, 20).replace("\"EUR\"", "\"EUR\",\"note\":1"),
                        line(router.key(), payer, payee, 5))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(9)
                .jsonPath("$[0].status")
                .isEqualTo("COMPLETED")
                .jsonPath("$[0].idempotencyKey")
                .isEqualTo(key)
                .jsonPath("$[0].replayed")
                .doesNotExist()
                .jsonPath("$[1].code")
                .isEqualTo("INVALID_AMOUNT")
                .jsonPath("$[1].index")
                .isEqualTo(1)
                .jsonPath("$[1].idempotencyKey")
                .isNotEmpty()
                .jsonPath("$[2].code")
                .isEqualTo("MALFORMED_JSON")
                .jsonPath("$[3].code")
                .isEqualTo("INSUFFICIENT_FUNDS")
                .jsonPath("$[3].transferId")
                .isNotEmpty()
                .jsonPath("$[4].code")
                .isEqualTo("MALFORMED_JSON")
                .jsonPath("$[5].status")
                .isEqualTo("COMPLETED")
                .jsonPath("$[5].replayed")
                .isEqualTo(true)
                .jsonPath("$[6].code")
                .isEqualTo("MALFORMED_JSON")
                .jsonPath("$[7].code")
                .isEqualTo("UNKNOWN_FIELD")
                .jsonPath("$[8].status")
                .isEqualTo("COMPLETED");
        assertThat(router.balance(payee)).isEqualTo(15);
    }

    /** Whatever one holds, the others move their money, and each is told what came of it. */
    @ParameterizedTest
    @MethodSource("odd")
    void oneThatIsOddSpoilsNoOther(String odd, String code) {
        String payer = router.wallet(0, 100);
        String payee = router.wallet(1, 0);
        String wallets = "\"payer\":\"" + payer + "\",\"payee\":\"" + payee + "\",\"amount\":1,\"currency\":\"EUR\"";

        batch(line(router.key(), payer, payee, 1), odd.replace("WALLETS", wallets), line(router.key(), payer, payee, 1))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(3)
                .jsonPath("$[0].status")
                .isEqualTo("COMPLETED")
                .jsonPath("$[1].code")
                .isEqualTo(code)
                .jsonPath("$[1].index")
                .isEqualTo(1)
                .jsonPath("$[2].status")
                .isEqualTo("COMPLETED");
        assertThat(router.balance(payee)).isEqualTo(2);
    }

    static Stream<Arguments> odd() {
        String huge = "\"" + "x".repeat(1 << 20) + "\"";
        return Stream.concat(
                Stream.of("null", "7", "true", huge, "[]", "[[1]]", "{}")
                        .map(element ->
                                Arguments.of(element, element.equals("{}") ? "MISSING_FIELD" : "MALFORMED_JSON")),
                Stream.of(
                        Arguments.of("{\"idempotencyKey\":7,WALLETS}", "INVALID_FIELD"),
                        Arguments.of("{\"idempotencyKey\":[\"k\"],WALLETS}", "INVALID_FIELD"),
                        Arguments.of("{\"idempotencyKey\":{},WALLETS}", "INVALID_FIELD"),
                        Arguments.of("{\"idempotencyKey\":true,WALLETS}", "INVALID_FIELD"),
                        Arguments.of("{\"idempotencyKey\":null,WALLETS}", "INVALID_FIELD"),
                        Arguments.of("{\"idempotencyKey\":\"\",WALLETS}", "IDEMPOTENCY_KEY_INVALID"),
                        Arguments.of("{\"idempotencyKey\":" + huge + ",WALLETS}", "IDEMPOTENCY_KEY_INVALID"),
                        Arguments.of("{\"idempotencyKey\":\"k\",\"metadata\":" + huge + ",WALLETS}", "INVALID_FIELD"),
                        Arguments.of("{\"idempotencyKey\":\"k\",\"reference\":" + huge + ",WALLETS}", "INVALID_FIELD"),
                        Arguments.of("{\"idempotencyKey\":\"k\",\"payer\":null}", "MISSING_FIELD")));
    }

    @Test
    void takesAThousandAtOnceAndNoMore() {
        String payer = router.wallet(0, 1_000);
        String payee = router.wallet(1, 0);
        String[] thousand = IntStream.range(0, 1_000)
                .mapToObj(i -> line(router.key(), payer, payee, 1))
                .toArray(String[]::new);

        List<String> done =
                RunningRouter.readAll(batch(thousand).expectStatus().isOk(), "$[?(@.status == 'COMPLETED')].id");
        assertThat(done).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(router.balance(payee)).isEqualTo(1_000);

        String[] more = Arrays.copyOf(thousand, 1_001);
        more[1_000] = line(router.key(), payer, payee, 1);
        expectProblem(batch(more), Refusal.BATCH_TOO_LARGE);
    }

    @Test
    void refusesWhatIsNoArrayAndTakesAnEmptyOne() {
        expectProblem(router.post("/v1/transfers/batch", "{}"), WebProblem.MALFORMED_JSON);
        expectProblem(router.post("/v1/transfers/batch", "[{]"), WebProblem.MALFORMED_JSON);
        expectProblem(router.post("/v1/transfers/batch", "[] []"), WebProblem.MALFORMED_JSON);
        expectProblem(
                router.post("/v1/transfers/batch", "[\"" + "x".repeat(4 << 20) + "\"]"), WebProblem.BODY_TOO_LARGE);
        router.post("/v1/transfers/batch", "[]")
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("[]");
    }

    @Test
    void needsAKeyForEach() {
        String body = RunningRouter.body("alice", "bob", 1);
        router.post("/v1/transfers/batch", "[" + body + "," + line("has space", "alice", "bob", 1) + "]")
                .expectBody()
                .jsonPath("$[*].code")
                .isEqualTo(List.of("IDEMPOTENCY_KEY_MISSING", "IDEMPOTENCY_KEY_INVALID"));
    }

    private WebTestClient.ResponseSpec batch(String... elements) {
        return router.post("/v1/transfers/batch", Arrays.stream(elements).collect(Collectors.joining(",", "[", "]")));
    }
}
