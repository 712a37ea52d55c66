package io.groat.rule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A limit that a movement would pass.
 *
 * @param limit its name
 * @param max in minor units or movements, as its measure is
 * @param used before the movement
 * @param resetsAt when used becomes less; null of a limit for each movement by itself
 */
public record LimitHit(
        String limit, long max, long used, @Nullable Instant resetsAt) {}
