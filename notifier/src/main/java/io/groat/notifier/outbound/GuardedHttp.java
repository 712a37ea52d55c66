package io.groat.notifier.outbound;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * Posts to addresses that strangers gave. It connects only to where {@link GuardedResolver} lets it, follows no redirect,
 * uses no proxy, checks certificates, and reads no more of an answer and no longer than the settings say.
 */
public final class GuardedHttp implements AutoCloseable {

    private static final int TO_ONE_HOST = 64;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final ConnectionProvider connections;
    private final GuardedResolver resolver;
    private final Duration limit;
    private final int mostRead;

    /** An answer: its status and what it asks for. */
    public record Answered(int status, @Nullable String retryAfter) {}

    /**
     * @param connectLimit how long connecting may take
     * @param answerLimit how long all of it may take
     * @param mostRead bytes of an answer that are read
     */
    public GuardedHttp(GuardedResolver resolver, Duration connectLimit, Duration answerLimit, int mostRead) {
        this.resolver = resolver;
        this.limit = answerLimit;
        this.mostRead = mostRead;
        this.connections = ConnectionProvider.builder("outside")
                .maxConnections(TO_ONE_HOST)
                .maxIdleTime(IDLE)
                .pendingAcquireTimeout(connectLimit)
                .build();
        this.http = HttpClient.create(connections)
                .resolver(resolver)
                .noProxy()
                .followRedirect(false)
                .compress(false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectLimit.toMillis())
                .headers(headers -> headers.set("User-Agent", "Groat/1"));
    }

    /** Fails when there is no answer in time. */
    public Mono<Answered> post(String url, Map<String, String> headers, byte[] body) {
        return http.headers(to -> add(to, headers))
                .post()
                .uri(url)
                .send(ByteBufFlux.fromInbound(Mono.just(body)))
                .response((response, content) -> drain(content).thenReturn(answered(response)))
                .next()
                .timeout(limit);
    }

    /** Reads a little, so that the connection can be used again; of more than that it is closed. */
    private Mono<Void> drain(ByteBufFlux content) {
        AtomicInteger read = new AtomicInteger();
        return content.takeUntil(part -> read.addAndGet(part.readableBytes()) >= mostRead)
                .then();
    }

    private static Answered answered(HttpClientResponse response) {
        return new Answered(response.status().code(), response.responseHeaders().get("Retry-After"));
    }

    private static void add(HttpHeaders to, Map<String, String> headers) {
        headers.forEach(to::set);
    }

    @Override
    public void close() {
        connections.dispose();
        resolver.close();
    }
}
