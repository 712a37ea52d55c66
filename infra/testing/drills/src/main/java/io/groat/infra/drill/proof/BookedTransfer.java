package io.groat.infra.drill.proof;

import io.groat.infra.drill.history.OrderKind;
import io.groat.infra.drill.load.MoneyRules;
import org.jspecify.annotations.Nullable;

/**
 * A row of a shard's {@code transfers}.
 *
 * @param shard whose table it stands in
 * @param key as its client gave it
 * @param payee as the request named it
 * @param parent the hold or movement that it is about; null when it is about none
 * @param reason why it is FAILED
 * @param type its transaction type
 */
public record BookedTransfer(
        int shard,
        String id,
        OrderKind kind,
        String key,
        String payer,
        String payee,
        long amountMinor,
        @Nullable String parent,
        String status,
        @Nullable String reason,
        String type) {
    private static final String USUAL = "transfer";

    /** One of the usual type. */
    BookedTransfer(
            int shard,
            String id,
            OrderKind kind,
            String key,
            String payer,
            String payee,
            long amountMinor,
            @Nullable String parent,
            String status,
            @Nullable String reason) {
        this(shard, id, kind, key, payer, payee, amountMinor, parent, status, reason, USUAL);
    }

    /** What its payer pays beside the amount, in minor units. */
    long payersFee() {
        return type.equals(MoneyRules.CAPPED) ? MoneyRules.PAYERS_FEE : 0;
    }

    /** What its payee pays of the amount, in minor units. */
    long payeesFee() {
        return type.equals(MoneyRules.CAPPED) ? MoneyRules.payeesFee(amountMinor) : 0;
    }

    boolean completed() {
        return "COMPLETED".equals(status);
    }

    boolean failed() {
        return "FAILED".equals(status);
    }

    /** The user whose events tell of it. */
    String owner() {
        return kind == OrderKind.DEPOSIT ? payee : payer;
    }

    @Override
    public String toString() {
        return kind + " " + id + " (" + status + (reason == null ? "" : ", " + reason) + ", on shard " + shard + ")";
    }
}
