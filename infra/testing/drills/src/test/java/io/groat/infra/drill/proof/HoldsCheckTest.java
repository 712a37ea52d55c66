package io.groat.infra.drill.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.drill.history.Answer;
import io.groat.infra.drill.history.ExpectedEnding;
import io.groat.infra.drill.history.History;
import io.groat.infra.drill.history.Order;
import io.groat.infra.drill.history.OrderKind;
import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Violations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Wrong books of holds are found wrong, each in its own way; right ones pass. One hold, of 100 of a for b. */
class HoldsCheckTest {
    private final Violations breaches = new Violations();
    private final History history = new History(breaches);
    private final Books books = new Books();
    private final Order hold = Order.first("k1", OrderKind.HOLD, "a", "b", 100, ExpectedEnding.SURE);

    @Test
    void anOpenHoldThatIsReservedPasses() {
        told(hold, Answer.End.completed("h1"));
        booked(100, 0, 0, "AUTHORIZED", false);
        held(100);
        assertThat(rightByTheBooks()).isTrue();
    }

    @Test
    void onePartlyCapturedAndIncreasedPasses() {
        told(hold, Answer.End.completed("h1"));
        told(more(), Answer.End.completed("h1"));
        told(capture(1, 60L, ExpectedEnding.SURE), Answer.End.completed("t1", 60L));
        booked(150, 60, 0, "PARTIALLY_CAPTURED", false);
        books.addIncrement("h1", "k1-increment1", 50);
        captured("t1", 60);
        held(90);
        assertThat(rightByTheBooks()).isTrue();
    }

    @Test
    void aHoldThatIsNotThereIsLost() {
        told(hold, Answer.End.completed("h1"));
        rightByTheBooks();
        assertThat(breaches.count(Promise.NOT_LOST)).isEqualTo(1);
    }

    @Test
    void aHoldOfAnotherAmountIsAWrongAnswer() {
        told(hold, Answer.End.completed("h1"));
        books.add(new BookedHold(0, "h1", "k1", "a", "b", 99, 99, 0, 0, "AUTHORIZED", false));
        held(99);
        rightByTheBooks();
        assertThat(breaches.count(Promise.RIGHT_ANSWERS)).isEqualTo(1);
    }

    @Test
    void aHoldNobodyAskedForIsWrong() {
        booked(100, 0, 0, "AUTHORIZED", false);
        held(100);
        rightByTheBooks();
        assertThat(breaches.count(Promise.RIGHT_ANSWERS)).isEqualTo(1);
    }

    @Test
    void aRefusedHoldThatStandsIsWrong() {
        told(
                Order.first("k1", OrderKind.HOLD, "a", "b", 100, ExpectedEnding.TOO_MUCH),
                Answer.End.refused("INSUFFICIENT_FUNDS", null));
        booked(100, 0, 0, "AUTHORIZED", false);
        held(100);
        rightByTheBooks();
        assertThat(breaches.count(Promise.RIGHT_ANSWERS)).isEqualTo(1);
    }

    @Test
    void moreHeldThanIsReservedDoesNotAddUp() {
        told(hold, Answer.End.completed("h1"));
        booked(100, 0, 100, "RELEASED", false);
        held(100);
        rightByTheBooks();
        assertThat(breaches.count(Promise.HOLDS_ADD_UP)).isEqualTo(1);
    }

    @Test
    void aCaptureThatIsNotNotedDoesNotAddUp() {
        told(hold, Answer.End.completed("h1"));
        booked(100, 0, 0, "AUTHORIZED", false);
        captured("t1", 60);
        held(100);
        rightByTheBooks();
        assertThat(breaches.count(Promise.HOLDS_ADD_UP)).isEqualTo(1);
    }

    @Test
    void anIncrementThatIsNotThereIsLost() {
        told(hold, Answer.End.completed("h1"));
        told(more(), Answer.End.completed("h1"));
        booked(100, 0, 0, "AUTHORIZED", false);
        held(100);
        rightByTheBooks();
        assertThat(breaches.count(Promise.NOT_LOST)).isEqualTo(1);
    }

    @Test
    void aRefusalIsBorneOutByWhatWasTaken() {
        told(hold, Answer.End.completed("h1"));
        told(capture(1, 40L, ExpectedEnding.CAPTURE_RACE), Answer.End.completed("t1", 40L));
        told(capture(2, 61L, ExpectedEnding.CAPTURE_RACE), Answer.End.refused("CAPTURE_TOO_LARGE", null));
        told(capture(3, 60L, ExpectedEnding.CAPTURE_RACE), Answer.End.refused("CAPTURE_TOO_LARGE", null));
        booked(100, 40, 0, "PARTIALLY_CAPTURED", false);
        captured("t1", 40);
        held(60);
        rightByTheBooks();
        assertThat(breaches.cases(Promise.HOLDS_ADD_UP))
                .singleElement()
                .satisfies(one -> assertThat(one).contains("k1-capture3"));
    }

    @Test
    void bothOfVoidAndCaptureCannotWin() {
        told(hold, Answer.End.completed("h1"));
        told(hold.next(OrderKind.VOID, 1, "h1", null, ExpectedEnding.END_RACE), Answer.End.completed("h1"));
        told(capture(1, null, ExpectedEnding.END_RACE), Answer.End.completed("t1", 100L));
        booked(100, 100, 0, "CAPTURED", false);
        captured("t1", 100);
        held(0);
        rightByTheBooks();
        assertThat(breaches.count(Promise.HOLDS_ADD_UP)).isEqualTo(1);
    }

    @Test
    void oneThatShouldHaveExpiredIsStuck() {
        told(hold, Answer.End.completed("h1"));
        booked(100, 0, 0, "AUTHORIZED", true);
        held(100);
        rightByTheBooks();
        assertThat(breaches.count(Promise.ALWAYS_ENDS)).isEqualTo(1);
    }

    private Order more() {
        return hold.next(OrderKind.INCREMENT, 1, "h1", 50L, ExpectedEnding.SURE);
    }

    private Order capture(int number, @Nullable Long amount, ExpectedEnding outlook) {
        return hold.next(OrderKind.CAPTURE, number, "h1", amount, outlook);
    }

    private void told(Order order, Answer answer) {
        history.answered(history.ask(order), answer);
    }

    private void booked(long amount, long captured, long released, String status, boolean over) {
        books.add(new BookedHold(0, "h1", "k1", "a", "b", 100, amount, captured, released, status, over));
    }

    private void captured(String id, long amount) {
        books.add(new BookedTransfer(0, id, OrderKind.CAPTURE, id, "a", "b", amount, "h1", "COMPLETED", null));
    }

    private void held(long amount) {
        books.addBalance("a", 1_000, amount);
    }

    /** Whether all is right. */
    private boolean rightByTheBooks() {
        new HoldsCheck(history, books, breaches).run();
        return breaches.none() && breaches.allChecked();
    }
}
