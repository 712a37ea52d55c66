package io.groat.notifier.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.groat.notifier.Outside;
import io.groat.notifier.Outside.Received;
import io.groat.notifier.RunningNotifier;
import io.groat.notifier.profile.Device;
import io.groat.notifier.provider.Outgoing;
import io.groat.notifier.provider.ProviderSettings;
import io.groat.notifier.queue.Attempt;
import io.groat.notifier.template.Rendered;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Firebase's HTTP v1, as a receiver on this machine sees it. */
class FcmProviderIT {

    private static final String TOKEN = "/fcm/token";
    private static final String SEND = "/fcm/v1/projects/groat-test/messages:send";

    private final Outside outside = Outside.shared();
    private final KeyPair account = rsa();
    private final FcmProvider fcm = new FcmProvider(
            HttpClient.create(),
            new ProviderSettings.Fcm(
                    outside.uri() + "/fcm",
                    "groat-test",
                    "push@groat-test.iam.gserviceaccount.com",
                    "-----BEGIN PRIVATE KEY-----\\n"
                            + Base64.getMimeEncoder()
                                    .encodeToString(account.getPrivate().getEncoded())
                            + "\\n-----END PRIVATE KEY-----\\n",
                    outside.uri() + TOKEN),
            Duration.ofSeconds(10),
            InstantSource.system());

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Attempt send(UUID id) {
        String token = "device-token";
        return fcm.send(new Outgoing(
                        id,
                        "payment-received",
                        token,
                        new Device(UUID.randomUUID(), Device.Type.FCM, token, null, null, null),
                        new Rendered("You got 1 €", "in whole", "<p>page</p>", "You got 1 € from \"ann\".")))
                .toFuture()
                .join();
    }

    @Test
    void aMessageGoesOutWithATokenThatTheAccountsKeyHasBought() throws Exception {
        AtomicInteger tokens = new AtomicInteger();
        outside.answer(
                TOKEN,
                (request, response) -> response.header("Content-Type", "application/json")
                        .sendString(Mono.just(
                                "{\"access_token\":\"t" + tokens.incrementAndGet() + "\",\"expires_in\":3600}")));
        outside.answer(SEND, 200);
        UUID id = UUID.randomUUID();
        assertThat(send(id)).isEqualTo(new Attempt.Sent("fcm"));
        assertThat(send(UUID.randomUUID())).isInstanceOf(Attempt.Sent.class);

        String form = URLDecoder.decode(outside.received(TOKEN).get(0).body(), StandardCharsets.UTF_8);
        assertThat(form).contains("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer");
        String[] assertion = form.substring(form.indexOf("assertion=") + "assertion=".length())
                .split("&", -1)[0]
                .split("\\.", -1);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(account.getPublic());
        signature.update((assertion[0] + "." + assertion[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(assertion[2])))
                .isTrue();
        String claims = new String(Base64.getUrlDecoder().decode(assertion[1]), StandardCharsets.UTF_8);
        assertThat(JsonPath.<String>read(claims, "$.aud")).isEqualTo(outside.uri() + TOKEN);

        Received first = outside.received(SEND).get(0);
        String body = new String(first.body().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        assertThat(first.header("authorization")).isEqualTo("Bearer t1");
        assertThat(JsonPath.<String>read(body, "$.message.token")).isEqualTo("device-token");
        assertThat(JsonPath.<String>read(body, "$.message.notification.body")).isEqualTo("You got 1 € from \"ann\".");
        assertThat(JsonPath.<String>read(body, "$.message.android.collapse_key"))
                .isEqualTo(id.toString());
        assertThat(outside.received(SEND).get(1).header("authorization")).isEqualTo("Bearer t1");
        assertThat(tokens).hasValue(1);

        // One that is no longer good is bought anew.
        outside.answer(SEND, 401);
        assertThat(send(UUID.randomUUID())).isInstanceOf(Attempt.Failed.class);
        outside.answer(SEND, 200);
        assertThat(send(UUID.randomUUID())).isInstanceOf(Attempt.Sent.class);
        assertThat(tokens).hasValue(2);

        // A device that is gone is no failure of Firebase's; one that is busy says for how long.
        outside.answer(SEND, 404);
        assertThat(send(UUID.randomUUID())).isInstanceOf(Attempt.Refused.class);
        outside.answer(
                SEND,
                (request, response) ->
                        response.status(503).header("Retry-After", "7").send());
        assertThat(send(UUID.randomUUID())).isEqualTo(new Attempt.Failed("fcm", "status 503", Duration.ofSeconds(7)));
    }

    @Test
    void anEmptyAnswerInsteadOfATokenIsAFailure() {
        outside.answer(TOKEN, 500);
        RunningNotifier.eventually(() -> assertThat(
                        fcm.send(new Outgoing(UUID.randomUUID(), "t", "x", null, new Rendered("", "", "", "")))
                                .map(Attempt::toString)
                                .onErrorResume(failure -> Mono.just("failed"))
                                .toFuture()
                                .join())
                .isEqualTo("failed"));
    }
}
