package io.groat.hold;

import java.time.Instant;
import java.util.UUID;

/**
 * That a hold was increased, under the key that makes it happen once.
 *
 * @param amountMinor by how much, in minor units
 */
public record Increment(UUID holdId, String idempotencyKey, long amountMinor, Instant at) {}
