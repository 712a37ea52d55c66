package io.groat.router.rule;

import io.groat.refusal.Refusal;
import io.groat.rule.RuleBook;
import io.groat.rule.RuleJson;
import io.groat.rule.RuleText;
import io.groat.rule.StoredRule;
import io.groat.rule.WalletType;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Wallet types and transaction types: what is different about them. */
enum RuleKind {
    WALLET_TYPE(StoredRule.Kind.WALLET, Refusal.WALLET_TYPE_NOT_FOUND, Refusal.WALLET_TYPE_EXISTS),
    TRANSACTION_TYPE(StoredRule.Kind.TRANSACTION, Refusal.TRANSACTION_TYPE_NOT_FOUND, Refusal.TRANSACTION_TYPE_EXISTS);

    private final StoredRule.Kind stored;
    private final Refusal missing;
    private final Refusal exists;

    RuleKind(StoredRule.Kind stored, Refusal missing, Refusal exists) {
        this.stored = stored;
        this.missing = missing;
        this.exists = exists;
    }

    StoredRule.Kind stored() {
        return stored;
    }

    Refusal missing() {
        return missing;
    }

    Refusal exists() {
        return exists;
    }

    /** As what one that is to be made may be turned down, beside that: only types of payments name accounts. */
    Refusal[] refusals(Refusal... others) {
        Stream<Refusal> own = this == TRANSACTION_TYPE ? Stream.of(Refusal.ACCOUNT_NOT_FOUND) : Stream.empty();
        return Stream.concat(Stream.of(others), own).toArray(Refusal[]::new);
    }

    /**
     * Reads a request's text.
     *
     * @param name the path's; null where the text says it
     */
    StoredRule read(byte[] json, @Nullable String name, RuleBook book, Instant now, String by) {
        RuleText text = RuleText.ofRequest(json);
        if (this == WALLET_TYPE) {
            WalletType type = text.walletType(name, 1);
            RuleText.requireKnown(type, text, book);
            return StoredRule.of(stored, type.name(), 1, RuleJson.of(type), now, by);
        }
        var type = text.transactionType(name, 1);
        return StoredRule.of(stored, type.name(), 1, RuleJson.of(type), now, by);
    }
}
