package io.groat.router.admission;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static io.groat.router.RunningRouter.body;
import static io.groat.router.RunningRouter.expectProblem;
import static io.groat.router.RunningRouter.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.router.RunningRouter;
import io.groat.web.problem.WebProblem;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** More callers than a router can serve, on a real one. */
class AdmissionIT {

    private static final int CALLERS = 1200;
    private static final int CALLS_EACH = 6;
    /** Of a stream: many times what there is room for. */
    private static final int LINES_EACH = 150;

    /** How many {@link #early} has refused, the one with an origin among them. */
    private static final int EARLY = 8;

    /** What an answer was, and whether it said when to come again. */
    private record Told(int status, boolean again) {}

    @Test
    void moreCallersThanThereIsRoomForAreToldToComeAgain() {
        try (RunningRouter router = RunningRouter.fresh(
                "--groat.admission.floor=64", "--groat.admission.ceiling=256", "--groat.admission.latency=500ms")) {
            router.awaitShardsUp(4);
            List<String> wallets = wallets(router);
            ConnectionProvider connections = ConnectionProvider.builder("callers")
                    .maxConnections(CALLERS)
                    .pendingAcquireMaxCount(-1)
                    .build();
            WebClient client = router.client()
                    .mutate()
                    .clientConnector(new ReactorClientHttpConnector(HttpClient.create(connections)))
                    .build();
            Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
            AtomicInteger withoutTime = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();

            Flux.range(0, CALLERS * CALLS_EACH)
                    .flatMap(
                            i -> pay(client, router, wallets.get(i % 8), wallets.get((i + 1) % 8))
                                    .doOnNext(told -> {
                                        statuses.computeIfAbsent(told.status(), status -> new AtomicInteger())
                                                .incrementAndGet();
                                        if (told.status() == 503 && !told.again()) {
                                            withoutTime.incrementAndGet();
                                        }
                                        most.accumulateAndGet((int) gauge(router, "in.flight"), Math::max);
                                    }),
                            CALLERS)
                    .blockLast(PATIENCE);

            assertThat(statuses.keySet()).isSubsetOf(201, 202, 429, 503).contains(201, 503);
            assertThat(withoutTime).as("503 without Retry-After").hasValue(0);
            assertThat(most.get()).as("in flight").isLessThanOrEqualTo(256);
            assertThat(gauge(router, "limit")).isBetween(32.0, 256.0);
            await().atMost(PATIENCE).until(() -> gauge(router, "in.flight") == 0);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    wallets.stream().mapToLong(router::balance).sum())
                            .as("after these answers: " + statuses)
                            .isEqualTo(8 * 1_000_000L));
            // Afterwards as before: whoever comes is served.
            for (int i = 0; i < 20; i++) {
                router.transfer(router.key(), body(wallets.get(0), wallets.get(1), 1))
                        .expectStatus()
                        .isCreated();
            }
            connections.dispose();
        }
    }

    @Test
    void whoIsTooManyIsToldBeforeTheirTokenIsLookedAtAndHealthIsNot() throws IOException {
        try (RunningRouter router = RunningRouter.fresh(
                "--groat.admission.initial=1", "--groat.admission.floor=1", "--groat.admission.ceiling=1")) {
            router.awaitShardsUp(4);
            String payer = router.wallet(0, 100);
            // A body that does not come keeps the only place.
            try (Socket held = new Socket(InetAddress.getLoopbackAddress(), router.port())) {
                held.getOutputStream()
                        .write(("POST /v1/transfers HTTP/1.1\r\nHost: localhost\r\n" + RunningRouter.AUTHORIZATION
                                        + "\r\nContent-Type: application/json\r\nIdempotency-Key: k\r\n"
                                        + "Content-Length: 500\r\n\r\n{")
                                .getBytes(StandardCharsets.US_ASCII));
                held.getOutputStream().flush();
                await().atMost(PATIENCE).until(() -> gauge(router, "in.flight") == 1);

                var refused = router.as("groat_nobody_knows")
                        .post()
                        .uri("/v1/transfers")
                        .bodyValue("no JSON")
                        .exchange();
                refused.expectHeader().exists("Retry-After");
                expectProblem(refused, WebProblem.OVERLOADED);
                early(router);
                router.get("/health").expectStatus().isOk();
                assertThat(router.balance(payer)).isEqualTo(100);
                assertThat(router.bean(MeterRegistry.class)
                                .get("groat.admission.refused")
                                .tag("what", "transfers")
                                .counter()
                                .count())
                        .isEqualTo(1 + EARLY);
            }
            await().atMost(PATIENCE).until(() -> gauge(router, "in.flight") == 0);
            router.transfer("k2", body(payer, router.wallet(1, 0), 1))
                    .expectStatus()
                    .isCreated();
        }
    }

    /** On one connection, which stays: short bodies and long ones, what is pipelined, and then a call that is let in. */
    private static void early(RunningRouter router) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), router.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (int i = 0; i < 3; i++) {
                send(socket, transfer("", "{}"));
                assertThat(answer(answers)).contains("503", "OVERLOADED", "no-store", "nosniff");
            }
            send(socket, transfer("", "{"));
            send(socket, "}");
            assertThat(answer(answers)).contains("503", "OVERLOADED");
            send(socket, transfer("", "{}") + transfer("", "{}"));
            assertThat(answer(answers)).contains("503");
            assertThat(answer(answers)).contains("503");
            // A browser has to be able to read it, so it takes the long way.
            send(socket, transfer("Origin: https://elsewhere.example\r\n", "{}"));
            assertThat(answer(answers)).startsWith("HTTP/1.1 ").doesNotContain(" 500 ");
            send(socket, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(answer(answers)).contains(" 200 ", "\"UP\"");
            send(socket, transfer("Connection: close\r\n", "{}"));
            assertThat(answer(answers)).contains("503", "onnection: close");
            assertThat(answers.read()).isEqualTo(-1);
        }
    }

    private static String transfer(String header, String body) {
        return "POST /v1/transfers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + header
                + "Content-Length: " + (body.equals("{") ? 2 : body.length()) + "\r\n\r\n" + body;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** The next answer, head and body. */
    private static String answer(BufferedReader answers) throws IOException {
        StringBuilder whole = new StringBuilder();
        int length = 0;
        for (String line = answers.readLine(); line != null && !line.isEmpty(); line = answers.readLine()) {
            whole.append(line).append('\n');
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
        }
        char[] body = new char[length];
        for (int read = 0; read < length; ) {
            int more = answers.read(body, read, length - read);
            if (more < 0) {
                throw new IOException("The answer ends within its body: " + whole);
            }
            read += more;
        }
        return whole.append(body).toString();
    }

    /** Lines are not refused: they wait for their turn. */
    @Test
    void streamsAndBatchesGoThroughOneWindow() {
        try (RunningRouter router = RunningRouter.fresh(
                "--groat.admission.initial=4", "--groat.admission.floor=4", "--groat.admission.ceiling=8")) {
            router.awaitShardsUp(4);
            List<String> wallets = wallets(router);
            Set<String> statuses = Flux.range(0, 4)
                    .flatMap(stream -> router.client()
                            .post()
                            .uri("/v1/transfers/stream")
                            .contentType(MediaType.APPLICATION_NDJSON)
                            .bodyValue(IntStream.range(0, LINES_EACH)
                                    .mapToObj(i -> line(
                                            "s" + stream + "-" + i, wallets.get(i % 8), wallets.get((i + 3) % 8), 1))
                                    .collect(Collectors.joining("\n", "", "\n")))
                            .retrieve()
                            .bodyToMono(String.class))
                    .flatMapIterable(text -> List.of(text.split("\n")))
                    .map(result -> result.replaceAll(".*\"status\":\"?([A-Z0-9]+).*", "$1"))
                    .collect(Collectors.toCollection(ConcurrentHashMap::newKeySet))
                    .block(PATIENCE);
            assertThat(statuses).containsExactly("COMPLETED");
        }
    }

    private static List<String> wallets(RunningRouter router) {
        List<String> wallets = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            wallets.add(router.wallet(i % 4, 1_000_000));
        }
        return wallets;
    }

    private static Mono<Told> pay(WebClient client, RunningRouter router, String payer, String payee) {
        return Mono.defer(() -> client.post()
                        .uri("/v1/transfers")
                        .header("Idempotency-Key", router.key())
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body(payer, payee, 1))
                        .exchangeToMono(answer -> answer.releaseBody()
                                .thenReturn(new Told(
                                        answer.statusCode().value(),
                                        answer.headers().asHttpHeaders().containsHeader("Retry-After")))))
                .timeout(Duration.ofMinutes(1));
    }

    private static double gauge(RunningRouter router, String name) {
        return router.bean(MeterRegistry.class)
                .get("groat.admission." + name)
                .tag("what", "transfers")
                .gauge()
                .value();
    }
}
