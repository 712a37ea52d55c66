package io.groat.posting;

import io.groat.account.Account;
import io.groat.account.AccountKind;
import io.groat.account.AccountRef;
import io.groat.event.BalanceUpdated;
import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.HoldEvent;
import io.groat.event.PaymentEvent;
import io.groat.event.PaymentFees;
import io.groat.event.UserCreated;
import io.groat.hold.Hold;
import io.groat.hold.HoldStatus;
import io.groat.rule.Fee.PaidBy;
import io.groat.rule.Terms;
import io.groat.rule.TransactionType;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferEvent;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The events that decisions publish. Their ids follow from what happened, so a repeat has the same id. */
final class BatchEvents {

    private BatchEvents() {}

    /** @param payer the payer's account after the first leg */
    static Event initiated(Transfer transfer, Account payer) {
        return payment(TransferEvent.beginning(transfer), transfer, payer, null);
    }

    /**
     * @param payer the payer's account after the first leg
     * @param parentCreatedAt when the hold or movement was made that it is about
     */
    static Event initiated(Transfer transfer, Account payer, Instant parentCreatedAt) {
        return payment(TransferEvent.beginning(transfer), transfer, payer, parentCreatedAt);
    }

    /** PaymentCompleted, PaymentFailed or PaymentCancelled, by how the transfer ended. */
    static Event ended(Transfer transfer) {
        return payment(TransferEvent.end(transfer), transfer, null, null);
    }

    /** @param payer the payer's account with the money reserved */
    static Event authorized(Hold hold, Account payer) {
        return hold(EventType.HoldAuthorized, hold, payer, hold.createdAt());
    }

    static Event expiring(Hold hold, Instant now) {
        return hold(EventType.HoldExpiring, hold, null, now);
    }

    /** HoldVoided or HoldExpired. What a last capture ended is told by that capture. */
    static Event ended(Hold hold) {
        EventType type = hold.status() == HoldStatus.EXPIRED ? EventType.HoldExpired : EventType.HoldVoided;
        return hold(type, hold, null, hold.endedAt() == null ? hold.createdAt() : hold.endedAt());
    }

    private static Event hold(EventType type, Hold hold, @Nullable Account payer, Instant at) {
        HoldEvent body = new HoldEvent(
                hold.id(),
                hold.status().name(),
                hold.reason() == null ? null : hold.reason().name(),
                hold.payerUser(),
                hold.payerAccount(),
                hold.payeeUser(),
                hold.payeeAccount(),
                hold.amountMinor(),
                hold.capturedMinor(),
                hold.releasedMinor(),
                hold.currency().code(),
                hold.note().reference(),
                payer == null ? null : (Long) payer.postedMinor(),
                payer == null ? null : payer.createdAt(),
                hold.expiresAt(),
                hold.createdAt(),
                hold.endedAt());
        // One that is extended may expire, and be told so, again.
        String occasion = type == EventType.HoldExpiring ? hold.expiresAt().toString() : "";
        return new Event(type, hold.payerUser(), hold.id() + ":" + type + occasion, at, EventJson.write(body))
                .in(hold.note().trace());
    }

    static Event balanceUpdated(Account account, int shard) {
        BalanceUpdated body = new BalanceUpdated(
                account.id(),
                account.userId(),
                shard,
                account.currency().code(),
                account.postedMinor(),
                account.heldMinor(),
                account.lastSeq(),
                account.updatedAt());
        String account36 = account.id().toString();
        return new Event(
                EventType.BalanceUpdated,
                account36,
                account36 + ":" + account.lastSeq() + ":"
                        + ChronoUnit.MICROS.between(Instant.EPOCH, account.updatedAt()),
                account.updatedAt(),
                EventJson.write(body));
    }

    static Event userCreated(String userId, int shard, Instant now) {
        return new Event(
                EventType.UserCreated,
                userId,
                "user:" + userId,
                now,
                EventJson.write(new UserCreated(userId, shard, now)));
    }

    /** A beginning says INITIATED, and HELD where the money only is reserved; an end says how it ended. */
    private static String status(Transfer transfer, @Nullable Account payer) {
        return payer == null || transfer.status() == TransferStatus.HELD
                ? transfer.status().name()
                : "INITIATED";
    }

    private static Event payment(
            TransferEvent event, Transfer transfer, @Nullable Account payer, @Nullable Instant parentCreatedAt) {
        // What is in a source's account is no user's balance.
        Account user = payer != null && payer.kind() == AccountKind.USER ? payer : null;
        PaymentEvent body = new PaymentEvent(
                transfer.id(),
                transfer.kind().name(),
                transfer.parentId(),
                parentCreatedAt,
                status(transfer, payer),
                transfer.reason() == null ? null : transfer.reason().name(),
                transfer.payerUser(),
                transfer.payerAccount(),
                transfer.payeeUser(),
                transfer.payeeAccount(),
                transfer.amountMinor(),
                transfer.currency().code(),
                transfer.note().reference(),
                transfer.crossShard(),
                transfer.payerShard(),
                transfer.payeeShard(),
                user == null ? null : (Long) user.postedMinor(),
                user == null ? null : user.createdAt(),
                transfer.createdAt(),
                payer == null ? transfer.completedAt() : null,
                typeOf(transfer.terms()),
                feesOf(transfer.terms()));
        Event made = new Event(event.type(), owner(transfer), event.id(), event.at(), EventJson.write(body))
                .in(transfer.note().trace());
        if (transfer.kind().equals(TransferKind.TRANSFER)) {
            return made;
        }
        Event ofKind = made.with(Event.KIND, transfer.kind().name());
        return OutsideSteps.isOne(transfer) ? ofKind.with(Event.STEP, "true") : ofKind;
    }

    private static @Nullable String typeOf(Terms terms) {
        return terms.type().equals(TransactionType.USUAL) ? null : terms.type();
    }

    private static @Nullable PaymentFees feesOf(Terms terms) {
        PaymentFees fees = new PaymentFees(
                terms.feeMinor(PaidBy.PAYER),
                terms.feeMinor(PaidBy.PAYEE),
                terms.back().payerMinor(),
                terms.back().payeeMinor());
        return fees.equals(PaymentFees.NONE) ? null : fees;
    }

    /**
     * The user whose events they are among: who pays or, where money comes from outside or from fees, who gets it. Where it
     * is not known yet who that is, whose the account is alone, the beginning is among nobody's.
     */
    private static String owner(Transfer transfer) {
        if (!(transfer.payerRef() instanceof AccountRef.Funding)) {
            return transfer.payerUser();
        }
        String payee = transfer.payeeRef() instanceof AccountRef.ByUser named ? named.userId() : transfer.payeeUser();
        return payee == null ? transfer.payerUser() : payee;
    }
}
