package io.groat.infra.drill.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.drill.history.Answer;
import io.groat.infra.drill.history.ExpectedEnding;
import io.groat.infra.drill.history.History;
import io.groat.infra.drill.history.Order;
import io.groat.infra.drill.history.OrderKind;
import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Violations;
import io.groat.infra.drill.load.MoneyRules;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong books are found wrong, each in its own way; right ones pass. One order, of 5 from a to b, both opened with 100. */
class BooksCheckTest {
    private static final long OPENING = 100;

    private final Violations breaches = new Violations();
    private final History history = new History(breaches);
    private final Books books = new Books();

    @Test
    void rightBooksPass() {
        told(Answer.End.completed("t1"));
        booked("t1", "COMPLETED", null);
        moved("t1", 1);
        balances(95, 105);
        check();
        assertThat(breaches.none()).isTrue();
    }

    @Test
    void aRightRefusalPassesWithAndWithoutATrace() {
        told(Answer.End.refused("INSUFFICIENT_FUNDS", "t1"));
        history.answered(
                history.ask(Order.transfer("k2", "a", "nobody", 5, ExpectedEnding.NOBODY)),
                Answer.End.refused("ACCOUNT_NOT_FOUND", null));
        booked("t1", "FAILED", "INSUFFICIENT_FUNDS");
        balances(100, 100);
        check();
        assertThat(breaches.none()).isTrue();
    }

    @Test
    void moneyThatWentThereAndBackPasses() {
        history.answered(
                history.ask(Order.transfer("k1", "a", "nobody", 5, ExpectedEnding.NOBODY)),
                Answer.End.refused("ACCOUNT_NOT_FOUND", "t1"));
        books.add(new BookedTransfer(
                0, "t1", OrderKind.TRANSFER, "k1", "a", "nobody", 5, null, "FAILED", "ACCOUNT_NOT_FOUND"));
        books.add(new BookedEntry("t1", "a", "TRANSFER", -5, 2));
        books.add(new BookedEntry("t1", "a", "RETURN", 5, 3));
        balances(100, 100);
        check();
        assertThat(breaches.none()).isTrue();
    }

    @Test
    void anAcknowledgedTransferThatIsNotThereIsLost() {
        told(Answer.End.completed("t1"));
        balances(100, 100);
        check();
        assertThat(breaches.count(Promise.NOT_LOST)).isEqualTo(1);
        assertThat(breaches.count(Promise.MONEY_CONSERVED)).isEqualTo(2); // both balances miss it
    }

    @Test
    void aPendingOneThatIsNotThereIsLost() {
        told(new Answer.Pending("t1"));
        balances(100, 100);
        check();
        assertThat(breaches.count(Promise.NOT_LOST)).isEqualTo(1);
        assertThat(breaches.uncheckedCount(Promise.RIGHT_ANSWERS)).isEqualTo(1);
    }

    @Test
    void oneThatHasEndedAndWhoseClientCouldNotAskIsNotChecked() {
        told(new Answer.Pending("t1"));
        booked("t1", "COMPLETED", null);
        books.add(new BookedEntry("t1", "a", "TRANSFER", -5, 2));
        books.add(new BookedEntry("t1", "b", "TRANSFER", 5, 2));
        balances(95, 105);
        check();
        assertThat(breaches.none()).isTrue();
        assertThat(breaches.uncheckedCount(Promise.RIGHT_ANSWERS)).isEqualTo(1);
    }

    @Test
    void completedForTheClientAndFailedInTheBooksIsLost() {
        told(Answer.End.completed("t1"));
        booked("t1", "FAILED", "INSUFFICIENT_FUNDS");
        balances(100, 100);
        check();
        assertThat(breaches.count(Promise.NOT_LOST)).isEqualTo(1);
    }

    @Test
    void refusedForTheClientAndCompletedInTheBooksIsAWrongAnswer() {
        told(Answer.End.refused("INSUFFICIENT_FUNDS", "t1"));
        booked("t1", "COMPLETED", null);
        moved("t1", 1);
        balances(95, 105);
        check();
        assertThat(breaches.count(Promise.RIGHT_ANSWERS)).isEqualTo(1);
        assertThat(breaches.count(Promise.MONEY_CONSERVED)).isEqualTo(2);
    }

    @Test
    void oneKeyWithTwoTransfersIsDoubled() {
        told(Answer.End.completed("t1"));
        booked("t1", "COMPLETED", null);
        booked("t2", "COMPLETED", null);
        moved("t1", 1);
        moved("t2", 1);
        balances(90, 110);
        check();
        assertThat(breaches.count(Promise.NOT_DOUBLED)).isPositive();
    }

    @Test
    void oneTransferThatMovedItsMoneyTwiceIsDoubled() {
        told(Answer.End.completed("t1"));
        booked("t1", "COMPLETED", null);
        moved("t1", 2);
        balances(90, 110);
        check();
        assertThat(breaches.count(Promise.NOT_DOUBLED)).isEqualTo(1);
        assertThat(breaches.cases(Promise.NOT_DOUBLED).get(0)).contains("t1", "moved");
    }

    @Test
    void aCompletedTransferThatOnlyTookIsAgainstConservation() {
        told(Answer.End.completed("t1"));
        booked("t1", "COMPLETED", null);
        books.add(new BookedEntry("t1", "a", "TRANSFER", -5, 2));
        balances(95, 100);
        check();
        assertThat(breaches.count(Promise.MONEY_CONSERVED)).isEqualTo(2);
    }

    @Test
    void anEntryWithoutATransferIsAgainstConservation() {
        books.add(new BookedEntry("t9", "a", "TRANSFER", 7, 2));
        books.add(new BookedEntry("o1", "a", "OPENING", 100, 1));
        balances(100, 100);
        check();
        assertThat(breaches.cases(Promise.MONEY_CONSERVED))
                .singleElement()
                .satisfies(one -> assertThat(one).contains("t9"));
    }

    @Test
    void aTransferThatIsStillPendingIsStuck() {
        told(new Answer.Pending("t1"));
        booked("t1", "PENDING", null);
        books.add(new BookedEntry("t1", "a", "TRANSFER", -5, 2));
        balances(95, 100);
        check();
        assertThat(breaches.count(Promise.ALWAYS_ENDS)).isEqualTo(1);
    }

    @Test
    void anotherAmountThanAskedForIsWrong() {
        told(Answer.End.completed("t1"));
        books.add(new BookedTransfer(0, "t1", OrderKind.TRANSFER, "k1", "a", "b", 6, null, "COMPLETED", null));
        books.add(new BookedEntry("t1", "a", "TRANSFER", -6, 2));
        books.add(new BookedEntry("t1", "b", "TRANSFER", 6, 2));
        balances(94, 106);
        check();
        assertThat(breaches.count(Promise.RIGHT_ANSWERS)).isEqualTo(1);
        assertThat(breaches.count(Promise.MONEY_CONSERVED)).isEqualTo(2);
    }

    @Test
    void aTransferNobodyAskedForIsWrong() {
        books.add(new BookedTransfer(
                0, "t1", OrderKind.TRANSFER, "unknown", "a", "b", 5, null, "FAILED", "INSUFFICIENT_FUNDS"));
        balances(100, 100);
        check();
        assertThat(breaches.count(Promise.RIGHT_ANSWERS)).isEqualTo(1);
    }

    @Test
    void moneyFromOutsideIsSeenOnTheUsersSideAlone() {
        told(Order.first("in", OrderKind.DEPOSIT, Order.OUTSIDE, "b", 7, ExpectedEnding.SURE), "t2");
        told(Order.first("out", OrderKind.WITHDRAWAL, "a", Order.OUTSIDE, 3, ExpectedEnding.SURE), "t3");
        books.add(new BookedTransfer(0, "t2", OrderKind.DEPOSIT, "in", Order.OUTSIDE, "b", 7, null, "COMPLETED", null));
        books.add(new BookedTransfer(
                0, "t3", OrderKind.WITHDRAWAL, "out", "a", Order.OUTSIDE, 3, null, "COMPLETED", null));
        books.add(new BookedEntry("t2", "b", "TRANSFER", 7, 2));
        books.add(new BookedEntry("t3", "a", "TRANSFER", -3, 2));
        balances(97, 107);
        check();
        assertThat(breaches.none()).isTrue();
        assertThat(books.funded()).isEqualTo(4);
    }

    @Test
    void whatWasLeftIsWhatTheClientWasTold() {
        Order refund = Order.transfer("k1", "b", "a", 5, ExpectedEnding.SURE)
                .back(OrderKind.REFUND, 1, "t1", null, ExpectedEnding.REFUND_RACE);
        history.answered(history.ask(refund), Answer.End.completed("t2", 4L));
        books.add(new BookedTransfer(0, "t2", OrderKind.REFUND, "k1-refund1", "a", "b", 5, "t1", "COMPLETED", null));
        moved("t2", 1);
        balances(95, 105);
        check();
        assertThat(breaches.count(Promise.RIGHT_ANSWERS)).isEqualTo(1);
        assertThat(breaches.count(Promise.MONEY_CONSERVED)).isEqualTo(2);
    }

    /** What a payment costs is taken once from each side, and comes back with its money. */
    @ParameterizedTest
    @CsvSource({"1, 1, true", "0, 1, false", "1, 0, false", "2, 1, false"})
    void aPaymentThatCostsSomethingIsPaidForOnce(int payers, int payees, boolean right) {
        told(capped("k1"), "t1");
        books.add(new BookedTransfer(
                0, "t1", OrderKind.TRANSFER, "k1", "a", "b", 50, null, "COMPLETED", null, MoneyRules.CAPPED));
        books.add(new BookedEntry("t1", "a", "TRANSFER", -50, 2));
        books.add(new BookedEntry("t1", "b", "TRANSFER", 50, 2));
        for (int i = 0; i < payers; i++) {
            books.add(new BookedEntry("t1", "a", "FEE", -3, 3 + i));
        }
        for (int i = 0; i < payees; i++) {
            books.add(new BookedEntry("t1", "b", "FEE", -5, 3 + i));
        }
        balances(50 - 3L * payers, 150 - 5L * payees);
        check();
        assertThat(breaches.none()).isEqualTo(right);
    }

    @Test
    void aPaymentThatAPayeesLimitRefusesCostsNothing() {
        history.answered(history.ask(capped("k1")), Answer.End.refused("LIMIT_EXCEEDED", "t1"));
        books.add(new BookedTransfer(
                0, "t1", OrderKind.TRANSFER, "k1", "a", "b", 50, null, "FAILED", "LIMIT_EXCEEDED", MoneyRules.CAPPED));
        books.add(new BookedEntry("t1", "a", "TRANSFER", -50, 2));
        books.add(new BookedEntry("t1", "a", "FEE", -3, 3));
        books.add(new BookedEntry("t1", "a", "RETURN", 50, 4));
        books.add(new BookedEntry("t1", "a", "FEE_RETURN", 3, 5));
        balances(100, 100);
        check();
        assertThat(breaches.none()).isTrue();
    }

    private static Order capped(String key) {
        return Order.transfer(key, "a", "b", 50, ExpectedEnding.LIMITED).ofType(MoneyRules.CAPPED);
    }

    private void told(Order order, String id) {
        history.answered(history.ask(order), Answer.End.completed(id, order.amountMinor()));
    }

    private void told(Answer answer) {
        history.answered(history.ask(Order.transfer("k1", "a", "b", 5, ExpectedEnding.SCARCE)), answer);
    }

    private void booked(String id, String status, @Nullable String reason) {
        books.add(new BookedTransfer(0, id, OrderKind.TRANSFER, "k1", "a", "b", 5, null, status, reason));
    }

    private void moved(String id, int times) {
        for (int i = 0; i < times; i++) {
            books.add(new BookedEntry(id, "a", "TRANSFER", -5, 2 + i));
            books.add(new BookedEntry(id, "b", "TRANSFER", 5, 2 + i));
        }
    }

    private void balances(long payer, long payee) {
        books.addBalance("a", payer, 0);
        books.addBalance("b", payee, 0);
    }

    private void check() {
        new BooksCheck(history, books, breaches).run(user -> OPENING);
    }
}
