package io.groat.posting;

import static io.groat.posting.ShardText.EUR;
import static io.groat.posting.ShardText.NOW;
import static io.groat.posting.ShardText.PAYEE;
import static io.groat.posting.ShardText.PAYER;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.AccountIdentity;
import io.groat.account.SystemAccounts;
import io.groat.hold.Hold;
import io.groat.refusal.Refusal;
import io.groat.rule.RuleBook;
import io.groat.rule.StoredRule;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import io.groat.transfer.TransferStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payments under rules of money. */
class RulesTest extends RuledShard {

    /**
     * {@code rule} is one of the wallet type, of payer and payee alike. A payee on the other shard is {@code clearing}.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
                    case                          | rule                             | payer            | payee      | amount | answer                      | payer after
                    credit                        | "creditLimit": 50                | open 100         | open 0     | 150    | COMPLETED                   | -50
                    credit, across                | "creditLimit": 50                | open 100         | clearing 0 | 150    | PENDING                     | -50
                    beyond credit                 | "creditLimit": 50                | open 100         | open 0     | 151    | FAILED INSUFFICIENT_FUNDS   | 100
                    credit is drawn already       | "creditLimit": 50                | open 0           | open 0     | 50     | COMPLETED                   | -50
                    credit beside what is held    | "creditLimit": 50                | open 100 held 30 | open 0     | 120    | COMPLETED                   | -20
                    beyond it beside that         | "creditLimit": 50                | open 100 held 30 | open 0     | 121    | FAILED INSUFFICIENT_FUNDS   | 100
                    all credit there can be       | "creditLimit": 9223372036854775807 | open 9         | open 0     | 100    | COMPLETED                   | -91
                    what has to stay              | "minBalance": 40                 | open 100         | open 0     | 60     | COMPLETED                   | 40
                    more than may leave           | "minBalance": 40                 | open 100         | open 0     | 61     | FAILED INSUFFICIENT_FUNDS   | 100
                    it beside what is held        | "minBalance": 40                 | open 100 held 30 | open 0     | 31     | FAILED INSUFFICIENT_FUNDS   | 100
                    as much as may be in it       | "maxBalance": 100                | open 100         | open 70    | 30     | COMPLETED                   | 70
                    more than may be in it        | "maxBalance": 100                | open 100         | open 71    | 30     | FAILED MAX_BALANCE_EXCEEDED | 100
                    more than may be, across      | "maxBalance": 100                | open 100         | clearing 71| 30     | PENDING                     | 70
                    one transaction               | "limits": [{"name": "one", "window": "transaction", "max": 30}] | open 100 | open 0 | 30 | COMPLETED             | 70
                    a larger one                  | "limits": [{"name": "one", "window": "transaction", "max": 30}] | open 100 | open 0 | 31 | FAILED LIMIT_EXCEEDED | 100
                    what comes in                 | "limits": [{"name": "in", "window": "transaction", "max": 30, "direction": "in"}] | open 100 | open 0 | 31 | FAILED LIMIT_EXCEEDED | 100
                    what comes in elsewhere       | "limits": [{"name": "in", "window": "transaction", "max": 30, "direction": "in"}] | open 100 | clearing 0 | 31 | PENDING       | 69
                    nothing may leave             | "limits": [{"name": "day", "window": "day", "max": 0}] | open 100 | open 0    | 1      | FAILED LIMIT_EXCEEDED       | 100
                    none may leave                | "limits": [{"name": "day", "window": "day", "max": 0, "measure": "count"}] | open 100 | open 0 | 1 | FAILED LIMIT_EXCEEDED | 100
                    of another type               | "limits": [{"name": "day", "window": "day", "max": 0, "transactionTypes": ["shop"]}] | open 100 | open 0 | 1 | COMPLETED   | 99
                    frozen before limits          | "limits": [{"name": "day", "window": "day", "max": 0}] | frozen 100 | open 0  | 1      | FAILED ACCOUNT_FROZEN       | 100
                    funds before limits           | "limits": [{"name": "day", "window": "day", "max": 0}] | open 0     | open 0  | 1      | FAILED INSUFFICIENT_FUNDS   | 0
                    payer's before payee's        | "maxBalance": 1, "limits": [{"name": "day", "window": "day", "max": 0}] | open 100 | open 1 | 1 | FAILED LIMIT_EXCEEDED | 100
                    """)
    void aWalletTypeDecides(
            String name, String rule, String payer, String payee, long amount, String answer, long payerAfter) {
        wallet(rule);
        AccountIdentity from = text.account(PAYER, payer);
        AccountIdentity to = payee.startsWith("clearing ") ? null : text.account(PAYEE, payee);

        InitiateAnswer given = pay(from, to, amount);

        assertThat(written(given)).as(name).isEqualTo(answer);
        assertThat(text.posted(from.id())).isEqualTo(payerAfter);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
                    case                    | fees                                                                    | payer    | answer                    | payer after | payee after | fees after
                    none                    |                                                                         | open 100 | COMPLETED                 | 50          | 50          | 0
                    fixed                   | {"kind": "fixed", "amount": 7}                                          | open 100 | COMPLETED                 | 43          | 50          | 7
                    all there is            | {"kind": "fixed", "amount": 50}                                         | open 100 | COMPLETED                 | 0           | 50          | 50
                    one too many            | {"kind": "fixed", "amount": 51}                                         | open 100 | FAILED INSUFFICIENT_FUNDS | 100         | 0           | 0
                    a share                 | {"kind": "percent", "basisPoints": 300}                                 | open 100 | COMPLETED                 | 48          | 50          | 2
                    of the payee            | {"kind": "fixed", "amount": 7, "paidBy": "payee"}                       | open 100 | COMPLETED                 | 50          | 43          | 7
                    all of the payee's      | {"kind": "fixed", "amount": 70, "paidBy": "payee"}                      | open 100 | COMPLETED                 | 50          | 0           | 50
                    of both                 | {"kind": "fixed", "amount": 7, "paidBy": "payee"}, {"kind": "fixed", "amount": 5} | open 100 | COMPLETED       | 45          | 43          | 12
                    more than can be        | {"kind": "fixed", "amount": 9223372036854775807}                        | open 100 | FAILED INSUFFICIENT_FUNDS | 100         | 0           | 0
                    """)
    void aTransactionTypeCosts(
            String name,
            @Nullable String fees,
            String payer,
            String answer,
            long payerAfter,
            long payeeAfter,
            long feesAfter) {
        transactionType("transfer", "\"fees\": [" + (fees == null ? "" : fees) + "]");
        AccountIdentity from = text.account(PAYER, payer);
        AccountIdentity to = text.account(PAYEE, "open 0");

        InitiateAnswer given = pay(from, to, 50);

        assertThat(written(given)).as(name).isEqualTo(answer);
        assertThat(text.posted(from.id())).isEqualTo(payerAfter);
        assertThat(text.posted(to.id())).isEqualTo(payeeAfter);
        assertThat(text.posted(SystemAccounts.fees(EUR))).isEqualTo(feesAfter);
    }

    @Test
    void loweringCreditBelowWhatIsDrawnBlocksPaymentsAlone() {
        wallet("\"creditLimit\": 50");
        AccountIdentity from = text.account(PAYER, "open 0");
        AccountIdentity to = text.account(PAYEE, "open 0");
        pay(from, to, 50);

        wallet("\"creditLimit\": 10");

        assertThat(written(pay(from, to, 1))).isEqualTo("FAILED INSUFFICIENT_FUNDS");
        assertThat(written(pay(to, from, 45))).isEqualTo("COMPLETED");
        assertThat(written(pay(from, to, 5))).isEqualTo("COMPLETED");
        assertThat(text.posted(from.id())).isEqualTo(-10);
    }

    @Test
    void aHoldNeverDrawsOnCredit() {
        wallet("\"creditLimit\": 50");
        AccountIdentity from = text.account(PAYER, "open 100");
        AccountIdentity to = text.account(PAYEE, "open 0");

        assertThat(refused(authorize(from, to, 101)).refusal()).isEqualTo(Refusal.INSUFFICIENT_FUNDS);
        Hold hold = stands(authorize(from, to, 100));

        // What is paid by credit beside it leaves what is reserved.
        assertThat(written(pay(from, to, 50))).isEqualTo("COMPLETED");
        Transfer captured = decided(text.shard.commit(
                NOW.plusSeconds(1), new Capture(ShardText.newTransferId(), "c", hold, null, true, TransferNote.NONE)));
        assertThat(captured.status()).isEqualTo(TransferStatus.COMPLETED);
        assertThat(text.posted(from.id())).isEqualTo(-50);
    }

    /** What comes back into its hold is reserved again, beside what was drawn on credit meanwhile. */
    @Test
    void aCaptureThatComesBackIsReservedBesideCredit() {
        wallet("\"creditLimit\": 50");
        AccountIdentity from = text.account(PAYER, "open 100");
        Hold hold = stands(text.shard.commit(
                NOW, new Authorize(order(from, null, 100), Verdict.PASS, null, Duration.ofDays(7), null)));
        Transfer capture = decided(text.shard.commit(
                NOW, new Capture(ShardText.newTransferId(), "c", hold, 60L, false, TransferNote.NONE)));
        pay(from, null, 50);

        text.shard.commit(NOW, new Settle(capture, ShardText.refused(capture, Refusal.ACCOUNT_CLOSED)));

        assertThat(text.posted(from.id())).isEqualTo(50);
        assertThat(text.shard.account(from.id()).orElseThrow().heldMinor()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({
        "\"payerWalletTypes\": [\"main\"], COMPLETED",
        "\"payeeWalletTypes\": [\"main\"], COMPLETED",
        "\"payerWalletTypes\": [\"shop\"], FAILED WALLET_TYPE_NOT_ALLOWED",
        "\"payeeWalletTypes\": [\"shop\"], FAILED WALLET_TYPE_NOT_ALLOWED"
    })
    void aTransactionTypeGoesBetweenWalletsOfSomeTypes(String rule, String answer) {
        transactionType("shop", rule);
        AccountIdentity from = text.account(PAYER, "open 100");
        AccountIdentity to = text.account(PAYEE, "open 0");

        InitiateAnswer given =
                text.shard.commit(NOW, new Initiate(order(from, to, 1).ofType("shop")));

        assertThat(written(given)).isEqualTo(answer);
    }

    @Test
    void theTypeIsPartOfWhatAKeyStandsFor() {
        transactionType("shop", "\"fees\": []");
        AccountIdentity from = text.account(PAYER, "open 100");
        AccountIdentity to = text.account(PAYEE, "open 0");
        TransferOrder order = order(from, to, 1);
        text.shard.commit(NOW, new Initiate(order));

        InitiateAnswer again = text.shard.commit(NOW, new Initiate(order.ofType("shop")));

        assertThat(((InitiateAnswer.TurnedDown) again).refused().field()).isEqualTo("type");
    }

    @Test
    void anAccountOfATypeOpensInItsCurrencies() {
        rules.add(StoredRule.of(
                StoredRule.Kind.WALLET, "travel", 1, "{\"title\": \"T\", \"currencies\": [\"USD\"]}", NOW, "admin"));
        text.shard.under(new RuleBook(rules));

        AccountAnswer answer = text.shard.commit(
                NOW, new OpenAccount(ShardText.newAccountId(), "carol", "travel", EUR, 0, ShardText.newTransferId()));

        assertThat(((AccountAnswer.TurnedDown) answer).refused().refusal()).isEqualTo(Refusal.CURRENCY_MISMATCH);
    }
}
