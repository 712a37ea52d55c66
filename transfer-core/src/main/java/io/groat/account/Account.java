package io.groat.account;

import io.groat.money.CurrencyCode;
import java.time.Instant;
import java.util.UUID;

/**
 * An account as it stands after its last entry.
 *
 * @param userId the owner; empty for a system account
 * @param type the owner's name for it, "main" unless told otherwise; for a system account what it is for
 * @param postedMinor sum of all entries, in minor units
 * @param heldMinor reserved for held transfers, in minor units; part of what is posted
 * @param creditMinor how far below zero its wallet type let it go when it last went there, in minor units
 * @param lastSeq number of entries; the sequence number of the newest
 * @param updatedAt time of the newest entry or change
 */
public record Account(
        UUID id,
        AccountKind kind,
        String userId,
        String type,
        CurrencyCode currency,
        AccountStatus status,
        long postedMinor,
        long heldMinor,
        long creditMinor,
        long lastSeq,
        Instant createdAt,
        Instant updatedAt) {

    /** An account that has never been below zero. */
    public Account(
            UUID id,
            AccountKind kind,
            String userId,
            String type,
            CurrencyCode currency,
            AccountStatus status,
            long postedMinor,
            long heldMinor,
            long lastSeq,
            Instant createdAt,
            Instant updatedAt) {
        this(id, kind, userId, type, currency, status, postedMinor, heldMinor, 0, lastSeq, createdAt, updatedAt);
    }

    /** What can be spent: posted less held, in minor units. */
    public long availableMinor() {
        return postedMinor - heldMinor;
    }

    /** An account that opens now, with nothing in it. */
    public static Account open(
            UUID id, AccountKind kind, String userId, String type, CurrencyCode currency, Instant now) {
        return new Account(id, kind, userId, type, currency, AccountStatus.OPEN, 0, 0, 0, now, now);
    }

    /** This account after an entry. */
    public Account withEntry(long seq, long balanceAfterMinor, Instant at) {
        return with(status, balanceAfterMinor, heldMinor, creditMinor, seq, at);
    }

    public Account withStatus(AccountStatus next, Instant at) {
        return with(next, postedMinor, heldMinor, creditMinor, lastSeq, at);
    }

    public Account withHeld(long nextHeldMinor, Instant at) {
        return with(status, postedMinor, nextHeldMinor, creditMinor, lastSeq, at);
    }

    public Account withCredit(long nextCreditMinor, Instant at) {
        return with(status, postedMinor, heldMinor, nextCreditMinor, lastSeq, at);
    }

    private Account with(AccountStatus newStatus, long posted, long held, long credit, long seq, Instant at) {
        return new Account(id, kind, userId, type, currency, newStatus, posted, held, credit, seq, createdAt, at);
    }
}
