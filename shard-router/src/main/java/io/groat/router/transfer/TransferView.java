package io.groat.router.transfer;

import io.groat.transfer.TransferStatus;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.Flat;
import io.groat.web.shape.LeftOut;
import io.groat.web.shape.RawObject;
import io.groat.web.shape.Text;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A transfer as its readers get it, for the description: {@link TransferJson} writes it, faster than any record is. */
@Doc("A transfer")
public record TransferView(
        UUID id,

        @Doc(
                value = "TRANSFER, CAPTURE, REFUND, REVERSAL, DEPOSIT or WITHDRAWAL; others may come",
                example = "TRANSFER")
        String kind,

        @Doc("The movement that it captures or refunds or reverses") @LeftOut @Nullable
        UUID parentId,

        @Doc(value = TransferView.STATUS, example = "COMPLETED")
        TransferStatus status,

        @Doc(value = "As the request named it; a deposit's is `funding:SOURCE`", example = "alice")
        String payer,

        @Doc(value = "As the request named it; a withdrawal's is `funding:DESTINATION`", example = "bob")
        String payee,

        UUID payerAccount,

        @Doc("null until the payee's shard has said which") @Nullable
        UUID payeeAccount,

        @Amount long amount,
        @Doc(example = "EUR") String currency,

        @Doc(value = "Its transaction type", example = "transfer")
        String type,

        @Doc("What it costs, fee by fee: a payee sees those of payees alone") @LeftOut @Nullable
        List<ChargeView> fees,

        @Doc("By which rules it was judged") @LeftOut @Nullable
        RulesView rules,

        boolean crossShard,
        int payerShard,
        int payeeShard,
        @Doc(example = "Invoice 7") @LeftOut @Nullable String reference,
        @LeftOut @Nullable String description,
        @LeftOut @Nullable RawObject metadata,

        @Doc("Why it is FAILED; a problem code") @LeftOut @Nullable
        String reason,

        Instant createdAt,
        @Doc("When the end was decided") @LeftOut @Nullable Instant completedAt,

        @Doc("How much of it is back at its payer; of a transfer that is asked for by its id")
        @Amount(least = 0)
        @LeftOut
        @Nullable
        Long refunded,

        @Doc("How much of it can still be given back, what is on its way taken off")
        @Amount(least = 0)
        @LeftOut
        @Nullable
        Long refundable) {

    /** One fee. */
    record ChargeView(
            @Doc(value = "fixed, percent or tiers", example = "fixed")
            String kind,

            @Doc(value = "payer or payee", example = "payer")
            String paidBy,

            @Amount long amount,

            @Doc("Whether a refund gives it back, by its share")
            boolean refundable,

            @Doc("To operators, analysts and admins alone") @LeftOut @Nullable
            ShareView commission) {}

    /** Who gets a share of a fee. */
    @Doc("Who gets a share of a fee; the movement that pays it has this one as its parentId")
    record ShareView(
            @Doc(value = "A user or an account", example = "agent-7")
            String payee,

            @Amount long amount) {}

    /** Names of rules with their versions. */
    record RulesView(
            @Doc(example = "shop@2") @LeftOut @Nullable String transactionType,

            @Doc(value = "To the payer alone", example = "basic@3") @LeftOut @Nullable
            String payerWalletType,

            @Doc(value = "Where payer and payee are on one shard", example = "basic@3") @LeftOut @Nullable
            String payeeWalletType) {}

    static final String STATUS = "HELD has its money reserved and waits for a decision; PENDING is debited and not"
            + " yet credited; COMPLETED, FAILED and CANCELLED are final";

    /** What one of a batch came to. */
    @Doc("What a transfer of a batch came to: the transfer, or the problem")
    sealed interface ElementResultView permits KeyedTransferView, ElementProblemView {}

    /** What one of a stream came to. */
    @Doc("What a line of a stream came to: the transfer, or the problem")
    public sealed interface LineResultView permits KeyedTransferView, LineProblemView {}

    /** One that stands. */
    @Doc("A transfer, with its key")
    public record KeyedTransferView(
            @Doc(example = "order-4711") String idempotencyKey,
            @Flat TransferView transfer,

            @Doc("There and true when an earlier request made it") @LeftOut @Nullable
            Boolean replayed)
            implements ElementResultView, LineResultView {}

    /** One of a batch that was refused. */
    @Doc("Why a transfer of a batch was refused")
    record ElementProblemView(
            @LeftOut @Nullable String idempotencyKey,

            @Doc(example = "urn:groat:problem:insufficient-funds") @Text(format = "uri")
            String type,

            @Doc(example = "The account has not enough available")
            String title,

            @Doc(example = "422") int status,
            @LeftOut @Nullable String detail,

            @Doc(value = "As those of problem documents", example = "INSUFFICIENT_FUNDS")
            String code,

            @Doc("The field at fault") @LeftOut @Nullable String field,

            @Doc("The transfer that is kept as FAILED") @LeftOut @Nullable
            String transferId,

            @Doc("The name of the limit that would be passed") @LeftOut @Nullable
            String limit,

            @Amount(least = 0) @LeftOut @Nullable Long max,
            @Amount(least = 0) @LeftOut @Nullable Long used,
            @Doc("When it is used less") @LeftOut @Nullable Instant resetsAt,

            @Doc("The id of the request's trace") @LeftOut @Nullable
            String traceId,

            @Doc("Its place in the request; 0 is the first") int index,

            @Doc("There and true when an earlier request had this answer") @LeftOut @Nullable
            Boolean replayed)
            implements ElementResultView {}

    /** One of a stream that was refused. */
    @Doc("Why a line of a stream was refused")
    public record LineProblemView(
            @LeftOut @Nullable String idempotencyKey,

            @Doc(example = "urn:groat:problem:insufficient-funds") @Text(format = "uri")
            String type,

            @Doc(example = "The account has not enough available")
            String title,

            @Doc(example = "422") int status,
            @LeftOut @Nullable String detail,

            @Doc(value = "As those of problem documents", example = "INSUFFICIENT_FUNDS")
            String code,

            @Doc("The field at fault") @LeftOut @Nullable String field,

            @Doc("The transfer that is kept as FAILED") @LeftOut @Nullable
            String transferId,

            @Doc("The name of the limit that would be passed") @LeftOut @Nullable
            String limit,

            @Amount(least = 0) @LeftOut @Nullable Long max,
            @Amount(least = 0) @LeftOut @Nullable Long used,
            @Doc("When it is used less") @LeftOut @Nullable Instant resetsAt,

            @Doc("The id of the request's trace") @LeftOut @Nullable
            String traceId,

            @Doc("Its line in the request; 1 is the first") long line,

            @Doc("There and true when an earlier request had this answer") @LeftOut @Nullable
            Boolean replayed)
            implements LineResultView {}

    /** An event of a transfer; {@link TransferJson} writes it. */
    @Doc("An event of a transfer")
    record TransferEventView(
            @Doc(value = "The published event's id", example = "0192f0a0-0000-7000-8000-000000000001")
            String id,

            @Doc(example = "PaymentCompleted") String type,

            @Doc("Why it was not carried out; a problem code") @LeftOut @Nullable
            String reason,

            Instant at) {}
}
