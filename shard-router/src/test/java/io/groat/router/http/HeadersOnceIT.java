package io.groat.router.http;

import static io.groat.router.RunningRouter.ADMIN;
import static io.groat.router.RunningRouter.AUTHORIZATION;
import static io.groat.router.RunningRouter.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.fuzz.http.RawAnswer;
import io.groat.infra.fuzz.http.RawHttp;
import io.groat.infra.fuzz.http.RawRequest;
import io.groat.infra.testservers.TestServers;
import io.groat.router.RunningRouter;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A header that a call reads is there once: of two, what stands before the service might have believed the other. */
class HeadersOnceIT {

    private final RunningRouter router = RunningRouter.shared();
    private final RawHttp http = new RawHttp("127.0.0.1", router.port(), TestServers.PATIENCE);

    @AfterEach
    void hangUp() {
        http.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/transfers?limit=1", "/health"})
    void twoTokensAreNone(String target) throws IOException {
        RawRequest once = RawRequest.get(target, AUTHORIZATION);
        assertThat(http.send(once).status()).isEqualTo(200);

        for (String other : List.of(
                AUTHORIZATION,
                "authorization: Bearer " + ADMIN.text(),
                "Authorization: Bearer nonsense",
                "Authorization: Basic YTpi",
                "Authorization:")) {
            assertRefused(http.send(once.with(other)), 401, "UNAUTHENTICATED");
            assertRefused(http.send(RawRequest.get(target, other, AUTHORIZATION)), 401, "UNAUTHENTICATED");
        }
    }

    @Test
    void twoKeysAreNoneAndMoveNothing() throws IOException {
        String payer = router.wallet(0, 100);
        String payee = router.wallet(1, 0);
        RawRequest transfer = new RawRequest(
                "POST",
                "/v1/transfers",
                List.of(AUTHORIZATION, "Content-Type: application/json", "Idempotency-Key: " + router.key()),
                body(payer, payee, 1));
        RawRequest shorthand = new RawRequest(
                "POST",
                "/transfer/" + payer + "/" + payee + "/1",
                List.of(AUTHORIZATION, "Idempotency-Key: " + router.key()),
                "");

        for (RawRequest request : List.of(transfer, shorthand)) {
            String same = request.headers().get(request.headers().size() - 1);
            for (String other : List.of(same, "idempotency-key: another", "Idempotency-Key:")) {
                RawAnswer answer = http.send(request.with(other));
                assertRefused(answer, 400, "IDEMPOTENCY_KEY_INVALID");
                assertThat(answer.text()).contains("\"field\":\"Idempotency-Key\"");
            }
        }
        assertThat(router.balance(payer)).isEqualTo(100);

        assertThat(http.send(transfer).status()).isEqualTo(201);
        assertThat(http.send(shorthand).status()).isEqualTo(201);
        assertThat(router.balance(payer)).isEqualTo(98);
    }

    private static void assertRefused(RawAnswer answer, int status, String code) {
        assertThat(answer.text()).contains("\"code\":\"" + code + "\"");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.isOf("application/problem+json")).isTrue();
    }
}
