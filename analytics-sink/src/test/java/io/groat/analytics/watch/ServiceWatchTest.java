package io.groat.analytics.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.cassandra.Cassandra;
import io.groat.cassandra.CassandraSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Busy is not broken. */
class ServiceWatchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private record Says(int status, String body, Duration after) {}

    private final AtomicReference<Says> says =
            new AtomicReference<>(new Says(200, "{\"status\":\"UP\"}", Duration.ZERO));
    private final AtomicInteger asked = new AtomicInteger();
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .route(routes -> routes.get("/health", (request, response) -> {
                Says now = Objects.requireNonNull(says.get());
                return Mono.delay(now.after())
                        .then(response.status(now.status())
                                .header("Content-Type", "application/json")
                                .sendString(Mono.just(now.body()))
                                .then())
                        .doFinally(end -> asked.incrementAndGet());
            }))
            .bindNow();
    private final Viewers viewers = new Viewers(InstantSource.system());
    private final WatchSettings settings = new WatchSettings(
            "http://127.0.0.1:9",
            Map.of("it", "http://127.0.0.1:" + server.port(), "gone", "http://127.0.0.1:9"),
            LIMIT,
            Duration.ofSeconds(15),
            10_000,
            Duration.ofMinutes(5));
    private final ServiceWatch watch = new ServiceWatch(
            Connections.of("test", LIMIT),
            settings,
            // Away: then there is no history, and nothing else is missing.
            new HealthStore(new Cassandra(new CassandraSettings(
                    List.of("127.0.0.1"), 9, "datacenter1", "", "", "none", 1, Map.of(), "cql", LIMIT, LIMIT))),
            InstantSource.system(),
            viewers,
            "own",
            Map::of,
            Duration.ofMillis(300));

    @AfterEach
    void stop() {
        watch.stop();
        server.disposeNow();
    }

    private void awaitStatus(String name, String status) {
        await().atMost(PATIENCE).until(() -> status.equals(status(name)));
    }

    private @Nullable String status(String name) {
        return watch.services().stream()
                .filter(state -> state.name().equals(name))
                .map(ServiceState::status)
                .findFirst()
                .orElse(null);
    }

    private void awaitAnswers(int more) {
        int before = asked.get();
        await().atMost(PATIENCE).until(() -> asked.get() >= before + more);
    }

    @Test
    void busyIsNotBroken() {
        viewers.enter();
        watch.start();
        awaitStatus("it", "UP");
        awaitStatus("gone", "AWAY");
        awaitStatus("own", "UP");
        says.set(new Says(429, "{\"status\":429,\"code\":\"OVERLOADED\"}", Duration.ZERO));
        awaitAnswers(2);
        assertThat(status("it")).isEqualTo("UP");
        says.set(new Says(200, "{\"status\":\"UP\"}", Duration.ofSeconds(1)));
        awaitAnswers(2);
        assertThat(status("it")).isEqualTo("UP");
        says.set(new Says(503, "{\"status\":\"DOWN\"}", Duration.ZERO));
        awaitStatus("it", "DOWN");
        says.set(new Says(200, "{\"status\":\"UP\"}", LIMIT.plusSeconds(1)));
        awaitStatus("it", "AWAY");
    }
}
