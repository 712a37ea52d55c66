package io.groat.hold;

import io.groat.account.AccountRef;
import io.groat.money.CurrencyCode;
import io.groat.refusal.Refusal;
import io.groat.rule.Terms;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money of a payer that is reserved for a payee, as the payer's shard has it. While it is open {@link #remainingMinor} is
 * part of what the account has held; captures take from it, and what is left when it ends is free again.
 *
 * @param payerRef the payer as the request named it
 * @param payeeRef the payee as the request named it
 * @param payeeAccount null until the payee's shard has said which account it is
 * @param askedMinor what its request asked for, in minor units
 * @param amountMinor what is authorised, increments among it
 * @param capturedMinor what has left for the payee, be it on its way
 * @param releasedMinor what was let go
 * @param reason why it was declined; null otherwise
 * @param expiresAt from when on nothing is captured
 * @param reminded whether both sides were told that it will soon expire
 * @param createdAt when it was authorised
 * @param endedAt null while it is open
 * @param terms what it was judged by
 * @param countedAt when limits counted it last
 */
public record Hold(
        UUID id,
        String idempotencyKey,
        AccountRef payerRef,
        UUID payerAccount,
        String payerUser,
        AccountRef payeeRef,
        @Nullable UUID payeeAccount,
        @Nullable String payeeUser,
        int payerShard,
        int payeeShard,
        long askedMinor,
        long amountMinor,
        long capturedMinor,
        long releasedMinor,
        CurrencyCode currency,
        TransferNote note,
        HoldStatus status,
        @Nullable Refusal reason,
        Instant expiresAt,
        boolean reminded,
        Instant createdAt,
        @Nullable Instant endedAt,
        Terms terms,
        Instant countedAt) {

    public Hold {
        boolean fits = capturedMinor >= 0 && releasedMinor >= 0 && capturedMinor <= amountMinor - releasedMinor;
        if (!fits
                || (status.isOpen()
                        ? endedAt != null
                        : endedAt == null || capturedMinor + releasedMinor < amountMinor)) {
            throw new IllegalStateException("hold " + id + " would be " + status + " with " + capturedMinor
                    + " captured and " + releasedMinor + " released of " + amountMinor);
        }
    }

    /** The hold that an order becomes. */
    public static Hold begin(TransferOrder order, Terms terms, HoldStatus status, Instant expiresAt, Instant now) {
        return new Hold(
                order.id(),
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
                order.amountMinor(),
                0,
                0,
                order.currency(),
                order.note(),
                status,
                null,
                expiresAt,
                false,
                now,
                null,
                terms,
                now);
    }

    public boolean crossShard() {
        return payerShard != payeeShard;
    }

    /** What is reserved: authorised less captured and released. */
    public long remainingMinor() {
        return amountMinor - capturedMinor - releasedMinor;
    }

    /** Whether its time is over at that moment, be it marked so or not. */
    public boolean isOver(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** After a capture; the last one lets the rest go. */
    public Hold captured(long minor, boolean last, Instant now) {
        boolean ends = last || minor == remainingMinor();
        return with(
                amountMinor,
                capturedMinor + minor,
                ends ? amountMinor - capturedMinor - minor : releasedMinor,
                ends ? HoldStatus.CAPTURED : HoldStatus.PARTIALLY_CAPTURED,
                null,
                ends ? now : null);
    }

    /** After a capture of an open hold came back and is reserved once more. */
    public Hold reserved(long minor) {
        long rest = capturedMinor - minor;
        return with(
                amountMinor,
                rest,
                releasedMinor,
                rest == 0 ? HoldStatus.AUTHORIZED : HoldStatus.PARTIALLY_CAPTURED,
                null,
                null);
    }

    /** After a capture came back to the payer, for the hold has ended or its time is over. */
    public Hold returned(long minor) {
        HoldStatus next =
                status == HoldStatus.PARTIALLY_CAPTURED && capturedMinor == minor ? HoldStatus.AUTHORIZED : status;
        return with(amountMinor, capturedMinor - minor, releasedMinor + minor, next, reason, endedAt);
    }

    /** With more of it, all of which limits count anew by those terms. */
    public Hold increased(long minor, Terms judgedBy, Instant now) {
        return with(
                Math.addExact(amountMinor, minor),
                capturedMinor,
                releasedMinor,
                status,
                null,
                expiresAt,
                reminded,
                null,
                judgedBy,
                now);
    }

    /** With another end of its time, of which both sides are to be told in time once more. */
    public Hold until(Instant end) {
        return with(amountMinor, capturedMinor, releasedMinor, status, reason, end, false, endedAt, terms, countedAt);
    }

    /** Let go after its review. */
    public Hold approved() {
        return with(amountMinor, capturedMinor, releasedMinor, HoldStatus.AUTHORIZED, null, null);
    }

    /** Ended, with what was left let go. */
    public Hold ended(HoldStatus end, @Nullable Refusal why, Instant now) {
        return with(amountMinor, capturedMinor, amountMinor - capturedMinor, end, why, now);
    }

    /** Both sides were told that it will soon expire. */
    public Hold told() {
        return with(
                amountMinor, capturedMinor, releasedMinor, status, reason, expiresAt, true, endedAt, terms, countedAt);
    }

    private Hold with(
            long amount,
            long captured,
            long released,
            HoldStatus next,
            @Nullable Refusal why,
            @Nullable Instant ended) {
        return with(amount, captured, released, next, why, expiresAt, reminded, ended, terms, countedAt);
    }

    private Hold with(
            long amount,
            long captured,
            long released,
            HoldStatus next,
            @Nullable Refusal why,
            Instant end,
            boolean told,
            @Nullable Instant ended,
            Terms judgedBy,
            Instant counted) {
        return new Hold(
                id,
                idempotencyKey,
                payerRef,
                payerAccount,
                payerUser,
                payeeRef,
                payeeAccount,
                payeeUser,
                payerShard,
                payeeShard,
                askedMinor,
                amount,
                captured,
                released,
                currency,
                note,
                status.become(next),
                why,
                end,
                told,
                createdAt,
                ended == null || ended.isAfter(createdAt) ? ended : createdAt,
                judgedBy,
                counted);
    }

    /** What a capture's key becomes beside the keys of the payer's own movements: captures have their payee's. */
    public String captureKey(String key) {
        return id + "/" + key;
    }

    /** The first field in which an order under this hold's key asks for something else; null when it asks for the same. */
    public @Nullable String firstDifference(TransferOrder order) {
        if (!payerAccount.equals(order.payer().id())) {
            return "payer";
        }
        if (!payeeRef.equals(order.payeeRef())
                && (payeeAccount == null
                        || order.payee() == null
                        || !payeeAccount.equals(order.payee().id()))) {
            return "payee";
        }
        if (askedMinor != order.amountMinor()) {
            return "amount";
        }
        if (!currency.equals(order.currency())) {
            return "currency";
        }
        if (!terms.type().equals(order.type())) {
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
}
