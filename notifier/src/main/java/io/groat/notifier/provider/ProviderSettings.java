package io.groat.notifier.provider;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.notifier.providers.*}: who takes messages to people; of each kind the first that works.
 *
 * @param pause how long one that fails is left alone
 * @param limit how long one may take
 * @param from of e-mail
 */
@ConfigurationProperties("groat.notifier.providers")
public record ProviderSettings(
        @DefaultValue("5s") Duration pause,
        @DefaultValue("10s") Duration limit,
        @DefaultValue("Groat <no-reply@groat.local>") String from,
        @DefaultValue List<Smtp> email,
        @DefaultValue List<Sms> sms,
        @DefaultValue Fcm fcm,
        @DefaultValue WebPush webPush) {

    public ProviderSettings {
        email = List.copyOf(email);
        sms = List.copyOf(sms);
    }

    /**
     * A mail server.
     *
     * @param security {@code none}, {@code starttls} or {@code tls}
     * @param username empty: without a login
     */
    public record Smtp(
            String host,
            @DefaultValue("587") int port,
            @DefaultValue("starttls") String security,
            @DefaultValue("") String username,
            @DefaultValue("") String password) {

        /** Shows no password. */
        @Override
        public String toString() {
            return "smtp " + host;
        }
    }

    /**
     * An SMS provider with an API like Twilio's.
     *
     * @param url such as {@code https://api.twilio.com}
     * @param from number or name of the sender
     */
    public record Sms(String url, String account, String token, String from) {

        /** Shows no token. */
        @Override
        public String toString() {
            return "sms " + url;
        }
    }

    /**
     * Firebase Cloud Messaging, HTTP v1; the last three are of a service account's key file.
     *
     * @param project empty: not used
     */
    public record Fcm(
            @DefaultValue("https://fcm.googleapis.com") String url,
            @DefaultValue("") String project,
            @DefaultValue("") String clientEmail,
            @DefaultValue("") String privateKey,

            @DefaultValue("https://oauth2.googleapis.com/token")
            String tokenUri) {

        /** Shows no key. */
        @Override
        public String toString() {
            return "fcm " + project;
        }
    }

    /**
     * Web Push with VAPID.
     *
     * @param publicKey uncompressed point, Base64url; empty: not used
     * @param privateKey scalar, Base64url
     * @param subject whom push services may write to
     */
    public record WebPush(
            @DefaultValue("") String publicKey,
            @DefaultValue("") String privateKey,
            @DefaultValue("mailto:operations@groat.local") String subject) {

        /** Shows no key. */
        @Override
        public String toString() {
            return "web push";
        }
    }
}
