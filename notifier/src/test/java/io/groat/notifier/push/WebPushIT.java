package io.groat.notifier.push;

import static io.groat.notifier.RunningNotifier.eventually;
import static io.groat.notifier.RunningNotifier.get;
import static io.groat.notifier.RunningNotifier.post;
import static io.groat.notifier.RunningNotifier.read;
import static io.groat.notifier.RunningNotifier.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.groat.notifier.Outside;
import io.groat.notifier.Outside.Received;
import io.groat.notifier.RunningNotifier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** A payment's way to a browser, which alone can read it. */
class WebPushIT {

    /** The receiver of the example in RFC 8291. */
    private static final String RECEIVER =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

    private static final String RECEIVER_PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
    private static final String AUTH = "BTBZMqHH6r4Tts7J_aSIgg";

    private final RunningNotifier notifier = RunningNotifier.shared();
    private final Outside outside = Outside.shared();

    @Test
    void aPaymentComesEncryptedAndSigned() throws Exception {
        String user = user("bob");
        String path = "/push/" + user;
        outside.answer(path, 201);
        subscribe(user, path);
        notifier.pay(user("ann"), user, 4321);
        eventually(() -> assertThat(outside.received(path)).hasSize(1));

        Received received = outside.received(path).get(0);
        assertThat(received.header("content-encoding")).isEqualTo("aes128gcm");
        assertThat(received.header("topic")).hasSize(32);
        String message = decrypted(received.body().getBytes(StandardCharsets.ISO_8859_1));
        assertThat(JsonPath.<String>read(message, "$.title")).isEqualTo("You got 43.21 EUR");
        assertThat(isSigned(received.header("authorization"))).isTrue();
    }

    @Test
    void aSubscriptionThatIsGoneIsForgotten() {
        String user = user("bob");
        String path = "/push/" + user;
        outside.answer(path, 410);
        subscribe(user, path);
        notifier.pay(user("ann"), user, 100);
        eventually(() -> assertThat(
                        RunningNotifier.<List<Object>>read(get(notifier.as(user), "/v1/devices/" + user), "$.items"))
                .isEmpty());
        eventually(() ->
                assertThat(notifier.messages(user, "&channel=push&status=dead")).hasSize(1));
    }

    private void subscribe(String user, String path) {
        String id = read(
                post(
                        notifier.as(user),
                        "/v1/devices/" + user,
                        "{\"type\":\"webpush\",\"endpoint\":\"%s\",\"p256dh\":\"%s\",\"auth\":\"%s\"}"
                                .formatted(outside.uri() + path, RECEIVER, AUTH)),
                "$.id");
        assertThat(id).isNotEmpty();
    }

    /** As a browser does it (RFC 8291, 3.4; RFC 8188, 2.1). */
    private static String decrypted(byte[] sealed) throws GeneralSecurityException {
        ByteBuffer bytes = ByteBuffer.wrap(sealed);
        byte[] salt = new byte[16];
        bytes.get(salt);
        assertThat(bytes.getInt()).isEqualTo(4096);
        byte[] sender = new byte[bytes.get()];
        bytes.get(sender);
        byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(WebPushCipher.privateKey(decode(RECEIVER_PRIVATE)));
        agreement.doPhase(WebPushCipher.publicKey(sender), true);
        byte[] info = "WebPush: info\0".getBytes(StandardCharsets.US_ASCII);
        byte[] material =
                hmac(hmac(decode(AUTH), agreement.generateSecret()), info, decode(RECEIVER), sender, new byte[] {1});
        byte[] secret = hmac(salt, material);
        byte[] key = hmac(secret, "Content-Encoding: aes128gcm\0\1".getBytes(StandardCharsets.US_ASCII));
        byte[] nonce = hmac(secret, "Content-Encoding: nonce\0\1".getBytes(StandardCharsets.US_ASCII));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(Arrays.copyOf(key, 16), "AES"),
                new GCMParameterSpec(128, Arrays.copyOf(nonce, 12)));
        byte[] plain = cipher.doFinal(rest);
        assertThat(plain[plain.length - 1]).as("the last record").isEqualTo((byte) 2);
        return new String(plain, 0, plain.length - 1, StandardCharsets.UTF_8);
    }

    /** VAPID (RFC 8292): a token for this very push service, signed with the key that it names. */
    private boolean isSigned(String authorization) throws GeneralSecurityException {
        assertThat(authorization).startsWith("vapid t=").endsWith(", k=" + RunningNotifier.VAPID_PUBLIC);
        String[] token = authorization
                .substring("vapid t=".length(), authorization.indexOf(", k="))
                .split("\\.", -1);
        String claims = new String(decode(token[1]), StandardCharsets.UTF_8);
        assertThat(JsonPath.<String>read(claims, "$.aud")).isEqualTo(outside.uri());
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(WebPushCipher.publicKey(decode(RunningNotifier.VAPID_PUBLIC)));
        signature.update((token[0] + "." + token[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(decode(token[2]));
    }

    private static byte[] hmac(byte[] key, byte[]... data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        for (byte[] one : data) {
            mac.update(one);
        }
        return mac.doFinal();
    }

    private static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
