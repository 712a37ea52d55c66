package io.groat.posting;

import static io.groat.posting.ShardText.EUR;
import static io.groat.posting.ShardText.NOW;
import static io.groat.posting.ShardText.PAYEE;
import static io.groat.posting.ShardText.PAYER;
import static io.groat.posting.ShardText.PEER;
import static io.groat.posting.ShardText.minor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.account.AccountIdentity;
import io.groat.account.AccountRef;
import io.groat.refusal.Refusal;
import io.groat.rule.Terms;
import io.groat.transfer.CreditOutcome;
import io.groat.transfer.RefundTotal;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Money that is given back: at most what came, and from whoever has it. */
class RefundTest {

    private final ShardText text = new ShardText();

    /**
     * Of a payment of 100. {@code before} are refunds that went well; {@code all} asks for what is left. {@code away} as
     * payer is one on the other shard.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            case                          | payee            | payer   | before   | amount | answer                      | payee after
            a part                        | open 100         | open 0  |          | 30     | COMPLETED 30                | 70
            all of it                     | open 100         | open 0  |          | 100    | COMPLETED 100               | 0
            all that is left, of all      | open 100         | open 0  |          | all    | COMPLETED 100               | 0
            all that is left              | open 100         | open 0  | 30 20    | all    | COMPLETED 50                | 0
            an exact remainder            | open 100         | open 0  | 30 20    | 50     | COMPLETED 50                | 0
            one more than is left         | open 500         | open 0  | 30 20    | 51     | no REFUND_TOO_LARGE amount  | 450
            more than came                | open 500         | open 0  |          | 101    | no REFUND_TOO_LARGE amount  | 500
            nothing is left               | open 500         | open 0  | 100      | 1      | no ALREADY_REFUNDED id      | 400
            nothing is left of all        | open 500         | open 0  | 100      | all    | no ALREADY_REFUNDED id      | 400
            the payee has spent it        | open 29          | open 0  |          | 30     | FAILED INSUFFICIENT_FUNDS   | 29
            the payee's is held           | open 100 held 80 | open 0  |          | 30     | FAILED INSUFFICIENT_FUNDS   | 100
            from a frozen payee           | frozen 100       | open 0  |          | 30     | FAILED ACCOUNT_FROZEN       | 100
            to a frozen payer             | open 100         | frozen 0|          | 30     | COMPLETED 30                | 70
            to a closed payer             | open 100         | closed 0|          | 30     | FAILED ACCOUNT_CLOSED       | 100
            to a full payer               | open 100         | open max|          | 30     | FAILED BALANCE_OVERFLOW     | 100
            across shards                 | open 100         | away    |          | 30     | PENDING 30                  | 70
            across, what is left          | open 100         | away    | 30 20    | all    | PENDING 50                  | 0
            across, more than is left     | open 100         | away    | 30 20    | 51     | no REFUND_TOO_LARGE amount  | 50
            """)
    void decides(
            String name,
            String payee,
            String payer,
            @Nullable String before,
            String amount,
            String answer,
            String payeeAfter) {
        AccountIdentity to = text.account(PAYEE, payee);
        Transfer original = original(to, payer);
        int key = 0;
        for (String part : before == null ? List.<String>of() : List.of(before.split(" ", -1))) {
            assertThat(written(refund(original, "before-" + key++, minor(part))))
                    .endsWith(" " + part);
        }

        InitiateAnswer given = refund(original, "key", amount.equals("all") ? null : minor(amount));

        assertThat(written(given)).as(name).isEqualTo(answer);
        assertThat(text.posted(to.id())).isEqualTo(minor(payeeAfter));
        if (given instanceof InitiateAnswer.Decided decided) {
            assertThat(decided.transfer().kind()).isEqualTo(TransferKind.REFUND);
            assertThat(decided.transfer().parentId()).isEqualTo(original.id());
            assertThat(decided.transfer().payeeUser()).isEqualTo(PAYER);
        }
    }

    /** A court's order, or a thief's wallet that was stopped first. */
    @Test
    void aReversalTakesFromAFrozenAccountAndAllThatIsLeft() {
        AccountIdentity payee = text.account(PAYEE, "frozen 100");
        Transfer original = original(payee, "open 0");

        InitiateAnswer given = text.shard.commit(NOW, reversal(original, "key"));

        assertThat(written(given)).isEqualTo("COMPLETED 100");
        assertThat(((InitiateAnswer.Decided) given).transfer().kind()).isEqualTo(TransferKind.REVERSAL);
        assertThat(text.posted(payee.id())).isZero();
    }

    @Test
    void whatFailedLeavesAsMuchAsBefore() {
        AccountIdentity payee = text.account(PAYEE, "open 50");
        Transfer original = original(payee, "open 0");

        assertThat(written(refund(original, "poor", 100L))).isEqualTo("FAILED INSUFFICIENT_FUNDS");
        assertThat(text.shard.refundTotals()).isEmpty();
        assertThat(written(refund(original, "half", 50L))).isEqualTo("COMPLETED 50");
        // The key keeps its answer.
        assertThat(written(refund(original, "poor", 100L))).isEqualTo("FAILED INSUFFICIENT_FUNDS");
    }

    @ParameterizedTest
    @CsvSource({"true,  COMPLETED, 30, 0,  70", "false, FAILED,    0,  0, 100"})
    void whatIsOnItsWayIsTakenOffUntilItIsDecided(
            boolean credited, TransferStatus end, long refunded, long pending, long payeeAfter) {
        AccountIdentity payee = text.account(PAYEE, "open 100");
        Transfer original = original(payee, "away");
        Transfer refund = ((InitiateAnswer.Decided) refund(original, "key", 30L)).transfer();

        assertThat(text.shard.refundTotals()).containsExactly(new RefundTotal(original.id(), 100, 0, 30, 0, 0));
        assertThat(written(refund(original, "more", 71L))).isEqualTo("no REFUND_TOO_LARGE amount");

        CreditOutcome outcome =
                credited ? ShardText.credited(refund) : ShardText.refused(refund, Refusal.ACCOUNT_CLOSED);
        Transfer settled = text.shard.commit(NOW.plusSeconds(1), new Settle(refund, outcome));
        Transfer again = text.shard.commit(NOW.plusSeconds(2), new Settle(refund, outcome));

        assertThat(settled.status()).isEqualTo(end);
        assertThat(again).isEqualTo(settled);
        assertThat(text.shard.refundTotals())
                .containsExactly(new RefundTotal(original.id(), 100, refunded, pending, 0, 0));
        assertThat(text.posted(payee.id())).isEqualTo(payeeAfter);
    }

    @Test
    void aKeyIsOneRefund() {
        AccountIdentity payee = text.account(PAYEE, "open 200");
        Transfer original = original(payee, "open 0");
        Transfer other = original(payee, "open 0");
        InitiateAnswer first = refund(original, "key", null);

        InitiateAnswer again = refund(original, "key", null);
        InitiateAnswer byAmount = refund(original, "key", 100L);

        assertThat(again).isEqualTo(new InitiateAnswer.Decided(((InitiateAnswer.Decided) first).transfer(), true));
        assertThat(byAmount).isEqualTo(again);
        assertThat(written(refund(original, "key", 99L))).isEqualTo("no IDEMPOTENCY_CONFLICT amount");
        assertThat(written(refund(other, "key", null))).isEqualTo("no IDEMPOTENCY_CONFLICT id");
        assertThat(written(text.shard.commit(NOW, reversal(original, "key"))))
                .isEqualTo("no IDEMPOTENCY_CONFLICT kind");
        assertThat(written(text.shard.commit(
                        NOW, new Initiate(ShardText.order("key", payee, text.account("carol", "open 0"), 5)))))
                .isEqualTo("no IDEMPOTENCY_CONFLICT kind");
    }

    /** As in a batch: each sees what those before it took. */
    @Test
    void fiftyInOneBatchGiveBackTenTenths() {
        AccountIdentity payee = text.account(PAYEE, "open 1000");
        Transfer original = original(payee, "open 0");
        List<Refund> refunds = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            refunds.add(command(original, "tenth-" + i, 10L, TransferKind.REFUND));
        }

        List<Object> answers = text.shard.commit(NOW, refunds);

        assertThat(answers)
                .filteredOn(answer -> answer instanceof InitiateAnswer.Decided)
                .hasSize(10);
        assertThat(text.posted(payee.id())).isEqualTo(900);
        assertThat(text.shard.refundTotals()).containsExactly(new RefundTotal(original.id(), 100, 100, 0, 0, 0));
    }

    @Test
    void whatHasNotArrivedIsBrokenCodeToRefund() {
        AccountIdentity payer = text.account(PAYER, "open 100");
        Transfer pending = text.left(payer, 30, TransferStatus.PENDING);

        assertThatThrownBy(() -> command(pending, "key", 30L, TransferKind.REFUND))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** A payment of 100 that has arrived at that account, from a payer here or on the other shard. */
    private Transfer original(AccountIdentity payee, String payer) {
        boolean away = payer.equals("away");
        AccountIdentity from = away
                ? new AccountIdentity(ShardText.newAccountId(), PAYER, AccountRef.MAIN, EUR)
                : text.account(PAYER + text.shard.accounts().size(), payer);
        return new Transfer(
                ShardText.newTransferId(),
                TransferKind.TRANSFER,
                null,
                "original",
                new AccountRef.ByUser(PAYER),
                from.id(),
                PAYER,
                new AccountRef.ByUser(payee.userId()),
                payee.id(),
                payee.userId(),
                away ? PEER : 0,
                0,
                100,
                EUR,
                TransferNote.NONE,
                TransferStatus.COMPLETED,
                null,
                ShardText.BEFORE,
                ShardText.BEFORE,
                Terms.USUAL);
    }

    private InitiateAnswer refund(Transfer original, String key, @Nullable Long amountMinor) {
        return text.shard.commit(NOW, command(original, key, amountMinor, TransferKind.REFUND));
    }

    private static Refund reversal(Transfer original, String key) {
        return command(original, key, null, TransferKind.REVERSAL);
    }

    private static Refund command(Transfer original, String key, @Nullable Long amountMinor, TransferKind kind) {
        return new Refund(ShardText.newTransferId(), key, original, amountMinor, kind, TransferNote.NONE);
    }

    private static String written(InitiateAnswer answer) {
        if (answer instanceof InitiateAnswer.TurnedDown turnedDown) {
            return "no " + ShardText.text(turnedDown.refused());
        }
        Transfer transfer = ((InitiateAnswer.Decided) answer).transfer();
        return transfer.status() + " " + (transfer.reason() == null ? transfer.amountMinor() : transfer.reason());
    }
}
