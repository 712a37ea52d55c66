package io.groat.router.gateway;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.groat.payout.PayoutGateway;
import io.groat.payout.PayoutGateway.Said;
import io.netty.channel.ChannelOption;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;

/** The way to a gateway's API, behind a circuit breaker of its own. */
final class GatewayHttp {

    private static final int WINDOW = 20;
    private static final int BODY_BYTES = 1 << 20;
    private static final Set<Integer> TURNED_DOWN = Set.of(400, 402, 404, 422);
    private static final Duration REST = Duration.ofSeconds(10);

    private final WebClient client;
    private final CircuitBreaker breaker;
    private final Duration limit;

    /**
     * @param authorization that each request has
     * @param breakers of all gateways, which are measured
     */
    GatewayHttp(String name, URI uri, String authorization, Duration limit, CircuitBreakerRegistry breakers) {
        this.limit = limit;
        this.client = WebClient.builder()
                .baseUrl(uri.toString())
                .defaultHeader(HttpHeaders.AUTHORIZATION, authorization)
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(BODY_BYTES))
                .clientConnector(new ReactorClientHttpConnector(HttpClient.create()
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(limit.toMillis()))
                        .responseTimeout(limit)))
                .build();
        this.breaker = breakers.circuitBreaker(
                "gateway-" + name,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(WINDOW)
                        .minimumNumberOfCalls(WINDOW / 2)
                        .waitDurationInOpenState(REST)
                        .ignoreException(GatewayHttp::isRefusal)
                        .writableStackTraceEnabled(false)
                        .build());
    }

    /** A document, asked for as said; fails when the gateway does not give one. */
    Mono<JsonNode> ask(Function<WebClient, WebClient.RequestHeadersSpec<?>> request) {
        return Mono.defer(() -> request.apply(client).retrieve().bodyToMono(JsonNode.class))
                .timeout(limit)
                .transform(CircuitBreakerOperator.of(breaker));
    }

    /**
     * What a gateway that was asked to send something says, as far as it is an answer: that it turns it down, or that it was
     * not asked at all. Fails where nobody knows.
     */
    static Mono<Said> orAnswer(Throwable failure) {
        if (isUnsent(failure)) {
            return Mono.just(Said.unsent("GATEWAY_UNAVAILABLE"));
        }
        return isTurnedDown(failure)
                ? Mono.just(new Said(PayoutGateway.Step.REFUSED, null, "GATEWAY_REFUSED"))
                : Mono.error(failure);
    }

    /** Whether the gateway has not even heard it, or says that it has done nothing about it. */
    private static boolean isUnsent(Throwable failure) {
        return failure instanceof CallNotPermittedException
                || (failure instanceof WebClientRequestException && failure.getCause() instanceof ConnectException)
                || (failure instanceof WebClientResponseException answered
                        && answered.getStatusCode().value() == 429);
    }

    /** Whether it says that what was asked can't be done. */
    static boolean isTurnedDown(Throwable failure) {
        return failure instanceof WebClientResponseException answered
                && TURNED_DOWN.contains(answered.getStatusCode().value());
    }

    boolean isHealthy() {
        return breaker.getState() != CircuitBreaker.State.OPEN;
    }

    /** What it turns down is an answer: it is there. */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof WebClientResponseException answered
                && answered.getStatusCode().is4xxClientError()
                && answered.getStatusCode().value() != 429;
    }
}
