package io.groat.ledger;

import java.time.Instant;
import java.util.UUID;

/**
 * How much an account has held from a time on, until the next.
 *
 * @param heldMinor minor units, zero or more
 */
public record HeldPoint(UUID accountId, Instant at, long heldMinor) {}
