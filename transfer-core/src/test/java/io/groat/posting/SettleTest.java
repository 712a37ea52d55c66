package io.groat.posting;

import static io.groat.posting.ShardText.NOW;
import static io.groat.posting.ShardText.PAYEE;
import static io.groat.posting.ShardText.PAYER;
import static io.groat.posting.ShardText.credited;
import static io.groat.posting.ShardText.minor;
import static io.groat.posting.ShardText.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.account.AccountIdentity;
import io.groat.ledger.Entry;
import io.groat.ledger.EntryKind;
import io.groat.refusal.Refusal;
import io.groat.transfer.CreditOutcome;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettleTest {

    private final ShardText text = new ShardText();

    /** The transfer is of 30. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    case                       | stands    | payer       | clearing | outcome            | answer    | payer after | clearing after | events
                    credited                   | PENDING   | open 70     | 30       | CREDITED           | COMPLETED | 70          | 30             | PaymentCompleted
                    credited, payer frozen     | PENDING   | frozen 70   | 30       | CREDITED           | COMPLETED | 70          | 30             | PaymentCompleted
                    credited, payer full       | PENDING   | open max    | 30       | CREDITED           | COMPLETED | max         | 30             | PaymentCompleted
                    refused                    | PENDING   | open 70     | 30       | ACCOUNT_CLOSED     | FAILED    | 100         | 0              | PaymentFailed BalanceUpdated
                    refused, payer frozen      | PENDING   | frozen 70   | 30       | ACCOUNT_NOT_FOUND  | FAILED    | 100         | 0              | PaymentFailed BalanceUpdated
                    refused, clearing negative | PENDING   | open 70     | -5       | BALANCE_OVERFLOW   | FAILED    | 100         | -35            | PaymentFailed BalanceUpdated
                    refused, payer just fits   | PENDING   | open max-30 | 30       | ACCOUNT_CLOSED     | FAILED    | max         | 0              | PaymentFailed BalanceUpdated
                    refused, payer full        | PENDING   | open max-29 | 30       | ACCOUNT_CLOSED     | PENDING   | max-29      | 30             |
                    refused, clearing just fits| PENDING   | open 70     | min+30   | ACCOUNT_CLOSED     | FAILED    | 100         | min            | PaymentFailed BalanceUpdated
                    refused, clearing at end   | PENDING   | open 70     | min+29   | ACCOUNT_CLOSED     | PENDING   | 70          | min+29         |
                    ended, credited again      | COMPLETED | open 70     | 30       | CREDITED           | COMPLETED | 70          | 30             |
                    ended, refused late        | COMPLETED | open 70     | 30       | ACCOUNT_CLOSED     | COMPLETED | 70          | 30             |
                    failed, refused again      | FAILED    | open 100    | 0        | ACCOUNT_NOT_FOUND  | FAILED    | 100         | 0              |
                    failed, credited late      | FAILED    | open 100    | 0        | CREDITED           | FAILED    | 100         | 0              |
                    """)
    void decides(
            String name,
            TransferStatus stands,
            String payer,
            String clearing,
            String decided,
            TransferStatus answer,
            String payerAfter,
            String clearingAfter,
            @Nullable String events) {
        AccountIdentity account = text.account(PAYER, payer);
        text.clearing(minor(clearing));
        Transfer transfer = text.left(account, 30, stands);
        CreditOutcome outcome =
                decided.equals("CREDITED") ? credited(transfer) : refused(transfer, Refusal.valueOf(decided));

        Transfer settled = text.shard.commit(NOW, new Settle(transfer, outcome));

        assertThat(settled.status()).as(name).isEqualTo(answer);
        assertThat(settled).isEqualTo(answer == stands ? transfer : transfer.decided(outcome));
        assertThat(text.shard.transfer(transfer.id())).contains(settled);
        assertThat(text.posted(account.id())).isEqualTo(minor(payerAfter));
        assertThat(text.clearing()).isEqualTo(minor(clearingAfter));
        assertThat(text.events()).isEqualTo(events == null ? "" : events);
        boolean returned = events != null && events.contains("BalanceUpdated");
        assertThat(text.shard.entries().stream().map(Entry::amountMinor))
                .isEqualTo(returned ? List.of(-30L, 30L) : List.of());
        assertThat(text.shard.entries()).allMatch(entry -> entry.kind() == EntryKind.RETURN);
    }

    @Test
    void twiceInABatchGivesTheMoneyBackOnce() {
        AccountIdentity payer = text.account(PAYER, "open 70");
        text.clearing(30);
        Transfer transfer = text.left(payer, 30, TransferStatus.PENDING);
        Settle settle = new Settle(transfer, refused(transfer, Refusal.ACCOUNT_CLOSED));

        List<Object> answers = text.shard.commit(NOW, List.of(settle, settle));

        assertThat(answers.get(0)).isEqualTo(answers.get(1));
        assertThat(text.posted(payer.id())).isEqualTo(100);
        assertThat(text.events()).isEqualTo("PaymentFailed BalanceUpdated");
    }

    @Test
    void moneyThatDidNotFitComesBackWhenItFits() {
        AccountIdentity payer = text.account(PAYER, "open max-29");
        AccountIdentity friend = text.account("friend", "open 0");
        text.clearing(30);
        Transfer transfer = text.left(payer, 30, TransferStatus.PENDING);
        Settle settle = new Settle(transfer, refused(transfer, Refusal.ACCOUNT_CLOSED));

        List<Object> answers = text.shard.commit(
                NOW, List.of(settle, new Initiate(ShardText.order("spend", payer, friend, 1)), settle));

        assertThat(((Transfer) answers.get(0)).status()).isEqualTo(TransferStatus.PENDING);
        assertThat(((Transfer) answers.get(2)).status()).isEqualTo(TransferStatus.FAILED);
        assertThat(text.posted(payer.id())).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void moneyThatComesBackCanBeSpentInTheSameBatch() {
        AccountIdentity payer = text.account(PAYER, "open 0");
        AccountIdentity friend = text.account("friend", "open 0");
        text.clearing(30);
        Transfer transfer = text.left(payer, 30, TransferStatus.PENDING);

        text.shard.commit(
                NOW,
                List.of(
                        new Settle(transfer, refused(transfer, Refusal.ACCOUNT_CLOSED)),
                        new Initiate(ShardText.order("spend", payer, friend, 30))));

        assertThat(text.posted(friend.id())).isEqualTo(30);
    }

    @Test
    void theEndIsWhenThePayeesShardDecidedAndNamesThePayee() {
        AccountIdentity payer = text.account(PAYER, "open 70");
        Transfer transfer = text.left(payer, 30, TransferStatus.PENDING);
        CreditOutcome outcome = credited(transfer);

        Transfer ended = text.shard.commit(NOW, new Settle(transfer, outcome));

        assertThat(ended.completedAt()).isEqualTo(outcome.decidedAt());
        assertThat(ended.payeeAccount()).isEqualTo(outcome.payeeAccount());
        assertThat(ended.payeeUser()).isEqualTo(PAYEE);
        assertThat(ended.reason()).isNull();
    }

    @Test
    void aTransferThatWasNeverMadeIsBrokenCode() {
        AccountIdentity payer = text.account(PAYER, "open 70");
        Transfer never = Transfer.begin(ShardText.order("k", payer, null, 30), TransferStatus.PENDING, null, NOW);

        assertThatThrownBy(() -> text.shard.commit(NOW, new Settle(never, credited(never))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(never.id().toString());
    }
}
