package io.groat.web.health;

import io.groat.web.shape.Doc;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which service answers; members of an answer about its health. */
public record ServiceView(
        @Doc(example = "shard-router") @Nullable String service,
        @Doc(example = "0.1.0-SNAPSHOT") @Nullable String version,
        Instant startedAt) {

    public static ServiceView of(ServiceIdentity identity) {
        return new ServiceView(identity.name(), identity.version(), identity.startedAt());
    }
}
