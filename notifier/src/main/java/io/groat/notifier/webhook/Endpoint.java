package io.groat.notifier.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where webhooks go.
 *
 * @param owner the user whose events it gets; null for everybody's
 * @param events types that it gets; none for all but those that are for operators
 * @param disabledFor why it is switched off; null while it is on
 * @param version counts its changes
 */
record Endpoint(
        UUID id,
        @Nullable String owner,
        String url,
        String description,
        Set<String> events,
        @Nullable String disabledFor,
        List<SigningKey> keys,
        Instant createdAt,
        Instant changedAt,
        int version) {

    public Endpoint {
        events = Set.copyOf(events);
        keys = List.copyOf(keys);
    }

    public boolean isEnabled() {
        return disabledFor == null;
    }

    /** Whether it gets events of that type. */
    boolean wants(String type) {
        return events.contains(type) || (events.isEmpty() && !WebhookEvents.OPERATORS.contains(type));
    }

    Endpoint withAddress(String otherUrl, String otherDescription, Set<String> otherEvents, Instant now) {
        return new Endpoint(
                id, owner, otherUrl, otherDescription, otherEvents, disabledFor, keys, createdAt, now, version + 1);
    }

    Endpoint disabled(@Nullable String why, Instant now) {
        return new Endpoint(id, owner, url, description, events, why, keys, createdAt, now, version + 1);
    }

    Endpoint withKey(SigningKey key, Instant now) {
        List<SigningKey> more = new ArrayList<>(keys);
        more.add(key);
        return withKeys(more, now);
    }

    Endpoint withoutKey(String keyId, Instant now) {
        return withKeys(keys.stream().filter(key -> !key.id().equals(keyId)).toList(), now);
    }

    private Endpoint withKeys(List<SigningKey> other, Instant now) {
        return new Endpoint(id, owner, url, description, events, disabledFor, other, createdAt, now, version + 1);
    }
}
