package io.groat.posting;

import static io.groat.posting.ShardText.EUR;
import static io.groat.posting.ShardText.NOW;
import static io.groat.posting.ShardText.PAYEE;
import static io.groat.posting.ShardText.PAYER;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.AccountIdentity;
import io.groat.account.AccountRef;
import io.groat.account.FundingSource;
import io.groat.account.SystemAccounts;
import io.groat.ledger.Entry;
import io.groat.ledger.EntryKind;
import io.groat.refusal.Refusal;
import io.groat.rule.Terms;
import io.groat.transfer.CreditOutcome;
import io.groat.transfer.RefundTotal;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import io.groat.transfer.TransferStatus;
import org.junit.jupiter.api.Test;

/** Where fees are taken, and how they come back. */
class FeesTest extends RuledShard {

    /** What is outside has no wallet to pay from. */
    @Test
    void moneyThatGoesOutCostsItsPayerAlone() {
        transactionType(
                "withdrawal",
                "\"fees\": [{\"kind\": \"fixed\", \"amount\": 3},"
                        + " {\"kind\": \"fixed\", \"amount\": 5, \"paidBy\": \"payee\"}]");
        AccountIdentity from = text.account(PAYER, "open 100");
        FundingSource bank = new FundingSource("bank", EUR);
        TransferOrder order = new TransferOrder(
                ShardText.newTransferId(),
                "out",
                new AccountRef.ByUser(PAYER),
                from,
                bank.ref(),
                bank.identity(),
                0,
                0,
                50,
                EUR,
                TransferNote.NONE,
                TransferKind.WITHDRAWAL,
                null,
                "withdrawal");

        Transfer out = decided(text.shard.commit(NOW, new Initiate(order)));

        assertThat(out.terms().charges()).hasSize(1);
        assertThat(text.posted(from.id())).isEqualTo(47);
        assertThat(text.posted(SystemAccounts.fees(EUR))).isEqualTo(3);
    }

    @Test
    void aFeeIsALineOfItsOwnInStatements() {
        transactionType("transfer", "\"fees\": [{\"kind\": \"fixed\", \"amount\": 7}]");
        AccountIdentity from = text.account(PAYER, "open 100");
        pay(from, text.account(PAYEE, "open 0"), 50);

        assertThat(text.shard.entries().stream()
                        .filter(entry -> entry.accountId().equals(from.id()))
                        .map(entry -> entry.kind() + " " + entry.amountMinor()))
                .containsExactly("TRANSFER -50", "FEE -7");
    }

    /** The payee's fee is taken where the payee is, in the transaction that brings the money. */
    @Test
    void whatAPayeeElsewherePaysIsTakenThere() {
        transactionType("transfer", "\"fees\": [{\"kind\": \"fixed\", \"amount\": 7, \"paidBy\": \"payee\"}]");
        AccountIdentity from = text.account(PAYER, "open 100");
        Transfer sent = decided(pay(from, null, 50));
        assertThat(text.posted(SystemAccounts.fees(EUR))).isZero();

        ShardText there = new ShardText();
        AccountIdentity to = there.account(PAYEE, "open 0");
        there.shard.commit(NOW, new Credit(ShardText.arriving(to, sent)));

        assertThat(there.posted(to.id())).isEqualTo(43);
        assertThat(there.posted(SystemAccounts.fees(EUR))).isEqualTo(7);
        assertThat(there.shard.entries().stream().map(Entry::kind))
                .containsExactly(EntryKind.TRANSFER, EntryKind.TRANSFER, EntryKind.FEE, EntryKind.FEE);
    }

    /** What is refused there gives back the money, the fee, and what was counted. */
    @Test
    void aRefusalElsewhereMakesThePayerWhole() {
        transactionType("transfer", "\"fees\": [{\"kind\": \"fixed\", \"amount\": 7}]");
        dayLimit(60);
        AccountIdentity from = text.account(PAYER, "open 100");
        Transfer sent = decided(pay(from, null, 50));
        assertThat(used()).isEqualTo(50);
        assertThat(text.posted(from.id())).isEqualTo(43);

        CreditOutcome outcome = ShardText.refused(sent, Refusal.MAX_BALANCE_EXCEEDED);
        Transfer failed = text.shard.commit(NOW.plusSeconds(1), new Settle(sent, outcome));

        assertThat(failed.status()).isEqualTo(TransferStatus.FAILED);
        assertThat(failed.reason()).isEqualTo(Refusal.MAX_BALANCE_EXCEEDED);
        assertThat(text.posted(from.id())).isEqualTo(100);
        assertThat(text.posted(SystemAccounts.fees(EUR))).isZero();
        assertThat(used()).isZero();
    }

    /** By parts: each gives back its share, rounded for the payer, and the last all that is left. */
    @Test
    void refundsGiveBackWhatOfFeesIsRefundable() {
        transactionType(
                "transfer",
                "\"fees\": [{\"kind\": \"fixed\", \"amount\": 10, \"refundable\": true},"
                        + " {\"kind\": \"fixed\", \"amount\": 4},"
                        + " {\"kind\": \"fixed\", \"amount\": 7, \"paidBy\": \"payee\", \"refundable\": true}]");
        AccountIdentity from = text.account(PAYER, "open 100");
        AccountIdentity to = text.account(PAYEE, "open 0");
        Transfer paid = decided(pay(from, to, 60));
        assertThat(text.posted(from.id())).isEqualTo(26);
        assertThat(text.posted(to.id())).isEqualTo(53);
        assertThat(text.posted(SystemAccounts.fees(EUR))).isEqualTo(21);

        assertThat(refund(paid, 20L).terms().back()).isEqualTo(new Terms.GivenBack(3, 4));
        assertThat(text.posted(from.id())).isEqualTo(50);
        assertThat(text.posted(to.id())).isEqualTo(36);
        assertThat(text.posted(SystemAccounts.fees(EUR))).isEqualTo(14);

        // All the payee has is 36, and 4 come back with it: enough for the 40 that are left.
        assertThat(refund(paid, null).status()).isEqualTo(TransferStatus.COMPLETED);
        assertThat(text.posted(from.id())).isEqualTo(96);
        assertThat(text.posted(to.id())).isZero();
        assertThat(text.posted(SystemAccounts.fees(EUR))).isEqualTo(4);
    }

    /** A refund that its payer's shard does not take leaves all as it was, and can be made again. */
    @Test
    void aRefundThatComesBackTakesItsFeeAgain() {
        transactionType(
                "transfer",
                "\"fees\": [{\"kind\": \"fixed\", \"amount\": 7, \"paidBy\": \"payee\", \"refundable\": true},"
                        + " {\"kind\": \"fixed\", \"amount\": 5, \"refundable\": true}]");
        AccountIdentity there = text.account(PAYER, "open 100");
        Transfer sent = decided(pay(there, null, 60));
        ShardText here = new ShardText();
        AccountIdentity to = here.account(PAYEE, "open 0");
        Transfer arriving = ShardText.arriving(to, sent);
        CreditOutcome credited = here.shard.commit(NOW, new Credit(arriving));
        Transfer paid = arriving.decided(credited);
        assertThat(here.posted(to.id())).isEqualTo(53);

        Transfer refund = decided(here.shard.commit(
                NOW, new Refund(ShardText.newTransferId(), "r", paid, null, TransferKind.REFUND, TransferNote.NONE)));
        assertThat(refund.status()).isEqualTo(TransferStatus.PENDING);
        assertThat(here.posted(to.id())).isZero();
        assertThat(here.posted(SystemAccounts.fees(EUR))).isZero();

        here.shard.commit(NOW, new Settle(refund, ShardText.refused(refund, Refusal.ACCOUNT_CLOSED)));

        assertThat(here.posted(to.id())).isEqualTo(53);
        assertThat(here.posted(SystemAccounts.fees(EUR))).isEqualTo(7);
        assertThat(here.shard.refundTotals()).containsExactly(new RefundTotal(paid.id(), 60, 0, 0, 0, 0));
    }
}
