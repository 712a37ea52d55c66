package io.groat.refusal;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is turned down, each named after the rule it broke. Rules are checked in the order of these
 * values, those about the payer before those about the payee; the first that is broken is the answer. The names are the API's stable problem codes, beside those of the web
 * itself.
 *
 * <p>A refusal is an answer, not a fault: nothing was changed but, for the {@linkplain #isRecorded() recorded}
 * ones, the transfer's own row.
 */
public enum Refusal {
    // The request can't be read.
    IDEMPOTENCY_KEY_MISSING(400, "An Idempotency-Key is needed to move money"),
    IDEMPOTENCY_KEY_INVALID(400, "The Idempotency-Key is not 1 to 128 visible ASCII characters"),
    UNKNOWN_CURRENCY(422, "The currency is not money that ISO 4217 lists today"),
    BATCH_TOO_LARGE(413, "The batch has more entries than are taken at once"),

    // The request can't be met by what is there.
    TRANSACTION_TYPE_UNKNOWN(422, "Payments of that type are not known"),
    WALLET_TYPE_NOT_FOUND(404, "There is no such wallet type"),
    WALLET_TYPE_EXISTS(409, "There is a wallet type of that name"),
    TRANSACTION_TYPE_NOT_FOUND(404, "There is no such transaction type"),
    TRANSACTION_TYPE_EXISTS(409, "There is a transaction type of that name"),
    RULE_CHANGED(409, "Another version of it was made meanwhile"),
    BENEFICIARY_NOT_FOUND(404, "There is no such beneficiary"),
    BENEFICIARY_EXISTS(409, "The payee is among the user's beneficiaries"),
    TOO_MANY_BENEFICIARIES(422, "The user has as many beneficiaries as there may be"),
    TRANSFER_NOT_FOUND(404, "There is no such transfer"),
    ACCOUNT_NOT_FOUND(404, "There is no such account", Recorded.OF_PAYEE),
    ACCOUNT_EXISTS(409, "The user has an account of that type and currency"),
    SAME_ACCOUNT(422, "Payer and payee are the same account"),
    CURRENCY_MISMATCH(422, "The account is in another currency", Recorded.OF_PAYEE),
    IDEMPOTENCY_CONFLICT(422, "The Idempotency-Key was used for a different request"),
    ACCOUNT_FROZEN(422, "The account is frozen and can't be debited", Recorded.YES),
    ACCOUNT_CLOSED(422, "The account is closed", Recorded.YES),
    WALLET_TYPE_NOT_ALLOWED(422, "The wallet is not of a type that such payments go between", Recorded.YES),
    BENEFICIARY_REQUIRED(422, "The payee is no beneficiary of the payer's that may be paid so", Recorded.YES),
    BENEFICIARY_COOLING_OFF(422, "The beneficiary is too new to be paid so much", Recorded.YES),
    INSUFFICIENT_FUNDS(422, "The account has not enough available", Recorded.YES),
    LIMIT_EXCEEDED(422, "The payment would pass a limit of the wallet", Recorded.YES),
    MAX_BALANCE_EXCEEDED(422, "The payee's wallet would hold more than it may", Recorded.YES),
    BALANCE_OVERFLOW(422, "The payee's balance would pass 9223372036854775807", Recorded.YES),
    PAYMENT_DECLINED(422, "The payment was declined", Recorded.YES),
    PAYOUT_REFUSED(422, "The payment gateway has not paid it out", Recorded.YES),
    PAYOUT_CALLED_OFF(422, "The payout was called off before it was sent", Recorded.YES),
    ORDER_NOT_FOUND(404, "There is no such order"),
    NO_GATEWAY(422, "No payment gateway takes such an order"),
    GATEWAY_UNAVAILABLE(503, "No payment gateway that takes such an order can be reached"),
    DESTINATION_NOT_FOUND(404, "There is no such destination"),
    DESTINATION_EXISTS(409, "It is among the user's destinations"),
    DESTINATION_REFUSED(422, "The payment gateway says that nobody can be paid there"),
    TOO_MANY_DESTINATIONS(422, "The user has as many destinations as there may be"),
    DISPUTE_NOT_FOUND(404, "There is no such dispute"),
    PAYOUT_NOT_FOUND(404, "There is no such payout"),
    PAYOUT_UNDER_WAY(422, "A gateway was asked to send it, or it has ended"),
    ORDER_NOT_PAID(422, "The order has brought no money that could go back"),
    SETTLEMENT_NOT_FOUND(404, "There is no such settlement"),
    SETTLEMENT_UNREADABLE(422, "The settlement file can't be taken: nothing of it is booked"),
    CASE_NOT_FOUND(404, "There is no such case"),
    CASE_CLAIMED(409, "Somebody else works on the case"),
    CASE_NOT_CLAIMED(409, "Who decides on a case has to have claimed it, and not too long ago"),
    CASE_CLOSED(409, "The case was decided"),
    CASE_ACTION_NOT_POSSIBLE(422, "The case can't be decided so"),
    HOLD_EXPIRED(422, "The time of the hold is over", Recorded.YES),
    STATUS_CHANGE_NOT_ALLOWED(422, "The account's status can't change that way"),
    BALANCE_NOT_ZERO(422, "An account closes only at a zero balance"),
    HOLD_NOT_FOUND(404, "There is no such hold"),
    HOLD_UNDER_REVIEW(422, "The hold waits for a decision and can't be captured yet"),
    HOLD_ENDED(422, "The hold has ended"),
    CAPTURE_TOO_LARGE(422, "The capture is more than is left of the hold"),
    HOLDS_OPEN(422, "The account has open holds, whose money is reserved"),
    REFUND_OF_PENDING(422, "The movement has not ended; what has not arrived is not given back"),
    REFUND_OF_FAILED(422, "The movement moved no money"),
    REFUND_OF_REFUND(422, "What gives money back is not itself given back"),
    REFUND_OF_DEPOSIT(422, "Money that came in from a source goes back by a withdrawal"),
    REFUND_OF_WITHDRAWAL(422, "Money that went out by a source comes back by a deposit"),
    REFUND_OF_COMMISSION(422, "A commission is not given back"),
    REFUND_OF_SETTLEMENT(422, "What is settled or put aside is decided on as a case"),
    REFUND_TOO_LARGE(422, "The refund is more than is left of the movement"),
    ALREADY_REFUNDED(422, "Nothing is left of the movement"),
    TRANSFERS_IN_FLIGHT(422, "The account has transfers under way, whose money may come back to it"),

    // The request may be met later.
    SHARD_BUSY(429, "The shard has as much waiting as it takes"),
    SHARD_UNAVAILABLE(503, "The shard can't be reached");

    private enum Recorded {
        NO,
        OF_PAYEE,
        YES
    }

    private final int httpStatus;
    private final String title;
    private final Recorded recorded;

    Refusal(int httpStatus, String title) {
        this(httpStatus, title, Recorded.NO);
    }

    Refusal(int httpStatus, String title, Recorded recorded) {
        this.httpStatus = httpStatus;
        this.title = title;
        this.recorded = recorded;
    }

    /** The one of that name; empty when there is none, or no name. */
    public static Optional<Refusal> named(@Nullable String name) {
        return Arrays.stream(values()).filter(one -> one.name().equals(name)).findFirst();
    }

    /** The HTTP status that goes with it. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The rule in a sentence, the same for every occurrence. */
    public String title() {
        return title;
    }

    /**
     * Whether a transfer turned down for it is kept as FAILED under its idempotency key, so that a retry gets
     * this answer again. It is for whatever only the shards of payer and payee can say, be they one or two, there at once
     * or later. The others leave no trace; the same key may be used once the request is mended.
     */
    public boolean isRecorded() {
        return recorded != Recorded.NO;
    }

    /** Whether it is recorded of payees alone: a payer who is not there has no shard that could keep it. */
    public boolean isOfPayee() {
        return recorded == Recorded.OF_PAYEE;
    }

    /** Whether the same request, sent again, could end otherwise without anyone mending it. */
    public boolean isRetryable() {
        return this == SHARD_BUSY || this == SHARD_UNAVAILABLE;
    }
}
