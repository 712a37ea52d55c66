package io.groat.posting;

import static io.groat.posting.ShardText.EUR;
import static io.groat.posting.ShardText.NOW;
import static io.groat.posting.ShardText.PAYEE;
import static io.groat.posting.ShardText.PAYER;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.AccountIdentity;
import io.groat.account.SystemAccounts;
import io.groat.hold.Hold;
import io.groat.posting.ChangeHold.Change;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.rule.RuleBook;
import io.groat.transfer.CreditOutcome;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What limits count, and when. */
class LimitsTest extends RuledShard {

    private static final Instant TOMORROW = Instant.parse("2026-01-03T00:00:00Z");

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

    /** What a refund gives back to the payer's limits is the transaction type's to say: by parts the amount, whole the movement. */
    @ParameterizedTest
    @CsvSource({
        // policy, refunds, used, movements
        "kept,       60,    60, 1",
        "given-back, 60,     0, 0",
        "given-back, 20,    40, 1",
        "given-back, 20 40,  0, 1",
    })
    void refundsGiveBackWhatTheTypeSays(String policy, String refunds, long used, long movements) {
        transactionType("transfer", "\"limitsOnRefund\": \"" + policy + "\"");
        dayLimit(60);
        Transfer paid = decided(pay(text.account(PAYER, "open 100"), text.account(PAYEE, "open 0"), 60));

        for (String part : refunds.split(" ", -1)) {
            assertThat(refund(paid, Long.parseLong(part)).status()).isEqualTo(TransferStatus.COMPLETED);
        }

        assertThat(used()).isEqualTo(used);
        assertThat(movements("day")).isEqualTo(movements);
    }

    /** Across shards, when it has arrived, and not when it comes back; by the type's text that the payment was judged by. */
    @Test
    void aRefundFromElsewhereGivesBackWhenItArrives() {
        transactionType("transfer", "\"limitsOnRefund\": \"given-back\"");
        dayLimit(60);
        AccountIdentity from = text.account(PAYER, "open 100");
        Transfer sent = decided(pay(from, null, 60));
        ShardText there = new ShardText();
        there.shard.under(new RuleBook(rules));
        Transfer arriving = ShardText.arriving(there.account(PAYEE, "open 0"), sent);
        CreditOutcome outcome = there.shard.commit(NOW, new Credit(arriving));
        text.shard.commit(NOW, new Settle(sent, outcome));
        assertThat(used()).isEqualTo(60);
        transactionType("transfer", "\"limitsOnRefund\": \"kept\"");

        Transfer refund = decided(there.shard.commit(
                NOW,
                new Refund(
                        ShardText.newTransferId(),
                        "r",
                        arriving.decided(outcome),
                        20L,
                        TransferKind.REFUND,
                        TransferNote.NONE)));
        assertThat(used()).isEqualTo(60);
        text.shard.commit(NOW, new Credit(ShardText.arriving(from, refund)));
        text.shard.commit(NOW, new Credit(ShardText.arriving(from, refund)));

        assertThat(used()).isEqualTo(40);
        assertThat(movements("day")).isEqualTo(1);
    }

    /** A refund of yesterday's payment makes no room today. */
    @Test
    void aRefundGivesBackToThePeriodOfThePayment() {
        transactionType("transfer", "\"limitsOnRefund\": \"given-back\"");
        dayLimit(60);
        AccountIdentity from = text.account(PAYER, "open 200");
        AccountIdentity to = text.account(PAYEE, "open 0");
        Transfer paid = decided(pay(from, to, 60));
        Instant tomorrow = NOW.plus(Duration.ofDays(1));
        assertThat(written(text.shard.commit(tomorrow, new Initiate(order(from, to, 50)))))
                .isEqualTo("COMPLETED");

        text.shard.commit(
                tomorrow,
                new Refund(ShardText.newTransferId(), "r", paid, null, TransferKind.REFUND, TransferNote.NONE));

        assertThat(written(text.shard.commit(tomorrow, new Initiate(order(from, to, 11)))))
                .isEqualTo("FAILED LIMIT_EXCEEDED");
    }
}
