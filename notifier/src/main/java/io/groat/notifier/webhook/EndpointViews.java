package io.groat.notifier.webhook;

import io.groat.web.shape.Doc;
import io.groat.web.shape.Flat;
import io.groat.web.shape.LeftOut;
import io.groat.web.shape.Text;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Endpoints as requests say them and answers show them, without secrets. */
final class EndpointViews {

    private EndpointViews() {}

    /** Where webhooks go. */
    @Doc("Where webhooks go")
    record EndpointView(
            UUID id,

            @Doc(value = "Whose events it gets; null for everybody's", example = "bob") @Nullable
            String userId,

            @Doc(example = "https://example.com/hook") @Text(format = "uri")
            String url,

            String description,

            @Doc(value = "Types that it gets; none for all", example = "[\"payment.completed\"]")
            List<String> events,

            boolean enabled,
            @Doc("Why it is switched off") @Nullable String disabledFor,
            List<SigningKeyView> keys,
            Instant createdAt,
            Instant changedAt) {

        static EndpointView of(Endpoint endpoint) {
            return new EndpointView(
                    endpoint.id(),
                    endpoint.owner(),
                    endpoint.url(),
                    endpoint.description(),
                    endpoint.events().stream().sorted().toList(),
                    endpoint.isEnabled(),
                    endpoint.disabledFor(),
                    endpoint.keys().stream().map(SigningKeyView::of).toList(),
                    endpoint.createdAt(),
                    endpoint.changedAt());
        }
    }

    /** What webhooks are signed with. */
    record SigningKeyView(
            @Doc(example = "k1") String id,
            SigningKey.Type type,
            @Doc("Of ed25519") @LeftOut @Nullable String publicKey,
            Instant createdAt) {

        private static SigningKeyView of(SigningKey key) {
            return new SigningKeyView(key.id(), key.type(), key.publicKey(), key.createdAt());
        }
    }

    /** With a key that was just made. */
    @Doc("Where webhooks go, with a key that was just made")
    record EndpointWithKeyView(
            @Flat EndpointView endpoint,
            @Doc(example = "k1") String keyId,

            @Doc(value = "Of hmac; nobody can show it again", example = "whsec_c2VjcmV0") @LeftOut @Nullable
            String secret,

            @Doc("Of ed25519") @LeftOut @Nullable String publicKey) {

        static EndpointWithKeyView of(EndpointChanges.WithKey made) {
            boolean secret = made.key().type() == SigningKey.Type.HMAC;
            return new EndpointWithKeyView(
                    EndpointView.of(made.endpoint()),
                    made.key().id(),
                    secret ? made.shown() : null,
                    secret ? null : made.shown());
        }
    }

    /** A request that was made. */
    @Doc("A request that was made to an endpoint")
    record AttemptView(
            Instant at,
            UUID notificationId,
            @Doc(example = "payment.completed") String type,
            @Doc("Which attempt it was") int number,

            @Doc(value = "What was answered; null when nothing was", example = "200") @Nullable
            Long status,

            @Doc("How long it took") long millis,
            @Nullable String reason) {

        static AttemptView of(AttemptLog.Entry entry) {
            return new AttemptView(
                    entry.at(),
                    entry.message(),
                    entry.type(),
                    entry.number(),
                    entry.status() == 0 ? null : Long.valueOf(entry.status()),
                    entry.millis(),
                    entry.reason());
        }
    }

    /** A message that is on its way. */
    record SentView(UUID id) {}

    /** How many are on their way again. */
    record ReplayedView(long replayed) {}

    /** An endpoint to make; {@link EndpointAddresses} and {@link WebhookEvents} judge what it names. */
    @Doc("An endpoint to make")
    record EndpointWish(
            @Doc(value = "Whose events it gets; for operators, everybody's if not said", example = "bob") @Nullable
            String userId,

            @Doc(value = "https, and of the public internet", example = "https://example.com/hook")
            @Text(format = "uri", max = 2000)
            String url,

            @Doc(example = "books") @Text(max = 500) @Nullable
            String description,

            @Doc(value = "Types that it gets; all, if not said", example = "[\"payment.completed\"]") @Nullable
            List<String> events,

            @Doc(value = "hmac, if not said", example = "hmac")
            SigningKey.@Nullable Type keyType) {}

    /** What is to be other. */
    @Doc("What is to be other about an endpoint")
    record EndpointChange(
            @Doc(example = "https://example.com/other") @Text(format = "uri", max = 2000) @Nullable
            String url,

            @Doc(example = "books") @Text(max = 500) @Nullable
            String description,

            @Doc(example = "[\"payment.completed\"]") @Nullable
            List<String> events,

            @Doc(example = "true") @Nullable Boolean enabled) {}

    /** A key to make. */
    @Doc("A key to make")
    record KeyWish(
            @Doc(value = "hmac, if not said", example = "hmac")
            SigningKey.@Nullable Type keyType) {}

    /** What is to be sent again. */
    @Doc("What is to be sent again")
    record ReplayWish(
            Instant since,

            @Doc(value = "Only what did not get through; all, if not said", example = "true") @Nullable
            Boolean failedOnly) {}
}
