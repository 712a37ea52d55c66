package io.groat.posting;

import static io.groat.posting.ShardText.EUR;
import static io.groat.posting.ShardText.NOW;
import static io.groat.posting.ShardText.PAYEE;
import static io.groat.posting.ShardText.arriving;
import static io.groat.posting.ShardText.minor;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.AccountIdentity;
import io.groat.account.AccountRef;
import io.groat.account.AccountStatus;
import io.groat.account.SystemAccounts;
import io.groat.ledger.Entry;
import io.groat.ledger.EntryKind;
import io.groat.refusal.Refusal;
import io.groat.transfer.CreditOutcome;
import io.groat.transfer.InboundTransfer;
import io.groat.transfer.Transfer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreditTest {

    private final ShardText text = new ShardText();

    /** The payee is known by account (found), or as the request named it: by id or by user. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    case                         | named | payee        | clearing | amount | outcome            | payee after | clearing after
                    found                        | found | open 5       | 0        | 30     | CREDITED           | 35          | -30
                    by id                        | id    | open 5       | 0        | 30     | CREDITED           | 35          | -30
                    by user                      | user  | open 5       | 0        | 30     | CREDITED           | 35          | -30
                    frozen                       | found | frozen 5     | 0        | 30     | CREDITED           | 35          | -30
                    just not over                | found | open max-30  | 0        | 30     | CREDITED           | max         | -30
                    clearing just not under      | found | open 0       | min+30   | 30     | CREDITED           | 30          | min
                    the most there can be        | found | open 0       | 0        | max    | CREDITED           | max         | min+1

                    gone before it was found     | found | none         | 0        | 30     | ACCOUNT_NOT_FOUND  | 0           | 0
                    no such id                   | id    | none         | 0        | 30     | ACCOUNT_NOT_FOUND  | 0           | 0
                    no such user                 | user  | none         | 0        | 30     | ACCOUNT_NOT_FOUND  | 0           | 0
                    user in dollars              | user  | open USD 5   | 0        | 30     | CURRENCY_MISMATCH  | 5           | 0
                    in dollars                   | id    | open USD 5   | 0        | 30     | CURRENCY_MISMATCH  | 5           | 0
                    closed                       | user  | closed 0     | 0        | 30     | ACCOUNT_CLOSED     | 0           | 0
                    over by one                  | found | open max-29  | 0        | 30     | BALANCE_OVERFLOW   | max-29      | 0
                    clearing under by one        | found | open 0       | min+29   | 30     | BALANCE_OVERFLOW   | 0           | min+29

                    in dollars and closed        | id    | closed USD 0 | 0        | 30     | CURRENCY_MISMATCH  | 0           | 0
                    in dollars and full          | id    | open USD max | 0        | 30     | CURRENCY_MISMATCH  | max         | 0
                    closed, clearing under       | id    | closed 0     | min      | 30     | ACCOUNT_CLOSED     | 0           | min
                    """)
    void decides(
            String name,
            String named,
            String payee,
            String clearing,
            String amount,
            String expected,
            String payeeAfter,
            String clearingAfter) {
        AccountIdentity account = text.account(PAYEE, payee);
        text.clearing(minor(clearing));
        Transfer transfer = arriving(
                named.equals("id") ? new AccountRef.ById(account.id()) : new AccountRef.ByUser(PAYEE),
                named.equals("found") ? account.id() : null,
                minor(amount));

        CreditOutcome outcome = text.shard.commit(NOW, new Credit(transfer));

        boolean credited = expected.equals("CREDITED");
        boolean found = !expected.equals("ACCOUNT_NOT_FOUND") && !name.equals("user in dollars");
        assertThat(outcome)
                .as(name)
                .isEqualTo(new CreditOutcome(
                        transfer.id(),
                        credited,
                        credited ? null : Refusal.valueOf(expected),
                        found ? account.id() : null,
                        found ? PAYEE : null,
                        NOW));
        assertThat(text.posted(account.id())).isEqualTo(minor(payeeAfter));
        assertThat(text.clearing()).isEqualTo(minor(clearingAfter));
        assertThat(text.shard.inbound()).containsExactly(new InboundTransfer(transfer, outcome));
        assertThat(text.events()).isEqualTo(credited ? "BalanceUpdated" : "");
        assertThat(text.shard.entries().stream().map(Entry::amountMinor))
                .isEqualTo(credited ? List.of(-minor(amount), minor(amount)) : List.of());
        assertThat(text.shard.entries())
                .allMatch(entry ->
                        entry.kind() == EntryKind.TRANSFER && entry.movementId().equals(transfer.id()));
    }

    @Test
    void nothingArrivesBeforeItWasSentWhenClocksDiffer() {
        AccountIdentity payee = text.account(PAYEE, "open 5");
        Transfer transfer = arriving(new AccountRef.ByUser(PAYEE), payee.id(), 30);
        Instant slow = transfer.createdAt().minusSeconds(30);

        CreditOutcome outcome = text.shard.commit(slow, new Credit(transfer));

        assertThat(outcome.decidedAt()).isEqualTo(transfer.createdAt());
        assertThat(text.shard.entries())
                .as("an account's clock does not run backwards either")
                .allMatch(entry -> !entry.at().isBefore(slow));
    }

    @Test
    void theShardsOwnAccountsAreNobodysPayee() {
        UUID funding = SystemAccounts.funding(EUR);
        Transfer transfer = arriving(new AccountRef.ById(funding), funding, 30);

        CreditOutcome outcome = text.shard.commit(NOW, new Credit(transfer));

        assertThat(outcome.reason()).isEqualTo(Refusal.ACCOUNT_NOT_FOUND);
        assertThat(text.posted(funding)).isZero();
    }

    @Test
    void theFirstOutcomeStandsInTheSameBatchAndLater() {
        AccountIdentity payee = text.account(PAYEE, "open 5");
        Credit credit = new Credit(arriving(new AccountRef.ByUser(PAYEE), payee.id(), 30));

        List<Object> answers = text.shard.commit(NOW, List.of(credit, credit));
        CreditOutcome later = text.shard.commit(NOW.plusSeconds(9), credit);

        assertThat(answers).containsExactly(later, later);
        assertThat(text.posted(payee.id())).isEqualTo(35);
        assertThat(text.shard.inbound()).hasSize(1);
    }

    @Test
    void aRefusalStandsWhenThePayeeOpensAnAccountAfterwards() {
        Credit credit = new Credit(arriving(new AccountRef.ByUser(PAYEE), null, 30));
        CreditOutcome refused = text.shard.commit(NOW, credit);
        AccountIdentity payee = text.account(PAYEE, "open 5");

        assertThat(text.shard.commit(NOW, credit)).isEqualTo(refused);
        assertThat(text.posted(payee.id())).isEqualTo(5);
    }

    @Test
    void aCreditStandsWhenThePayeeClosesAfterwards() {
        AccountIdentity payee = text.account(PAYEE, "open 0");
        AccountIdentity friend = text.account("friend", "open 0");
        Credit credit = new Credit(arriving(new AccountRef.ByUser(PAYEE), payee.id(), 30));
        CreditOutcome credited = text.shard.commit(NOW, credit);
        text.shard.commit(NOW, new Initiate(ShardText.order("away", payee, friend, 30)));
        text.shard.commit(NOW, new ChangeStatus(payee.id(), AccountStatus.CLOSED));

        assertThat(text.shard.commit(NOW, credit)).isEqualTo(credited);
        assertThat(text.posted(payee.id())).isZero();
    }

    @Test
    void twoCreditsInABatchDoNotFillThePayeePastTheEnd() {
        AccountIdentity payee = text.account(PAYEE, "open max-50");

        List<Object> answers = text.shard.commit(
                NOW,
                List.of(
                        new Credit(arriving(new AccountRef.ByUser(PAYEE), payee.id(), 50)),
                        new Credit(arriving(new AccountRef.ByUser(PAYEE), payee.id(), 1))));

        assertThat(answers).extracting("reason").containsExactly(null, Refusal.BALANCE_OVERFLOW);
    }

    @Test
    void moneyThatArrivesCanBeSpentInTheSameBatch() {
        AccountIdentity payee = text.account(PAYEE, "open 0");
        AccountIdentity friend = text.account("friend", "open 0");

        text.shard.commit(
                NOW,
                List.of(
                        new Credit(arriving(new AccountRef.ByUser(PAYEE), payee.id(), 30)),
                        new Initiate(ShardText.order("on", payee, friend, 30))));

        assertThat(text.posted(friend.id())).isEqualTo(30);
    }
}
