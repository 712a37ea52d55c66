package io.groat.rule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of a wallet type or of a transaction type, as every shard has it. It never changes: what replaces it has the
 * next number.
 *
 * @param body its text as JSON, without name and version
 * @param createdBy who made it
 * @param wallet what it says, of a wallet type that can be read
 * @param transaction what it says, of a transaction type that can be read
 */
public record StoredRule(
        Kind kind,
        String name,
        int version,
        String body,
        Instant createdAt,
        String createdBy,
        @Nullable WalletType wallet,
        @Nullable TransactionType transaction) {

    /** What it is a rule of; the names stand in rows. */
    public enum Kind {
        WALLET,
        TRANSACTION
    }

    /**
     * Reads a text.
     *
     * @throws RuleRefusedException when it is not such a one
     */
    public static StoredRule of(Kind kind, String name, int version, String body, Instant createdAt, String createdBy) {
        RuleText text = RuleText.ofRow(body);
        return new StoredRule(
                kind,
                name,
                version,
                body,
                createdAt,
                createdBy,
                kind == Kind.WALLET ? text.walletType(name, version) : null,
                kind == Kind.TRANSACTION ? text.transactionType(name, version) : null);
    }

    /** As a row holds it, which a later release may have written: what can't be read is kept, and in force nowhere here. */
    static StoredRule ofRow(Kind kind, String name, int version, String body, Instant createdAt, String createdBy) {
        try {
            return of(kind, name, version, body, createdAt, createdBy);
        } catch (RuleRefusedException unreadable) {
            return new StoredRule(kind, name, version, body, createdAt, createdBy, null, null);
        }
    }

    /** Whether this release understands it. */
    public boolean isReadable() {
        return wallet != null || transaction != null;
    }

    /** The same text under another number. */
    public StoredRule numbered(int next) {
        return of(kind, name, next, body, createdAt, createdBy);
    }
}
