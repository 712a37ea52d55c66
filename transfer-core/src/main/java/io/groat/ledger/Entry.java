package io.groat.ledger;

import java.time.Instant;
import java.util.UUID;

/**
 * One line of an account's history; never changed once written.
 *
 * @param seq the account's entries are numbered 1, 2, 3 … without a gap
 * @param movementId the transfer it belongs to; for an opening the movement's own id
 * @param amountMinor minor units, above zero when the account gains, below when it loses
 * @param balanceAfterMinor sum of the account's entries up to this one
 * @param at never before the account's previous entry
 */
public record Entry(
        UUID accountId,
        long seq,
        UUID movementId,
        EntryKind kind,
        long amountMinor,
        long balanceAfterMinor,
        Instant at) {}
