package io.groat.notifier.webhook;

import io.groat.event.TraceParent;
import io.groat.notifier.message.Message;
import io.groat.notifier.outbound.ForbiddenAddressException;
import io.groat.notifier.outbound.GuardedHttp;
import io.groat.notifier.outbound.RetryAfter;
import io.groat.notifier.queue.Attempt;
import io.groat.notifier.queue.Delivery;
import io.groat.notifier.secret.MasterSecret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Sends a webhook, and writes down what came of it.
 *
 * <pre>
 * answer                 then
 * 2xx                    it is sent
 * 410                    it never will be, and its endpoint is switched off
 * 429, 503 …             later, not before Retry-After
 * any other, or none     later; an endpoint that only fails for days is switched off
 * </pre>
 */
final class WebhookDelivery implements Delivery {

    static final String PAYLOAD = "payload";
    private static final int GONE = 410;

    private final Endpoints endpoints;
    private final EndpointHealth health;
    private final AttemptLog log;
    private final GuardedHttp client;
    private final MasterSecret secrets;
    private final InstantSource clock;

    public WebhookDelivery(
            Endpoints endpoints,
            EndpointHealth health,
            AttemptLog log,
            GuardedHttp client,
            MasterSecret secrets,
            InstantSource clock) {
        this.endpoints = endpoints;
        this.health = health;
        this.log = log;
        this.client = client;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public Mono<Attempt> deliver(Message message) {
        UUID id = Objects.requireNonNull(message.endpoint(), "a webhook without an endpoint");
        return endpoints
                .find(id)
                .flatMap(endpoint -> endpoint.isEnabled()
                        ? post(endpoint, message)
                        : Mono.just(new Attempt.Skipped("the endpoint is switched off")))
                .defaultIfEmpty(new Attempt.Skipped("the endpoint is gone"));
    }

    /** How one ended: with an answer, or with a reason why there was none. */
    private record Ending(
            int status,
            @Nullable String retryAfter,
            @Nullable String reason) {}

    private Mono<Attempt> post(Endpoint endpoint, Message message) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String body = message.variables().getOrDefault(PAYLOAD, "{}");
        return client.post(endpoint.url(), headers(endpoint, message, at, body), body.getBytes(StandardCharsets.UTF_8))
                .map(answer -> new Ending(
                        answer.status(),
                        answer.retryAfter(),
                        isTaken(answer.status()) ? null : "status " + answer.status()))
                .onErrorResume(failure -> Mono.just(new Ending(0, null, reason(failure))))
                .flatMap(ending -> written(endpoint, message, at, ending));
    }

    private Mono<Attempt> written(Endpoint endpoint, Message message, Instant at, Ending ending) {
        long millis = clock.instant().toEpochMilli() - at.toEpochMilli();
        Mono<Void> logged = log.add(
                        endpoint.id(),
                        new AttemptLog.Entry(
                                at,
                                message.id(),
                                message.template(),
                                message.attempts() + 1,
                                ending.status(),
                                millis,
                                ending.reason()))
                .onErrorComplete();
        return logged.then(judged(endpoint, ending));
    }

    private Mono<Attempt> judged(Endpoint endpoint, Ending ending) {
        String reason = ending.reason();
        if (reason == null) {
            // Whatever can't be noted now: it has been taken, and must not be sent again.
            return health.well(endpoint).onErrorComplete().thenReturn(new Attempt.Sent(host(endpoint)));
        }
        if (ending.status() == GONE) {
            return health.disable(endpoint, "it answered 410 Gone")
                    .thenReturn(new Attempt.Refused(host(endpoint), reason));
        }
        return health.ill(endpoint)
                .thenReturn(new Attempt.Failed(
                        host(endpoint), reason, RetryAfter.of(ending.retryAfter(), clock.instant())));
    }

    private Map<String, String> headers(Endpoint endpoint, Message message, Instant at, String body) {
        String id = "msg_" + message.id();
        long timestamp = at.getEpochSecond();
        String signatures = endpoint.keys().stream()
                .map(key -> SigningKey.sign(
                        key.type(), secrets.open(EndpointChanges.PURPOSE, key.sealed()), id, timestamp, body))
                .collect(Collectors.joining(" "));
        Map<String, String> headers = new HashMap<>(Map.of(
                "Content-Type",
                "application/json",
                "webhook-id",
                id,
                "webhook-timestamp",
                Long.toString(timestamp),
                "webhook-signature",
                signatures));
        String trace = message.variables().get(TraceParent.HEADER);
        if (trace != null) {
            headers.put(TraceParent.HEADER, trace);
        }
        return headers;
    }

    private static boolean isTaken(int status) {
        return status >= 200 && status < 300;
    }

    private static String host(Endpoint endpoint) {
        return Objects.requireNonNullElse(URI.create(endpoint.url()).getHost(), "");
    }

    private static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ForbiddenAddressException) {
                return "the address is not of the public internet";
            }
            if (cause instanceof TimeoutException) {
                return "no answer in time";
            }
        }
        return failure.getClass().getSimpleName();
    }
}
