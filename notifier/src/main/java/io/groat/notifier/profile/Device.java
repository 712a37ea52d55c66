package io.groat.notifier.profile;

import io.groat.web.shape.Worded;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A device that gets push messages.
 *
 * @param token of Firebase, or the address that a browser's subscription gave
 * @param key the subscription's public key, {@code p256dh}; null of Firebase
 * @param auth the subscription's secret; null of Firebase
 */
public record Device(
        UUID id,
        Type type,
        String token,
        @Nullable String key,
        @Nullable String auth,
        @Nullable String name) {

    /** What it is reached through. */
    public enum Type implements Worded {
        FCM("fcm"),
        WEBPUSH("webpush");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        @Override
        public String text() {
            return text;
        }
    }

    /** Shows no token. */
    @Override
    public String toString() {
        return "device " + id;
    }
}
