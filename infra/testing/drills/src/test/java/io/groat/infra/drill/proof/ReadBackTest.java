package io.groat.infra.drill.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.groat.infra.drill.history.Answer;
import io.groat.infra.drill.history.ExpectedEnding;
import io.groat.infra.drill.history.History;
import io.groat.infra.drill.history.Order;
import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Violations;
import io.groat.infra.drill.load.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What reading back makes of each answer: in order, broken, or not checked. */
class ReadBackTest {

    private static final String COMPLETED = "{\"id\":\"t1\",\"status\":\"COMPLETED\",\"balanced\":true}";
    private static final String BUSY = "{\"status\":503,\"code\":\"OVERLOADED\"}";

    private final Violations breaches = new Violations();
    private final History history = new History(breaches);
    private final AtomicInteger asked = new AtomicInteger();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        history.answered(
                history.ask(Order.transfer("k1", "a", "b", 5, ExpectedEnding.SURE)), Answer.End.completed("t1"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whatIsThereIsInOrder() {
        answer(0, 200, COMPLETED);
        ReadBack readBack = readBack(Duration.ofSeconds(30));
        readBack.orders(history, new Books());
        assertThat(readBack.reconciliation()).isTrue();
        assertThat(breaches.none()).isTrue();
        assertThat(breaches.allChecked()).isTrue();
    }

    @Test
    void aRouterThatRecoversIsWaitedFor() {
        answer(4, 200, COMPLETED);
        readBack(Duration.ofSeconds(30)).orders(history, new Books());
        assertThat(asked).hasValue(5);
        assertThat(breaches.none()).isTrue();
        assertThat(breaches.allChecked()).isTrue();
    }

    @Test
    void whatIsNotThereIsLost() {
        answer(0, 404, "{\"status\":404,\"code\":\"TRANSFER_NOT_FOUND\"}");
        readBack(Duration.ofSeconds(30)).orders(history, new Books());
        assertThat(breaches.count(Promise.NOT_LOST)).isEqualTo(1);
        assertThat(breaches.allChecked()).isTrue();
    }

    @Test
    void whatNobodyAnswersIsNotCheckedAndNothingElse() {
        answer(Integer.MAX_VALUE, 200, COMPLETED);
        nothingCanBeSaid();
    }

    @Test
    void aRouterThatIsAwayIsNotCheckedAndNothingElse() {
        server.stop(0);
        nothingCanBeSaid();
    }

    private void nothingCanBeSaid() {
        ReadBack readBack = readBack(Duration.ofMillis(500));
        readBack.orders(history, new Books());
        assertThat(readBack.reconciliation()).isNull();
        assertThat(breaches.none()).isTrue();
        assertThat(breaches.uncheckedCount(Promise.NOT_LOST)).isEqualTo(1);
        assertThat(breaches.uncheckedCases(Promise.NOT_LOST).get(0)).contains("k1", "no answer");
        assertThat(breaches.uncheckedCount(Promise.BOOKS_BALANCED)).isEqualTo(1);
    }

    private ReadBack readBack(Duration patience) {
        Router router =
                new Router(Router.newHttpClient(), "router", server.getAddress().getPort(), "Bearer x");
        return new ReadBack(List.of(router), breaches, patience);
    }

    /** Is busy so many times first. */
    private void answer(int busy, int status, String body) {
        server.createContext("/", exchange -> {
            boolean refuses = asked.getAndIncrement() < busy;
            byte[] bytes = (refuses ? BUSY : body).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(refuses ? 503 : status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
