package io.groat.router.auth.message;

import io.groat.event.Json;
import io.groat.router.auth.user.Identifier;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.util.retry.Retry;

/**
 * Hands messages to the notifier. It does so behind the caller's back: neither that nor how long it takes may tell the
 * caller whether there was anybody to write to. A message that is not taken is offered again, under the same key, for as
 * long as its code is of use; then its reader asks for another one.
 */
final class NotifierMessages implements UserMessages, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NotifierMessages.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int TRIES = 12;
    private static final int MOST = 1_000;

    private final ConnectionProvider connections = ConnectionProvider.create("notifier", 16);
    private final HttpClient http;
    private final String address;
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * @param uri of the notifier
     * @param credential by which services know each other
     */
    public NotifierMessages(String uri, String credential) {
        this.address = uri + "/v1/notifications";
        this.http = HttpClient.create(connections)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) LIMIT.toMillis())
                .responseTimeout(LIMIT)
                .headers(headers ->
                        headers.set("Authorization", "Bearer " + credential).set("Content-Type", "application/json"));
    }

    @Override
    public Mono<Void> send(UserMessage message) {
        return Mono.fromRunnable(() -> begin(message));
    }

    private void begin(UserMessage message) {
        if (underWay.incrementAndGet() > MOST) {
            underWay.decrementAndGet();
            LOG.warn("A message was dropped, {}: {} wait for the notifier already", message, MOST);
            return;
        }
        String body = body(message);
        post(body)
                .retryWhen(Retry.backoff(TRIES, FIRST_PAUSE).maxBackoff(LONGEST_PAUSE))
                .doFinally(end -> underWay.decrementAndGet())
                .subscribe(
                        taken -> LOG.debug("{} was handed over", message),
                        failure -> LOG.warn("A message was not taken, {}: {}", message, failure.toString()));
    }

    private Mono<Integer> post(String body) {
        return http.post()
                .uri(address)
                .send(ByteBufMono.fromString(Mono.just(body)))
                .response()
                .map(response -> response.status().code())
                .flatMap(status -> status == 202
                        ? Mono.just(status)
                        : Mono.error(new IllegalStateException("the notifier answers " + status)));
    }

    /** The key is the message's own: it is the same at each try. */
    private static String body(UserMessage message) {
        String code = message.code();
        return Json.MAPPER.writeValueAsString(Map.of(
                "eventId",
                UUID.randomUUID().toString(),
                "template",
                template(message.kind()),
                "channels",
                new String[] {message.to().kind() == Identifier.Kind.PHONE ? "sms" : "email"},
                "to",
                message.to().value(),
                "variables",
                code == null ? Map.of() : Map.of("code", code)));
    }

    private static String template(UserMessage.Kind kind) {
        return switch (kind) {
            case REGISTRATION_CODE -> "registration-code";
            case LOGIN_CODE -> "login-code";
            case RESET_CODE -> "reset-code";
            case EMAIL_CODE -> "address-code";
            case ALREADY_REGISTERED -> "already-registered";
            case PASSWORD_CHANGED -> "password-changed";
            case SESSION_ENDED -> "session-ended";
        };
    }

    @Override
    public void close() {
        connections.dispose();
    }
}
