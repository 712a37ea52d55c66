package io.groat.infra.bench.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.infra.bench.load.LoadException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

class RouterAccountsTest {
    private final AtomicInteger asked = new AtomicInteger();

    /** Answers with each status once, one after the other, and with the last from then on. */
    private void openThreeOf(List<Integer> statuses, String body) {
        DisposableServer router = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> {
                    int turn = Math.min(asked.getAndIncrement(), statuses.size() - 1);
                    return response.status(statuses.get(turn))
                            .header("Retry-After", "0")
                            .sendString(Mono.just(body));
                })
                .bindNow();
        try {
            new RouterAccounts(HttpClient.create().host("127.0.0.1").port(router.port())).open(3);
        } finally {
            router.disposeNow();
        }
    }

    @Test
    void aBusyRouterIsAskedAgain() {
        openThreeOf(List.of(429, 503, 429, 201), "{}");
        assertThat(asked).hasValue(6);
    }

    @Test
    void oneThatWasOpenedThoughItsAnswerWasLostIsOpen() {
        openThreeOf(List.of(503, 409), "{\"code\":\"ACCOUNT_EXISTS\"}");
        assertThat(asked).hasValue(4);
    }

    @Test
    void whatItRefusesForGoodIsAFailureWithItsAnswer() {
        assertThatThrownBy(() -> openThreeOf(List.of(422), "{\"code\":\"UNKNOWN_CURRENCY\"}"))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("UNKNOWN_CURRENCY");
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "0, 0", "'', 1", "'Wed, 21 Oct 2026 07:28:00 GMT', 1"})
    void aCallerWaitsAsItIsTold(String header, int seconds) {
        assertThat(Answer.pauseSeconds(header)).isEqualTo(seconds);
    }
}
