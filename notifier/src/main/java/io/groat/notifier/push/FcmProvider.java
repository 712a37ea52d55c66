package io.groat.notifier.push;

import io.groat.event.Json;
import io.groat.notifier.outbound.RetryAfter;
import io.groat.notifier.provider.Outgoing;
import io.groat.notifier.provider.Provider;
import io.groat.notifier.provider.ProviderSettings;
import io.groat.notifier.queue.Attempt;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import tools.jackson.databind.JsonNode;

/**
 * Firebase Cloud Messaging, HTTP v1. Its access token comes from the service account's key, and is kept until it ends.
 *
 * @see <a href="https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages/send">FCM, messages.send</a>
 */
final class FcmProvider implements Provider {

    private static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration EARLY = Duration.ofMinutes(5);

    private final HttpClient http;
    private final ProviderSettings.Fcm settings;
    private final PrivateKey key;
    private final Duration limit;
    private final InstantSource clock;
    private volatile @Nullable Token token;

    private record Token(String text, Instant until) {}

    public FcmProvider(HttpClient http, ProviderSettings.Fcm settings, Duration limit, InstantSource clock) {
        this.http = http;
        this.settings = settings;
        this.key = key(settings.privateKey());
        this.limit = limit;
        this.clock = clock;
    }

    private static PrivateKey key(String pem) {
        String body =
                pem.replace("\\n", "\n").replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalArgumentException(
                    "groat.notifier.providers.fcm.private-key is no PKCS#8 key of RSA", unreadable);
        }
    }

    @Override
    public String name() {
        return "fcm";
    }

    @Override
    public Mono<Attempt> send(Outgoing outgoing) {
        return token().flatMap(access -> post(access, outgoing)).timeout(limit);
    }

    private Mono<Attempt> post(String access, Outgoing outgoing) {
        String body = Json.MAPPER.writeValueAsString(Map.of(
                "message",
                Map.of(
                        "token", outgoing.to(),
                        "notification",
                                Map.of(
                                        "title", outgoing.text().title(),
                                        "body", outgoing.text().brief()),
                        "data", Map.of("id", outgoing.id().toString()),
                        // A device that has it already shows it once.
                        "android", Map.of("collapse_key", outgoing.id().toString()),
                        "apns",
                                Map.of(
                                        "headers",
                                        Map.of("apns-collapse-id", outgoing.id().toString())))));
        return http.headers(headers ->
                        headers.set("Authorization", "Bearer " + access).set("Content-Type", "application/json"))
                .post()
                .uri(settings.url() + "/v1/projects/" + settings.project() + "/messages:send")
                .send(ByteBufMono.fromString(Mono.just(body)))
                .response()
                .map(this::judged);
    }

    private Attempt judged(HttpClientResponse response) {
        int status = response.status().code();
        if (status >= 200 && status < 300) {
            return new Attempt.Sent(name());
        }
        if (status == 401) {
            token = null;
        }
        return status == 404 || status == 400
                ? new Attempt.Refused(name(), "status " + status)
                : new Attempt.Failed(
                        name(),
                        "status " + status,
                        RetryAfter.of(response.responseHeaders().get("Retry-After"), clock.instant()));
    }

    private Mono<String> token() {
        Token known = token;
        return known != null && known.until().isAfter(clock.instant()) ? Mono.just(known.text()) : ask();
    }

    private Mono<String> ask() {
        return Mono.fromCallable(this::assertion)
                .flatMap(assertion -> http.post()
                        .uri(settings.tokenUri())
                        .sendForm((request, form) -> form.attr(
                                        "grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")
                                .attr("assertion", assertion))
                        .responseSingle((response, body) ->
                                body.asString(StandardCharsets.UTF_8).defaultIfEmpty("")))
                .map(this::taken);
    }

    private String assertion() throws GeneralSecurityException {
        long now = clock.instant().getEpochSecond();
        return Jwt.rs256(
                Map.of(
                        "iss",
                        settings.clientEmail(),
                        "scope",
                        SCOPE,
                        "aud",
                        settings.tokenUri(),
                        "iat",
                        now,
                        "exp",
                        now + HOUR.toSeconds()),
                key);
    }

    private String taken(String json) {
        JsonNode answer = Json.MAPPER.readTree(json);
        String text = Objects.requireNonNull(answer.path("access_token").asString(""));
        if (text.isEmpty()) {
            throw new IllegalStateException("Google gives no access token");
        }
        Duration good = Duration.ofSeconds(answer.path("expires_in").asLong(HOUR.toSeconds()));
        token = new Token(text, clock.instant().plus(good).minus(EARLY));
        return text;
    }
}
