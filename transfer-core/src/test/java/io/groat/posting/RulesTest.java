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
import io.groat.hold.Hold;
import io.groat.ledger.Entry;
import io.groat.ledger.EntryKind;
import io.groat.posting.ChangeHold.Change;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.rule.RuleBook;
import io.groat.rule.StoredRule;
import io.groat.rule.Terms;
import io.groat.rule.Usage;
import io.groat.transfer.CreditOutcome;
import io.groat.transfer.RefundTotal;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import io.groat.transfer.TransferStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payments under rules of money: of wallets of type {@code main}, which is what the tests' accounts are of. */
class RulesTest {

    private static final Instant TOMORROW = Instant.parse("2026-01-03T00:00:00Z");

    private final ShardText text = new ShardText();
    private final List<StoredRule> rules = new ArrayList<>();
    private int keys;

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

    @Test
    void aLimitTakesExactlyWhatFits() {
        dayLimit(100);
        AccountIdentity from = text.account(PAYER, "open 1000");
        AccountIdentity to = text.account(PAYEE, "open 0");

        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            answers.add(written(pay(from, to, 30)));
        }
        answers.add(written(pay(from, to, 10)));

        assertThat(answers)
                .containsExactly(
                        "COMPLETED",
                        "COMPLETED",
                        "COMPLETED",
                        "FAILED LIMIT_EXCEEDED",
                        "FAILED LIMIT_EXCEEDED",
                        "COMPLETED");
        assertThat(used()).isEqualTo(100);
    }

    /** Two hundred that wait together are one batch: later ones see what earlier ones took. */
    @Test
    void aBatchTakesExactlyWhatFits() {
        dayLimit(100);
        AccountIdentity from = text.account(PAYER, "open 1000");
        AccountIdentity to = text.account(PAYEE, "open 0");
        List<Command<?>> batch = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            batch.add(new Initiate(order(from, to, 1)));
        }

        List<Object> answers = text.shard.commit(NOW, batch);

        assertThat(answers.stream()
                        .filter(answer -> written((InitiateAnswer) answer).equals("COMPLETED")))
                .hasSize(100);
        assertThat(text.posted(to.id())).isEqualTo(100);
        assertThat(used()).isEqualTo(100);
    }

    @Test
    void aNewPeriodBeginsAtNothing() {
        dayLimit(100);
        AccountIdentity from = text.account(PAYER, "open 1000");
        AccountIdentity to = text.account(PAYEE, "open 0");
        pay(from, to, 100);

        Instant last = TOMORROW.minusMillis(1);
        assertThat(written(text.shard.commit(last, new Initiate(order(from, to, 1)))))
                .isEqualTo("FAILED LIMIT_EXCEEDED");
        assertThat(written(text.shard.commit(TOMORROW, new Initiate(order(from, to, 100)))))
                .isEqualTo("COMPLETED");
    }

    @Test
    void aRollingWindowLetsGoStepByStep() {
        wallet("\"limits\": [{\"name\": \"day\", \"window\": \"rolling-24h\", \"max\": 100}]");
        AccountIdentity from = text.account(PAYER, "open 1000");
        AccountIdentity to = text.account(PAYEE, "open 0");
        pay(from, to, 60);
        text.shard.commit(NOW.plus(Duration.ofHours(1)), new Initiate(order(from, to, 40)));

        assertThat(written(text.shard.commit(NOW.plus(Duration.ofHours(23)), new Initiate(order(from, to, 1)))))
                .isEqualTo("FAILED LIMIT_EXCEEDED");
        Instant later = NOW.plus(Duration.ofHours(24)).plus(Duration.ofMinutes(10));
        assertThat(written(text.shard.commit(later, new Initiate(order(from, to, 61)))))
                .isEqualTo("FAILED LIMIT_EXCEEDED");
        assertThat(written(text.shard.commit(later, new Initiate(order(from, to, 60)))))
                .isEqualTo("COMPLETED");
    }

    /** The payer is told which limit, and when there is more of it; the answer is kept under the key. */
    @Test
    void aRefusalSaysWhichLimitItWas() {
        dayLimit(100);
        AccountIdentity from = text.account(PAYER, "open 1000");
        AccountIdentity to = text.account(PAYEE, "open 0");
        pay(from, to, 80);

        Transfer failed = decided(pay(from, to, 21));

        assertThat(failed.terms().hit()).satisfies(hit -> {
            assertThat(hit.limit()).isEqualTo("day");
            assertThat(hit.max()).isEqualTo(100);
            assertThat(hit.used()).isEqualTo(80);
            assertThat(hit.resetsAt()).isEqualTo(TOMORROW);
        });
        assertThat(failed.terms().payer()).hasToString("RuleVersion[name=main, number=1]");
    }

    /** A held payment counts from when its money is reserved on, its fee is reserved with it, and both come back. */
    @Test
    void aCancelledPaymentHasNotCounted() {
        transactionType("transfer", "\"fees\": [{\"kind\": \"fixed\", \"amount\": 7}]");
        dayLimit(60);
        AccountIdentity from = text.account(PAYER, "open 100");
        AccountIdentity to = text.account(PAYEE, "open 0");
        Transfer held = decided(text.shard.commit(NOW, new Initiate(order(from, to, 50), Verdict.HOLD)));
        assertThat(text.shard.account(from.id()).orElseThrow().heldMinor()).isEqualTo(57);
        assertThat(written(pay(from, to, 11))).isEqualTo("FAILED LIMIT_EXCEEDED");

        text.shard.commit(NOW.plusSeconds(1), new CancelHeld(held, Refusal.PAYMENT_DECLINED));

        assertThat(text.shard.account(from.id()).orElseThrow().heldMinor()).isZero();
        assertThat(used()).isZero();
    }

    @Test
    void aReleasedPaymentCountsOnceAndPaysItsFee() {
        transactionType("transfer", "\"fees\": [{\"kind\": \"fixed\", \"amount\": 7}]");
        dayLimit(60);
        AccountIdentity from = text.account(PAYER, "open 100");
        AccountIdentity to = text.account(PAYEE, "open 0");
        Transfer held = decided(text.shard.commit(NOW, new Initiate(order(from, to, 50), Verdict.HOLD)));

        Transfer released = text.shard.commit(NOW.plusSeconds(1), new ReleaseHeld(held));

        assertThat(released.status()).isEqualTo(TransferStatus.COMPLETED);
        assertThat(text.posted(from.id())).isEqualTo(43);
        assertThat(text.posted(SystemAccounts.fees(EUR))).isEqualTo(7);
        assertThat(used()).isEqualTo(50);
    }

    /** What is taken back after its period has ended changes nothing of the next one. */
    @Test
    void whatComesBackLaterIsOfThePeriodItCameFrom() {
        dayLimit(60);
        AccountIdentity from = text.account(PAYER, "open 200");
        AccountIdentity to = text.account(PAYEE, "open 0");
        Transfer held = decided(text.shard.commit(NOW, new Initiate(order(from, to, 50), Verdict.HOLD)));
        text.shard.commit(TOMORROW, new Initiate(order(from, to, 60)));

        text.shard.commit(TOMORROW.plusSeconds(1), new CancelHeld(held, Refusal.PAYMENT_DECLINED));

        assertThat(written(text.shard.commit(TOMORROW.plusSeconds(2), new Initiate(order(from, to, 1)))))
                .isEqualTo("FAILED LIMIT_EXCEEDED");
    }

    /** By the rules that counted it, be there others now. */
    @Test
    void whatComesBackIsTakenBackByTheRulesThatCountedIt() {
        dayLimit(60);
        AccountIdentity from = text.account(PAYER, "open 200");
        AccountIdentity to = text.account(PAYEE, "open 0");
        Transfer held = decided(text.shard.commit(NOW, new Initiate(order(from, to, 50), Verdict.HOLD)));
        wallet("\"limits\": [{\"name\": \"new\", \"window\": \"day\", \"max\": 60}]");
        pay(from, to, 20);

        text.shard.commit(NOW.plusSeconds(1), new CancelHeld(held, Refusal.PAYMENT_DECLINED));

        assertThat(used("day")).isZero();
        assertThat(used("new")).isEqualTo(20);
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

    /** A hold counts as a whole from when it is made; what is not taken counts no more. */
    @Test
    void aHoldCountsUntilItIsLetGo() {
        wallet("\"limits\": [{\"name\": \"day\", \"window\": \"day\", \"max\": 100},"
                + " {\"name\": \"often\", \"window\": \"day\", \"max\": 5, \"measure\": \"count\"}]");
        AccountIdentity from = text.account(PAYER, "open 1000");
        AccountIdentity to = text.account(PAYEE, "open 0");
        Hold hold = stands(authorize(from, to, 70));
        Refused over = refused(authorize(from, to, 31));
        assertThat(over.refusal()).isEqualTo(Refusal.LIMIT_EXCEEDED);
        assertThat(over.members()).containsEntry("limit", "day").containsEntry("used", 70L);

        Hold more = stands(text.shard.commit(NOW, new ChangeHold(hold, new Change.Increase("i", 20))));
        assertThat(used("day")).isEqualTo(90);
        assertThat(refused(text.shard.commit(NOW, new ChangeHold(more, new Change.Increase("j", 11))))
                        .refusal())
                .isEqualTo(Refusal.LIMIT_EXCEEDED);
        assertThat(used("day")).isEqualTo(90);

        text.shard.commit(NOW, new Capture(ShardText.newTransferId(), "c", more, 40L, false, TransferNote.NONE));
        assertThat(used("day")).isEqualTo(90);
        text.shard.commit(NOW, new ChangeHold(more, Change.Plain.VOID));
        assertThat(used("day")).isEqualTo(40);
        assertThat(movements("often")).isEqualTo(1);

        Hold other = stands(authorize(from, to, 60));
        text.shard.commit(NOW, new ChangeHold(other, Change.Plain.VOID));
        assertThat(used("day")).isEqualTo(40);
        assertThat(movements("often")).isEqualTo(1);
    }

    /** An increment of another day counts all of the hold on that day. */
    @Test
    void anIncrementCountsTheWholeHoldAnew() {
        dayLimit(100);
        AccountIdentity from = text.account(PAYER, "open 1000");
        AccountIdentity to = text.account(PAYEE, "open 0");
        Hold hold = stands(authorize(from, to, 70));
        text.shard.commit(TOMORROW, new Initiate(order(from, to, 20)));

        assertThat(refused(text.shard.commit(TOMORROW, new ChangeHold(hold, new Change.Increase("i", 11))))
                        .refusal())
                .isEqualTo(Refusal.LIMIT_EXCEEDED);
        stands(text.shard.commit(TOMORROW, new ChangeHold(hold, new Change.Increase("j", 10))));

        assertThat(written(text.shard.commit(TOMORROW, new Initiate(order(from, to, 1)))))
                .isEqualTo("FAILED LIMIT_EXCEEDED");
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

        assertThat(refund(paid, 20L).terms().back()).isEqualTo(new Terms.FeesBack(3, 4));
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

    private Transfer refund(Transfer paid, @Nullable Long amount) {
        return decided(text.shard.commit(
                NOW,
                new Refund(
                        ShardText.newTransferId(),
                        "refund-" + keys++,
                        paid,
                        amount,
                        TransferKind.REFUND,
                        TransferNote.NONE)));
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

    private void wallet(String rule) {
        rule(StoredRule.Kind.WALLET, "main", rule);
    }

    private void dayLimit(long max) {
        wallet("\"limits\": [{\"name\": \"day\", \"window\": \"day\", \"max\": " + max + "}]");
    }

    private void transactionType(String name, String rule) {
        rule(StoredRule.Kind.TRANSACTION, name, rule);
    }

    private void rule(StoredRule.Kind kind, String name, String rule) {
        int version = 1
                + (int) rules.stream()
                        .filter(one -> one.kind() == kind && one.name().equals(name))
                        .count();
        rules.add(StoredRule.of(kind, name, version, "{\"title\": \"T\", " + rule + "}", NOW, "admin"));
        text.shard.under(new RuleBook(rules));
    }

    private InitiateAnswer pay(AccountIdentity from, @Nullable AccountIdentity to, long amount) {
        return text.shard.commit(NOW, new Initiate(order(from, to, amount)));
    }

    private TransferOrder order(AccountIdentity from, @Nullable AccountIdentity to, long amount) {
        return ShardText.order("key-" + keys++, from, to, amount);
    }

    private HoldAnswer authorize(AccountIdentity from, AccountIdentity to, long amount) {
        return text.shard.commit(
                NOW, new Authorize(order(from, to, amount), Verdict.PASS, null, Duration.ofDays(7), null));
    }

    private long used() {
        return used("day");
    }

    private long used(String limit) {
        return text.shard.usages().stream()
                .filter(usage -> usage.limit().equals(limit))
                .mapToLong(Usage::amountMinor)
                .sum();
    }

    private long movements(String limit) {
        return text.shard.usages().stream()
                .filter(usage -> usage.limit().equals(limit))
                .mapToLong(Usage::movements)
                .sum();
    }

    private static Hold stands(HoldAnswer answer) {
        return ((HoldAnswer.Stands) answer).hold();
    }

    private static Refused refused(HoldAnswer answer) {
        return ((HoldAnswer.TurnedDown) answer).refused();
    }

    private static Transfer decided(InitiateAnswer answer) {
        return ((InitiateAnswer.Decided) answer).transfer();
    }

    private static String written(InitiateAnswer answer) {
        Transfer transfer = decided(answer);
        return transfer.status() + (transfer.reason() == null ? "" : " " + transfer.reason());
    }
}
