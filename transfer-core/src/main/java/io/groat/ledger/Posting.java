package io.groat.ledger;

import java.util.UUID;

/**
 * One side of a movement.
 *
 * @param amountMinor minor units, above zero when the account gains, below when it loses
 */
public record Posting(UUID accountId, long amountMinor) {}
