package io.groat.infra.drill.outside;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What is wrong with money from outside is found, each in its own way; what is right passes. Alice has 500 from outside, 300
 * more were put aside, she is paid out 100 and has given back 50.
 */
class OutsideChecksTest {
    private static final Provider GATEWAY = Provider.RAZORPAY;
    private static final String ALICE = "alice";
    private static final OutsideUser USER = new OutsideUser(ALICE, GATEWAY, "place");

    private final Violations breaches = new Violations();
    private final List<Truth.Payment> payments = new ArrayList<>();
    private final List<Truth.Sent> payouts = new ArrayList<>();
    private final List<Truth.Sent> refunds = new ArrayList<>();
    private final List<Truth.Dispute> disputes = new ArrayList<>();
    private final List<Truth.Movement> movements = new ArrayList<>();
    private final OutsideBooks books = new OutsideBooks();

    @Test
    void whatAgreesPasses() {
        allRight(0);
        check();
        assertThat(breaches.none()).isTrue();
        assertThat(breaches.allChecked()).isTrue();
    }

    @Test
    void aCreditTooMuchIsFound() {
        allRight(500);
        books.add(new OutsideBooks.Credit(GATEWAY, "p1", "m9", 500, false));
        check();
        assertThat(breaches.cases(Promise.PAID_IN_ONCE))
                .singleElement()
                .asString()
                .contains("p1", "credited 2 times");
        assertThat(breaches.count(Promise.MONEY_CONSERVED)).isEqualTo(1);
    }

    @Test
    void aCreditTooFewIsFound() {
        allRight(0);
        payments.add(new Truth.Payment(GATEWAY, "p3", "o3", 70));
        check();
        assertThat(breaches.cases(Promise.PAID_IN_ONCE))
                .singleElement()
                .asString()
                .contains("p3", "credited 0 times");
    }

    @Test
    void aCreditThatTheGatewayDoesNotKnowIsFound() {
        allRight(0);
        books.add(new OutsideBooks.Credit(GATEWAY, "p9", "m9", 70, false));
        check();
        assertThat(breaches.cases(Promise.PAID_IN_ONCE))
                .singleElement()
                .asString()
                .contains("knows no such payment");
    }

    @Test
    void anotherAmountIsFound() {
        allRight(0);
        payments.add(new Truth.Payment(GATEWAY, "p3", "o3", 70));
        books.add(new OutsideBooks.Taken(GATEWAY, "p3", "order-1", 69, true, true));
        books.add(new OutsideBooks.Credit(GATEWAY, "p3", "m3", 69, true));
        books.addCase("p3");
        check();
        assertThat(breaches.count(Promise.PAID_IN_ONCE)).isEqualTo(1);
    }

    @Test
    void whatIsPutAsideNeedsACase() {
        allRight(0);
        payments.add(new Truth.Payment(GATEWAY, "p3", "o3", 70));
        books.add(new OutsideBooks.Taken(GATEWAY, "p3", "order-1", 70, true, true));
        books.add(new OutsideBooks.Credit(GATEWAY, "p3", "m3", 70, true));
        check();
        assertThat(breaches.cases(Promise.PAID_IN_ONCE))
                .singleElement()
                .asString()
                .contains("no case says so");
    }

    @Test
    void aPayoutThatWasSentTwiceIsFound() {
        allRight(0);
        payouts.add(new Truth.Sent(GATEWAY, "s9", "out-1", 100, "PROCESSED"));
        check();
        assertThat(breaches.cases(Promise.PAID_OUT_ONCE))
                .anyMatch(found -> found.contains("out-1 was sent as"))
                .anyMatch(found -> found.contains("nothing of it"));
    }

    @Test
    void aPayoutThatTheGatewayDoesNotKnowIsFound() {
        allRight(-30);
        books.add(new OutsideBooks.Out(GATEWAY, "out-2", null, ALICE, 30, false, "SETTLED", "w2"));
        books.add(new OutsideBooks.Withdrawal("w2", ALICE, 30));
        check();
        assertThat(breaches.cases(Promise.PAID_OUT_ONCE))
                .singleElement()
                .asString()
                .contains("knows nothing of it");
        assertThat(breaches.count(Promise.MONEY_CONSERVED)).isEqualTo(1);
    }

    @Test
    void aPayoutThatFailedHereAndArrivedThereIsFound() {
        allRight(0);
        payouts.add(new Truth.Sent(GATEWAY, "s2", "out-2", 30, "PROCESSED"));
        books.add(new OutsideBooks.Out(GATEWAY, "out-2", "s2", ALICE, 30, false, "FAILED", null));
        check();
        assertThat(breaches.count(Promise.PAID_OUT_ONCE)).isEqualTo(1);
        assertThat(breaches.count(Promise.MONEY_CONSERVED)).isEqualTo(1);
    }

    @Test
    void moneyThatNoPayoutHasTakenIsFound() {
        allRight(-40);
        books.add(new OutsideBooks.Withdrawal("w9", ALICE, 40));
        check();
        assertThat(breaches.cases(Promise.PAID_OUT_ONCE))
                .singleElement()
                .asString()
                .contains("no payout says so");
    }

    @Test
    void aRefundThatArrivedNowhereIsFound() {
        allRight(0);
        refunds.clear();
        check();
        assertThat(breaches.cases(Promise.PAID_OUT_ONCE))
                .singleElement()
                .asString()
                .contains("back-1");
    }

    @Test
    void aLostDisputeTakesTheMoney() {
        allRight(-500);
        disputes.add(new Truth.Dispute(GATEWAY, "d1", "p1", 500, "LOST"));
        books.add(new OutsideBooks.Disputed(GATEWAY, "d1", ALICE, "LOST", "PAYEE", 500));
        check();
        assertThat(breaches.none()).isTrue();
    }

    @Test
    void aDisputeThatIsNotKnownHereIsFound() {
        allRight(0);
        disputes.add(new Truth.Dispute(GATEWAY, "d1", "p1", 500, "LOST"));
        check();
        assertThat(breaches.count(Promise.PAID_OUT_ONCE)).isEqualTo(1);
    }

    @Test
    void whatStaysReservedIsFound() {
        allRight(0);
        books.addWallet(ALICE, 0, 10);
        check();
        assertThat(breaches.cases(Promise.MONEY_CONSERVED))
                .singleElement()
                .asString()
                .contains("10 is reserved");
    }

    @Test
    void anAcknowledgedOrderThatIsGoneIsLost() {
        allRight(0);
        new InCheck(truth(), books, breaches).run(Map.of("k9", "order-9"));
        new OutCheck(truth(), books, breaches).run(Map.of("k8", "out-8"));
        assertThat(breaches.count(Promise.NOT_LOST)).isEqualTo(2);
    }

    @Test
    void accountsOfTheGatewayHaveToAgreeToTheUnit() {
        movements.add(new Truth.Movement(GATEWAY, 800, 16));
        movements.add(new Truth.Movement(GATEWAY, -150, 0));
        SettledCheck settled = new SettledCheck(truth(), breaches);
        OutsideBooks before = new OutsideBooks();
        before.addSource("razorpay", "EUR", -650);
        settled.before(before);
        OutsideBooks after = new OutsideBooks();
        after.addSource("razorpay", "EUR", -650);
        after.addSource("razorpay", "EUR", 650);
        after.addSource("razorpay-fees", "EUR", -16);
        after.addSource("bank", "EUR", -634);
        settled.after(after);
        assertThat(breaches.none()).isTrue();

        after.addSource("bank", "EUR", 1);
        before.addSource("razorpay", "EUR", 1);
        settled.before(before);
        settled.after(after);
        assertThat(breaches.count(Promise.SETTLED_TO_THE_UNIT)).isEqualTo(2);
    }

    /** As it should be, but for what the wallet has too much. */
    private void allRight(long tooMuch) {
        books.addOrder("order-1", ALICE);
        payment("p1", 500, false);
        payment("p2", 300, true);
        books.addCase("p2");
        out("out-1", "s1", 100, false, "w1");
        books.add(new OutsideBooks.Withdrawal("w1", ALICE, 100));
        payouts.add(new Truth.Sent(GATEWAY, "s1", "out-1", 100, "PROCESSED"));
        out("back-1", "r1", 50, true, "b1");
        refunds.add(new Truth.Sent(GATEWAY, "r1", null, 50, "PROCESSED"));
        books.addWallet(ALICE, OutsideUser.OPENING + 500 - 100 - 50 + tooMuch, 0);
    }

    private void payment(String id, long amount, boolean aside) {
        payments.add(new Truth.Payment(GATEWAY, id, "o1", amount));
        books.add(new OutsideBooks.Taken(GATEWAY, id, "order-1", amount, aside, true));
        books.add(new OutsideBooks.Credit(GATEWAY, id, "m-" + id, amount, aside));
    }

    private void out(String id, @Nullable String sentAs, long amount, boolean refund, String movement) {
        books.add(new OutsideBooks.Out(GATEWAY, id, sentAs, ALICE, amount, refund, "SETTLED", movement));
    }

    private Truth truth() {
        return new Truth(payments, payouts, refunds, disputes, movements, 0);
    }

    private void check() {
        Truth truth = truth();
        new InCheck(truth, books, breaches).run(Map.of("k1", "order-1"));
        new OutCheck(truth, books, breaches).run(Map.of("k2", "out-1"));
        new WalletsCheck(truth, books, breaches).run(List.of(USER));
    }
}
