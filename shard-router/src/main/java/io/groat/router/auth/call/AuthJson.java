package io.groat.router.auth.call;

import io.groat.router.auth.login.Grant;
import io.groat.router.auth.otp.Challenge;
import io.groat.router.auth.session.Session;
import io.groat.router.auth.user.User;
import io.groat.web.json.JsonWords;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** What these calls answer. */
final class AuthJson {

    private AuthJson() {}

    /** Members of an object that is open. */
    static void writeMembers(JsonGenerator json, Challenge challenge) {
        JsonWords.id(json, "challengeId", challenge.id());
        texts(
                json,
                "methods",
                challenge.methods().stream()
                        .map(method -> method.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .toList());
        JsonWords.time(json, "expiresAt", challenge.expiresAt());
    }

    static void write(JsonGenerator json, Grant grant) {
        json.writeStartObject();
        json.writeBooleanProperty("mfaRequired", false);
        json.writeStringProperty("userId", grant.userId());
        json.writeStringProperty("accessToken", grant.access().text());
        json.writeStringProperty("tokenType", "Bearer");
        json.writeNumberProperty("expiresIn", grant.access().time().toSeconds());
        json.writeStringProperty("refreshToken", grant.refresh().text());
        JsonWords.id(json, "sessionId", grant.refresh().sessionId());
        writeProof(json, grant.email());
        json.writeEndObject();
    }

    /** What asks for the proof of an e-mail address, if it is asked. */
    private static void writeProof(JsonGenerator json, @Nullable Challenge email) {
        if (email != null) {
            json.writeObjectPropertyStart("emailChallenge");
            writeMembers(json, email);
            json.writeEndObject();
        }
    }

    static void write(JsonGenerator json, Session session, boolean current) {
        json.writeStartObject();
        JsonWords.id(json, "id", session.id());
        json.writeBooleanProperty("current", current);
        json.writeStringProperty("device", session.device());
        json.writeStringProperty("address", session.address());
        JsonWords.time(json, "createdAt", session.createdAt());
        JsonWords.time(json, "lastUsedAt", session.usedAt());
        JsonWords.time(json, "expiresAt", session.expiresAt());
        json.writeEndObject();
    }

    static void write(JsonGenerator json, User user, int shard) {
        write(json, user, shard, null);
    }

    /** @param email asks for the proof of another e-mail address; null for none */
    static void write(JsonGenerator json, User user, int shard, @Nullable Challenge email) {
        json.writeStartObject();
        json.writeStringProperty("id", user.id());
        json.writeStringProperty("status", user.status().name());
        texts(json, "roles", user.roles().stream().sorted().toList());
        json.writeStringProperty("fullName", user.fullName());
        json.writeStringProperty("phone", user.phone());
        json.writeBooleanProperty("phoneVerified", user.phoneClaim() != null);
        JsonWords.text(json, "email", user.hasEmail() ? user.email() : null);
        json.writeBooleanProperty("emailVerified", user.emailProven());
        json.writeStringProperty("secondFactor", user.hasTotp() ? "totp" : "otp");
        json.writeNumberProperty("shard", shard);
        JsonWords.time(json, "createdAt", user.createdAt());
        JsonWords.time(json, "updatedAt", user.updatedAt());
        writeProof(json, email);
        json.writeEndObject();
    }

    static void texts(JsonGenerator json, String name, Collection<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }
}
