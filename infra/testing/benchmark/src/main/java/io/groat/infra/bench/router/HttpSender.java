package io.groat.infra.bench.router;

import io.groat.infra.bench.load.Ending;
import io.groat.infra.bench.load.Sender;
import io.groat.infra.bench.load.Traffic;
import io.groat.infra.bench.load.TransferOrder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** A request a transfer, each on a connection that no other request uses at that moment. */
public final class HttpSender implements Sender {
    static final String TRANSFERS = "/v1/transfers";

    private final ConnectionProvider connections;
    private final HttpClient http;
    private final AnswerRule rule;

    /**
     * @param inFlight most connections
     * @param rule what answers mean
     */
    public HttpSender(String host, int port, String authorization, int inFlight, AnswerRule rule) {
        this.rule = rule;
        connections = connections("bench-http", inFlight);
        http = HttpClient.create(connections)
                .host(host)
                .port(port)
                .headers(headers ->
                        headers.set("Content-Type", "application/json").set("Authorization", authorization));
    }

    /** Kept alive, and as many as there are requests at once. */
    static ConnectionProvider connections(String name, int most) {
        return ConnectionProvider.builder(name)
                .maxConnections(most)
                .pendingAcquireMaxCount(-1)
                .build();
    }

    static Mono<ByteBuf> utf8(String text) {
        return Mono.fromSupplier(() -> Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void send(TransferOrder order, Ending ending) {
        begin(post(order, TRANSFERS, body(order)), ending);
    }

    /** Sends what it takes, and tells how it ended. */
    void begin(Mono<Answer> requests, Ending ending) {
        requests.subscribe(answer -> rule.answered(answer, ending));
    }

    /** Sends a request under the order's key; an answer of status 0 says why there was none. Never fails. */
    Mono<Answer> post(TransferOrder order, String path, String body) {
        return http.headers(headers -> headers.set("Idempotency-Key", order.key()))
                .post()
                .uri(path)
                .send(utf8(body))
                .responseSingle((response, content) -> content.asString()
                        .defaultIfEmpty("")
                        .map(text -> new Answer(
                                order,
                                response.status().code(),
                                response.responseHeaders().get("Retry-After", ""),
                                text)))
                .onErrorResume(failure -> Mono.just(new Answer(order, 0, "", failure.toString())));
    }

    static String body(TransferOrder order) {
        return "{\"payer\":\"" + Traffic.userId(order.payer()) + "\",\"payee\":\"" + Traffic.userId(order.payee())
                + "\",\"amount\":" + order.amountMinor() + ",\"currency\":\"" + Traffic.CURRENCY + "\"}";
    }

    @Override
    public void close() {
        connections.disposeLater().block();
    }
}
