package io.groat.router.auth.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.router.auth.user.Identifier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

class NotifierMessagesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void aMessageIsOfferedUntilItIsTakenUnderOneKey() {
        List<String> bodies = new CopyOnWriteArrayList<>();
        List<String> tokens = new CopyOnWriteArrayList<>();
        LoopResources loops = LoopResources.create("notifier", 1, true);
        DisposableServer notifier = HttpServer.create()
                .runOn(loops)
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.post(
                        "/v1/notifications",
                        (request, response) -> request.receive()
                                .aggregate()
                                .asString()
                                .flatMap(body -> {
                                    tokens.add(String.valueOf(
                                            request.requestHeaders().get("Authorization")));
                                    bodies.add(body);
                                    return response.status(bodies.size() == 1 ? 503 : 202)
                                            .send()
                                            .then();
                                })))
                .bindNow();
        try (NotifierMessages messages = new NotifierMessages("http://127.0.0.1:" + notifier.port(), "secret")) {
            UserMessage message = new UserMessage(
                    UserMessage.Kind.LOGIN_CODE,
                    Identifier.phone("+491701234567").orElseThrow(),
                    "123456");
            messages.send(message).toFuture().join();
            await().atMost(PATIENCE).until(() -> bodies.size() == 2);
            assertThat(bodies.get(1)).isEqualTo(bodies.get(0));
            assertThat(bodies.get(0)).contains("\"template\":\"login-code\"", "\"sms\"", "+491701234567", "123456");
            assertThat(tokens).containsOnly("Bearer secret");
        } finally {
            notifier.disposeNow(PATIENCE);
            loops.dispose();
        }
    }
}
