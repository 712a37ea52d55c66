package io.groat.web.health;

import io.groat.web.json.JsonWords;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Which service this is.
 *
 * @param version null when the build did not say
 */
public record ServiceIdentity(
        @Nullable String name, @Nullable String version, Instant startedAt) {

    /** Writes its members into an object that is open. */
    public void writeMembers(JsonGenerator json) {
        JsonWords.text(json, "service", name);
        JsonWords.text(json, "version", version);
        JsonWords.time(json, "startedAt", startedAt);
    }
}
