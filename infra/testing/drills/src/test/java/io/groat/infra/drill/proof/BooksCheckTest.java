package io.groat.infra.drill.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.drill.history.Answer;
import io.groat.infra.drill.history.ExpectedEnding;
import io.groat.infra.drill.history.History;
import io.groat.infra.drill.history.Order;
import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Violations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

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
                history.ask(new Order("k2", "a", "nobody", 5, ExpectedEnding.NOBODY)),
                Answer.End.refused("ACCOUNT_NOT_FOUND", null));
        booked("t1", "FAILED", "INSUFFICIENT_FUNDS");
        balances(100, 100);
        check();
        assertThat(breaches.none()).isTrue();
    }

    @Test
    void moneyThatWentThereAndBackPasses() {
        history.answered(
                history.ask(new Order("k1", "a", "nobody", 5, ExpectedEnding.NOBODY)),
                Answer.End.refused("ACCOUNT_NOT_FOUND", "t1"));
        books.add(new BookedTransfer(0, "t1", "k1", "a", "nobody", 5, "FAILED", "ACCOUNT_NOT_FOUND"));
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
        books.add(new BookedTransfer(0, "t1", "k1", "a", "b", 6, "COMPLETED", null));
        books.add(new BookedEntry("t1", "a", "TRANSFER", -6, 2));
        books.add(new BookedEntry("t1", "b", "TRANSFER", 6, 2));
        balances(94, 106);
        check();
        assertThat(breaches.count(Promise.RIGHT_ANSWERS)).isEqualTo(1);
        assertThat(breaches.count(Promise.MONEY_CONSERVED)).isEqualTo(2);
    }

    @Test
    void aTransferNobodyAskedForIsWrong() {
        books.add(new BookedTransfer(0, "t1", "unknown", "a", "b", 5, "FAILED", "INSUFFICIENT_FUNDS"));
        balances(100, 100);
        check();
        assertThat(breaches.count(Promise.RIGHT_ANSWERS)).isEqualTo(1);
    }

    private void told(Answer answer) {
        history.answered(history.ask(new Order("k1", "a", "b", 5, ExpectedEnding.SCARCE)), answer);
    }

    private void booked(String id, String status, @Nullable String reason) {
        books.add(new BookedTransfer(0, id, "k1", "a", "b", 5, status, reason));
    }

    private void moved(String id, int times) {
        for (int i = 0; i < times; i++) {
            books.add(new BookedEntry(id, "a", "TRANSFER", -5, 2 + i));
            books.add(new BookedEntry(id, "b", "TRANSFER", 5, 2 + i));
        }
    }

    private void balances(long payer, long payee) {
        books.addBalance("a", payer);
        books.addBalance("b", payee);
    }

    private void check() {
        new BooksCheck(history, books, breaches).run(user -> OPENING);
    }
}
