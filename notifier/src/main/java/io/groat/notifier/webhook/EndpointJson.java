package io.groat.notifier.webhook;

import io.groat.web.json.JsonWords;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** Endpoints as answers show them: without secrets. */
final class EndpointJson {

    private EndpointJson() {}

    static void write(JsonGenerator json, Endpoint endpoint) {
        json.writeStartObject();
        writeMembers(json, endpoint);
        json.writeEndObject();
    }

    /** With the secret or public key of a key that was just made. */
    static void write(JsonGenerator json, EndpointDesk.WithKey made) {
        json.writeStartObject();
        writeMembers(json, made.endpoint());
        json.writeStringProperty("keyId", made.key().id());
        json.writeStringProperty(made.key().type() == SigningKey.Type.HMAC ? "secret" : "publicKey", made.shown());
        json.writeEndObject();
    }

    private static void writeMembers(JsonGenerator json, Endpoint endpoint) {
        JsonWords.id(json, "id", endpoint.id());
        JsonWords.text(json, "userId", endpoint.owner());
        json.writeStringProperty("url", endpoint.url());
        json.writeStringProperty("description", endpoint.description());
        json.writeArrayPropertyStart("events");
        endpoint.events().stream().sorted().forEach(json::writeString);
        json.writeEndArray();
        json.writeBooleanProperty("enabled", endpoint.isEnabled());
        JsonWords.text(json, "disabledFor", endpoint.disabledFor());
        json.writeArrayPropertyStart("keys");
        for (SigningKey key : endpoint.keys()) {
            json.writeStartObject();
            json.writeStringProperty("id", key.id());
            json.writeStringProperty("type", key.type().name().toLowerCase(Locale.ROOT));
            if (key.publicKey() != null) {
                json.writeStringProperty("publicKey", key.publicKey());
            }
            JsonWords.time(json, "createdAt", key.createdAt());
            json.writeEndObject();
        }
        json.writeEndArray();
        JsonWords.time(json, "createdAt", endpoint.createdAt());
        JsonWords.time(json, "changedAt", endpoint.changedAt());
    }

    static void write(JsonGenerator json, AttemptLog.Entry entry) {
        json.writeStartObject();
        JsonWords.time(json, "at", entry.at());
        JsonWords.id(json, "notificationId", entry.message());
        json.writeStringProperty("type", entry.type());
        json.writeNumberProperty("number", entry.number());
        JsonWords.number(json, "status", entry.status() == 0 ? null : (long) entry.status());
        json.writeNumberProperty("millis", entry.millis());
        JsonWords.text(json, "reason", entry.reason());
        json.writeEndObject();
    }
}
