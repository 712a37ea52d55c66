package io.groat.notifier.push;

import io.groat.event.Json;
import io.groat.notifier.outbound.GuardedHttp;
import io.groat.notifier.outbound.RetryAfter;
import io.groat.notifier.profile.Device;
import io.groat.notifier.provider.Outgoing;
import io.groat.notifier.provider.Provider;
import io.groat.notifier.provider.ProviderSettings;
import io.groat.notifier.queue.Attempt;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * Browsers, by Web Push. A subscription's address comes from whoever subscribes, so it leads only to where webhooks may.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8030">RFC 8030, Web Push</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8292">RFC 8292, VAPID</a>
 */
final class WebPushProvider implements Provider {

    private static final Duration GOOD_FOR = Duration.ofHours(12);
    private static final String TTL_SECONDS = "86400";

    private final GuardedHttp http;
    private final ProviderSettings.WebPush settings;
    private final ECPrivateKey key;
    private final InstantSource clock;

    public WebPushProvider(GuardedHttp http, ProviderSettings.WebPush settings, InstantSource clock) {
        this.http = http;
        this.settings = settings;
        this.clock = clock;
        try {
            this.key = WebPushCipher.privateKey(decode(settings.privateKey()));
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalArgumentException(
                    "groat.notifier.providers.web-push.private-key is no key of P-256", unreadable);
        }
    }

    @Override
    public String name() {
        return "web-push";
    }

    @Override
    public Mono<Attempt> send(Outgoing outgoing) {
        return Mono.defer(() -> {
            try {
                return http.post(outgoing.to(), headers(outgoing), encrypted(outgoing))
                        .map(this::judged);
            } catch (GeneralSecurityException | IllegalArgumentException unusable) {
                return Mono.just(new Attempt.Refused(name(), "the subscription's keys can't be used"));
            }
        });
    }

    private byte[] encrypted(Outgoing outgoing) throws GeneralSecurityException {
        Device device = Objects.requireNonNull(outgoing.device(), "a push without a device");
        String brief = outgoing.text().brief();
        byte[] plain = Json.MAPPER
                .writeValueAsString(Map.of(
                        "id", outgoing.id().toString(),
                        "title", outgoing.text().title(),
                        "body", brief.substring(0, Math.min(brief.length(), 500))))
                .getBytes(StandardCharsets.UTF_8);
        if (plain.length > WebPushCipher.MOST) {
            throw new IllegalArgumentException("too long");
        }
        return WebPushCipher.encrypt(
                plain, decode(Objects.requireNonNull(device.key())), decode(Objects.requireNonNull(device.auth())));
    }

    private Map<String, String> headers(Outgoing outgoing) throws GeneralSecurityException {
        URI address = URI.create(outgoing.to());
        String token = Jwt.es256(
                Map.of(
                        "aud", address.getScheme() + "://" + address.getAuthority(),
                        "exp", clock.instant().plus(GOOD_FOR).getEpochSecond(),
                        "sub", settings.subject()),
                key);
        return Map.of(
                "Authorization",
                "vapid t=" + token + ", k=" + settings.publicKey(),
                "Content-Encoding",
                "aes128gcm",
                "Content-Type",
                "application/octet-stream",
                "TTL",
                TTL_SECONDS,
                // A message that is still waiting is replaced by its own repeat.
                "Topic",
                outgoing.id().toString().replace("-", "").substring(0, 32));
    }

    private Attempt judged(GuardedHttp.Answered answer) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return new Attempt.Sent(name());
        }
        return status == 404 || status == 410 || status == 400 || status == 413
                ? new Attempt.Refused(name(), "status " + status)
                : new Attempt.Failed(name(), "status " + status, RetryAfter.of(answer.retryAfter(), clock.instant()));
    }

    private static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text.replace("=", ""));
    }
}
