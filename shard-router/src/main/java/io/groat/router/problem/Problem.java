package io.groat.router.problem;

import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * A refusal as its reader gets it.
 *
 * @param transferId the transfer that is kept as FAILED; null when nothing was written
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, problem details</a>
 */
public record Problem(Refused refused, @Nullable UUID transferId) {

    private static final Map<Refusal, String> TYPES = new EnumMap<>(Refusal.class);

    static {
        for (Refusal refusal : Refusal.values()) {
            TYPES.put(
                    refusal,
                    "urn:groat:problem:"
                            + refusal.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    public static Problem of(Refused refused) {
        return new Problem(refused, null);
    }

    public Refusal refusal() {
        return refused.refusal();
    }

    public int status() {
        return refusal().httpStatus();
    }

    /** Writes the members of the problem into an object that is open. */
    public void writeMembers(JsonGenerator json, @Nullable String instance) {
        json.writeStringProperty("type", TYPES.get(refusal()));
        json.writeStringProperty("title", refusal().title());
        json.writeNumberProperty("status", status());
        writeIfThere(json, "detail", refused.detail());
        writeIfThere(json, "instance", instance);
        json.writeStringProperty("code", refusal().name());
        writeIfThere(json, "field", refused.field());
        writeIfThere(json, "transferId", transferId == null ? null : transferId.toString());
    }

    private static void writeIfThere(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }
}
