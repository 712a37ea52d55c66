package io.groat.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Body of PaymentInitiated, PaymentCompleted, PaymentFailed and PaymentCancelled. Every transfer has exactly
 * one PaymentInitiated and, once it ended, exactly one of the others after it. Of what the payer wrote on the
 * transfer only the reference is in it.
 *
 * @param kind of movement: TRANSFER, which events without one are, CAPTURE, DEPOSIT, WITHDRAWAL, REFUND or REVERSAL;
 *     readers pass over kinds they don't know
 * @param parentId the movement that it captures, refunds or reverses
 * @param parentCreatedAt when that was made; in PaymentInitiated
 * @param status INITIATED, or HELD where the money is only reserved; in the others how the transfer ended
 * @param reason why it failed or was cancelled; a problem code
 * @param amount minor units of the currency
 * @param reference what the payer wrote for the payee, up to 140 characters
 * @param payerUser who pays; {@code funding:NAME} where the money comes from that source
 * @param payeeUser who is paid; {@code funding:NAME} where the money goes out by that source
 * @param payerBalanceAfter the payer's posted balance after the first leg, in minor units; in PaymentInitiated of a user
 * @param payerAccountOpenedAt when the payer's account was opened; in PaymentInitiated of a user
 * @param completedAt when the end was decided
 * @param type the transaction type; where it is not said, the usual one
 * @param fees what it costs; not there where it costs nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PaymentEvent(
        UUID transferId,
        String kind,
        @Nullable UUID parentId,
        @Nullable Instant parentCreatedAt,
        String status,
        @Nullable String reason,
        String payerUser,
        UUID payerAccount,
        @Nullable String payeeUser,
        @Nullable UUID payeeAccount,
        @JsonSerialize(using = MinorUnitsJson.class) long amount,
        String currency,
        @Nullable String reference,
        boolean crossShard,
        int payerShard,
        int payeeShard,

        @JsonSerialize(using = MinorUnitsJson.class) @Nullable
        Long payerBalanceAfter,

        @Nullable Instant payerAccountOpenedAt,
        Instant createdAt,
        @Nullable Instant completedAt,
        @Nullable String type,
        @Nullable PaymentFees fees) {

    /** One of the usual type, that costs nothing. */
    public PaymentEvent(
            UUID transferId,
            String kind,
            @Nullable UUID parentId,
            @Nullable Instant parentCreatedAt,
            String status,
            @Nullable String reason,
            String payerUser,
            UUID payerAccount,
            @Nullable String payeeUser,
            @Nullable UUID payeeAccount,
            long amount,
            String currency,
            @Nullable String reference,
            boolean crossShard,
            int payerShard,
            int payeeShard,
            @Nullable Long payerBalanceAfter,
            @Nullable Instant payerAccountOpenedAt,
            Instant createdAt,
            @Nullable Instant completedAt) {
        this(
                transferId,
                kind,
                parentId,
                parentCreatedAt,
                status,
                reason,
                payerUser,
                payerAccount,
                payeeUser,
                payeeAccount,
                amount,
                currency,
                reference,
                crossShard,
                payerShard,
                payeeShard,
                payerBalanceAfter,
                payerAccountOpenedAt,
                createdAt,
                completedAt,
                null,
                null);
    }

    /** The kind of every payment before there were kinds. */
    public static final String TRANSFER = "TRANSFER";

    /** The kind of money that comes in from a source, which is its payer. */
    public static final String DEPOSIT = "DEPOSIT";

    /** The kind of money that goes out by a source, which is its payee. */
    public static final String WITHDRAWAL = "WITHDRAWAL";

    /** The kind of money that a payee takes from a hold. */
    public static final String CAPTURE = "CAPTURE";

    /** The kind of money that a payee gives back. */
    public static final String REFUND = "REFUND";

    /** The kind of money that is taken back from a payee. */
    public static final String REVERSAL = "REVERSAL";

    /** The kind of money that somebody gets as a share of another movement's fee; its payer is {@code funding:_fees}. */
    public static final String COMMISSION = "COMMISSION";

    /** The kind of money from outside that is put aside, since it is not as it was ordered. */
    public static final String SUSPENSE = "SUSPENSE";

    /** The kind of money that a gateway settles, between sources; or that a person has decided on. */
    public static final String SETTLEMENT = "SETTLEMENT";

    /** What a source is called by, as payer or payee, before its name; no user's id begins so. */
    public static final String SOURCE = "funding:";

    @SuppressWarnings("ConstantValue") // Jackson gives null where an older event has no kind.
    public PaymentEvent {
        kind = kind == null ? TRANSFER : kind;
    }
}
