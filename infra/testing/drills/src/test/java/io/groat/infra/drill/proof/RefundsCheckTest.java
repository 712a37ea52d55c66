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

/** Wrong refunds are found wrong, each in its own way; right ones pass. One payment, of 100 from a to b. */
class RefundsCheckTest {
    private final Violations breaches = new Violations();
    private final History history = new History(breaches);
    private final Books books = new Books();
    private final Order payment = Order.transfer("k1", "a", "b", 100, ExpectedEnding.SURE);

    @Test
    void whatIsNotedPasses() {
        booked("COMPLETED");
        back("r1", 60, "COMPLETED");
        back("r2", 40, "PENDING");
        back("r3", 40, "FAILED");
        books.addRefunded("t1", 100);
        check();
        assertThat(breaches.none()).isTrue();
    }

    @Test
    void moreThanCameBreaksTheCap() {
        booked("COMPLETED");
        back("r1", 60, "COMPLETED");
        back("r2", 41, "COMPLETED");
        books.addRefunded("t1", 101);
        check();
        assertThat(breaches.count(Promise.REFUNDS_CAPPED)).isEqualTo(1);
    }

    @Test
    void aRefundOfWhatNeverArrivedBreaksTheCap() {
        booked("FAILED");
        back("r1", 60, "COMPLETED");
        books.addRefunded("t1", 60);
        check();
        assertThat(breaches.count(Promise.REFUNDS_CAPPED)).isEqualTo(1);
    }

    @Test
    void whatIsNotedOtherwiseBreaksTheCap() {
        booked("COMPLETED");
        back("r1", 60, "COMPLETED");
        check();
        books.addRefunded("t1", 59);
        check();
        assertThat(breaches.count(Promise.REFUNDS_CAPPED)).isEqualTo(2);
    }

    @Test
    void aRefusalIsBorneOutByWhatWasGivenBack() {
        booked("COMPLETED");
        back("r1", 60, "COMPLETED");
        books.addRefunded("t1", 60);
        refused(1, 41L, "REFUND_TOO_LARGE");
        check();
        assertThat(breaches.none()).isTrue();
        refused(2, 40L, "REFUND_TOO_LARGE");
        refused(3, null, "ALREADY_REFUNDED");
        check();
        assertThat(breaches.count(Promise.REFUNDS_CAPPED)).isEqualTo(2);
    }

    private void booked(String status) {
        books.add(new BookedTransfer(0, "t1", OrderKind.TRANSFER, "k1", "a", "b", 100, null, status, null));
    }

    private void back(String id, long amount, String status) {
        books.add(new BookedTransfer(1, id, OrderKind.REFUND, id, "b", "a", amount, "t1", status, null));
    }

    private void refused(int number, @Nullable Long amount, String code) {
        Order refund = payment.back(OrderKind.REFUND, number, "t1", amount, ExpectedEnding.REFUND_RACE);
        history.answered(history.ask(refund), Answer.End.refused(code, null));
    }

    private void check() {
        new RefundsCheck(history, books, breaches).run();
    }
}
