package io.groat.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Body of SystemHealthCheck: whether a service or a part of it works. Told when it changes, and from time to time while it
 * doesn't.
 *
 * @param service that it is about
 * @param part of it, such as {@code shard-2}; null for the whole
 * @param detail what is wrong
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SystemHealthCheck(
        String service,
        @Nullable String part,
        boolean up,
        @Nullable String detail,
        Instant at) {}
