package io.groat.router.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs what gateways tell, as they do. */
final class WebhookSignature {

    private WebhookSignature() {}

    static String of(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** The headers of a webhook of the first shape. */
    static Map<String, String> razorpay(String secret, String eventId, String body) {
        return Map.of("X-Razorpay-Event-Id", eventId, "X-Razorpay-Signature", of(secret, body));
    }

    /** The header of a webhook of the second shape. */
    static Map<String, String> stripe(String secret, Instant at, String body) {
        long time = at.getEpochSecond();
        return Map.of("Stripe-Signature", "t=" + time + ",v1=" + of(secret, time + "." + body));
    }
}
