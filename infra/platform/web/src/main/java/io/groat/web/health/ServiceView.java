package io.groat.web.health;

import io.groat.web.shape.Doc;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which service answers; members of an answer about its health. */
public record ServiceView(
        @Doc("Its name") @Nullable String service,
        @Doc(example = "0.1.0-SNAPSHOT") @Nullable String version,
        Instant startedAt) {

    /** What an example of such an answer shows. */
    public static Map<String, String> example(ServiceIdentity identity, String status) {
        return Map.of("service", Objects.requireNonNullElse(identity.name(), ""), "status", status);
    }

    public static ServiceView of(ServiceIdentity identity) {
        return new ServiceView(identity.name(), identity.version(), identity.startedAt());
    }
}
