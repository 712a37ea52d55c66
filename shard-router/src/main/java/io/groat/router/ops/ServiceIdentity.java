package io.groat.router.ops;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which service this is.
 *
 * @param version null when the build did not say
 */
public record ServiceIdentity(
        @Nullable String name, @Nullable String version, Instant startedAt) {}
