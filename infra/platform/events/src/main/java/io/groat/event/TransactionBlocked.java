package io.groat.event;

import java.time.Instant;
import java.util.UUID;

/**
 * Body of TransactionBlocked: a payment scored so high, or a party to it is on the block list, that it must not go on
 * if it is still held.
 *
 * @param reason the weightiest reason's code
 */
public record TransactionBlocked(UUID paymentId, String payerUser, double score, String reason, Instant at) {}
