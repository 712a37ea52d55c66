package io.groat.transfer;

import io.groat.account.AccountRef;
import io.groat.money.CurrencyCode;
import io.groat.refusal.Refusal;
import io.groat.rule.Terms;
import io.groat.rule.TransactionType;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transfer as its payer's shard keeps it.
 *
 * @param parentId the movement that it captures, refunds or reverses; null for one that stands by itself
 * @param payeeAccount null until the payee's shard has said which account it is
 * @param reason why it is FAILED or CANCELLED; null otherwise
 * @param createdAt when the payer's shard decided the first leg
 * @param completedAt when the end was decided; null before
 * @param terms what it was judged by and what it costs
 */
public record Transfer(
        UUID id,
        TransferKind kind,
        @Nullable UUID parentId,
        String idempotencyKey,
        AccountRef payerRef,
        UUID payerAccount,
        String payerUser,
        AccountRef payeeRef,
        @Nullable UUID payeeAccount,
        @Nullable String payeeUser,
        int payerShard,
        int payeeShard,
        long amountMinor,
        CurrencyCode currency,
        TransferNote note,
        TransferStatus status,
        @Nullable Refusal reason,
        Instant createdAt,
        @Nullable Instant completedAt,
        Terms terms) {

    /** The transfer that an order becomes, without any rules. */
    public static Transfer begin(TransferOrder order, TransferStatus status, @Nullable Refusal reason, Instant now) {
        return begin(order, Terms.USUAL, status, reason, now);
    }

    /** The transfer that an order becomes. */
    public static Transfer begin(
            TransferOrder order, Terms terms, TransferStatus status, @Nullable Refusal reason, Instant now) {
        return new Transfer(
                order.id(),
                order.kind(),
                order.parentId(),
                order.idempotencyKey(),
                order.payerRef(),
                order.payer().id(),
                order.payer().userId(),
                order.payeeRef(),
                order.payee() == null ? null : order.payee().id(),
                order.payee() == null ? null : order.payee().userId(),
                order.payerShard(),
                order.payeeShard(),
                order.amountMinor(),
                order.currency(),
                order.note(),
                status,
                reason,
                now,
                status.isFinal() ? now : null,
                terms);
    }

    /** Its transaction type: what the request named, or what goes with its kind where nothing was judged. */
    public String transactionType() {
        if (terms.type().equals(TransactionType.USUAL) && kind.equals(TransferKind.DEPOSIT)) {
            return TransactionType.DEPOSIT;
        }
        return terms.type().equals(TransactionType.USUAL) && kind.equals(TransferKind.WITHDRAWAL)
                ? TransactionType.WITHDRAWAL
                : terms.type();
    }

    /** Whether a person or the fraud scorer ends it, if it is HELD; what goes out by a gateway that gateway ends. */
    public boolean waitsForDecision() {
        return !kind.equals(TransferKind.WITHDRAWAL);
    }

    public boolean crossShard() {
        return payerShard != payeeShard;
    }

    /**
     * This transfer after the payee's shard decided: COMPLETED or FAILED, with the payee's account if it has
     * one. A transfer that had ended stays as it is.
     */
    public Transfer decided(CreditOutcome outcome) {
        if (status.isFinal()) {
            return this;
        }
        UUID account = outcome.payeeAccount() == null ? payeeAccount : outcome.payeeAccount();
        String user = outcome.payeeUser() == null ? payeeUser : outcome.payeeUser();
        TransferStatus end = outcome.credited() ? TransferStatus.COMPLETED : TransferStatus.FAILED;
        return with(account, user, end, outcome.reason(), outcome.decidedAt());
    }

    /**
     * This held transfer let go: PENDING with its money in clearing, or COMPLETED where the payee is on the same shard.
     */
    public Transfer released(Instant now) {
        return become(crossShard() ? TransferStatus.PENDING : TransferStatus.COMPLETED, null, now);
    }

    /** This held transfer ended without moving money: FAILED or CANCELLED. */
    public Transfer refused(TransferStatus end, Refusal why, Instant now) {
        return become(end, why, now);
    }

    private Transfer become(TransferStatus next, @Nullable Refusal why, Instant now) {
        return with(payeeAccount, payeeUser, next, why, next.isFinal() ? latest(createdAt, now) : null);
    }

    /** This transfer with what a step may change, which is what an update of its row writes. */
    private Transfer with(
            @Nullable UUID account,
            @Nullable String user,
            TransferStatus next,
            @Nullable Refusal why,
            @Nullable Instant endedAt) {
        return new Transfer(
                id,
                kind,
                parentId,
                idempotencyKey,
                payerRef,
                payerAccount,
                payerUser,
                payeeRef,
                account,
                user,
                payerShard,
                payeeShard,
                amountMinor,
                currency,
                note,
                status.become(next),
                why,
                createdAt,
                endedAt,
                terms);
    }

    /** Nothing ends before it began, even when routers' clocks differ. */
    private static Instant latest(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    /**
     * The first field, or {@code kind}, in which an order under this transfer's idempotency key asks for something else; null
     * when it asks for the same. A payee named once by user and once by account is the same payee.
     */
    public @Nullable String firstDifference(TransferOrder order) {
        if (!kind.equals(order.kind())) {
            return "kind";
        }
        if (!payerAccount.equals(order.payer().id())) {
            return "payer";
        }
        if (!samePayee(order)) {
            return "payee";
        }
        if (amountMinor != order.amountMinor()) {
            return "amount";
        }
        if (!currency.equals(order.currency())) {
            return "currency";
        }
        if (kind.equals(TransferKind.TRANSFER) && !terms.type().equals(order.type())) {
            return "type";
        }
        if (!Objects.equals(note.reference(), order.note().reference())) {
            return "reference";
        }
        if (!Objects.equals(note.description(), order.note().description())) {
            return "description";
        }
        return Objects.equals(note.metadata(), order.note().metadata()) ? null : "metadata";
    }

    private boolean samePayee(TransferOrder order) {
        if (payeeRef.equals(order.payeeRef())) {
            return true;
        }
        return payeeAccount != null
                && order.payee() != null
                && payeeAccount.equals(order.payee().id());
    }
}
