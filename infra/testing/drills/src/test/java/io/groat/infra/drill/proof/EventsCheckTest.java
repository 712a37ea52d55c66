package io.groat.infra.drill.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.drill.history.OrderKind;
import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Violations;
import org.junit.jupiter.api.Test;

/** Two transfers of a, t1 before t2, and what can be wrong with their events. */
class EventsCheckTest {
    private final Violations breaches = new Violations();
    private final Books books = books();
    private final EventsCheck check = new EventsCheck(books, breaches);

    @Test
    void eachOnceInOrderPasses() {
        see("t1:PaymentInitiated", "t1:PaymentCompleted", "t2:PaymentInitiated", "t2:PaymentCompleted");
        assertThat(breaches.none()).isTrue();
        assertThat(check.seen()).isEqualTo(4);
    }

    @Test
    void repeatsHarmNobody() {
        see(
                "t1:PaymentInitiated",
                "t2:PaymentInitiated",
                "t1:PaymentInitiated",
                "t2:PaymentInitiated",
                "t1:PaymentCompleted",
                "t1:PaymentCompleted",
                "t2:PaymentCompleted");
        assertThat(breaches.none()).isTrue();
        assertThat(check.repeated()).isEqualTo(3);
    }

    @Test
    void missingEventsAreNamed() {
        see("t1:PaymentInitiated", "t1:PaymentCompleted", "t2:PaymentInitiated");
        assertThat(breaches.cases(Promise.EVENTS_ARRIVE))
                .singleElement()
                .satisfies(one -> assertThat(one).contains("No PaymentCompleted", "t2"));
    }

    @Test
    void theWrongEndIsABreach() {
        see("t1:PaymentInitiated", "t1:PaymentFailed", "t1:PaymentCompleted", "t2:PaymentInitiated");
        assertThat(breaches.count(Promise.EVENTS_ARRIVE)).isEqualTo(2); // the wrong one, and t2's missing one
    }

    @Test
    void anEventOfNoTransferIsABreach() {
        see(
                "t1:PaymentInitiated",
                "t1:PaymentCompleted",
                "t2:PaymentInitiated",
                "t2:PaymentCompleted",
                "t3:PaymentInitiated");
        assertThat(breaches.count(Promise.EVENTS_ARRIVE)).isEqualTo(1);
    }

    @Test
    void aLaterTransferFirstIsOutOfOrder() {
        see("t2:PaymentInitiated", "t1:PaymentInitiated", "t1:PaymentCompleted", "t2:PaymentCompleted");
        assertThat(breaches.count(Promise.EVENTS_IN_ORDER)).isEqualTo(1);
        assertThat(breaches.count(Promise.EVENTS_ARRIVE)).isZero();
    }

    @Test
    void theEndBeforeTheBeginningIsOutOfOrder() {
        see("t1:PaymentCompleted", "t1:PaymentInitiated", "t2:PaymentInitiated", "t2:PaymentCompleted");
        assertThat(breaches.count(Promise.EVENTS_IN_ORDER)).isEqualTo(1);
    }

    @Test
    void anotherKeyThanThePayersIsABreach() {
        check.take(new EventsCheck.Seen("b", "PaymentInitiated", "t1:PaymentInitiated", "t1"));
        assertThat(breaches.count(Promise.EVENTS_ARRIVE)).isEqualTo(1);
    }

    @Test
    void eventsOfHoldsAreOnesOfTheirOwn() {
        books.add(hold("h1", "RELEASED"));
        books.add(hold("h2", "EXPIRED"));
        books.add(hold("h3", "CAPTURED"));
        hear("h1:HoldAuthorized", "h2:HoldAuthorized", "h3:HoldAuthorized", "h3:HoldAuthorized");
        hear("h2:HoldExpiring2026", "h1:HoldVoided", "h2:HoldExpired");
        see("t1:PaymentInitiated", "t1:PaymentCompleted", "t2:PaymentInitiated", "t2:PaymentCompleted");
        assertThat(breaches.none()).isTrue();
        assertThat(check.repeated()).isEqualTo(1);
    }

    @Test
    void wrongEventsOfHoldsAreBreaches() {
        books.add(hold("h1", "RELEASED"));
        books.add(hold("h2", "AUTHORIZED"));
        hear("h1:HoldVoided", "h2:HoldAuthorized", "h2:HoldExpired", "h9:HoldAuthorized");
        see("t1:PaymentInitiated", "t1:PaymentCompleted", "t2:PaymentInitiated", "t2:PaymentCompleted");
        assertThat(breaches.cases(Promise.EVENTS_ARRIVE))
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).contains("h9", "not in the books"),
                        one -> assertThat(one).contains("No HoldAuthorized of hold h1"),
                        one -> assertThat(one).contains("A HoldExpired of hold h2"));
        assertThat(breaches.count(Promise.EVENTS_IN_ORDER)).isEqualTo(1);
    }

    @Test
    void eventsOfMoneyFromOutsideAreLookedAtByThemselves() {
        tell("o1:OrderCreated", "o1:OrderAttemptFailed:1", "o1:OrderExpired", "o1:OrderCredited", "o1:OrderCredited");
        tell("p1:PayoutCreated", "p1:PayoutSent", "p1:PayoutSettled", "p1:PayoutReturned");
        tell("d1:DisputeOpened", "d1:DisputeResponseNeeded:3", "d1:DisputeAnswered:4", "d1:DisputeResponseNeeded:5");
        tell("d1:DisputeWon");
        see("t1:PaymentInitiated", "t1:PaymentCompleted", "t2:PaymentInitiated", "t2:PaymentCompleted");
        assertThat(breaches.none()).isTrue();
        assertThat(check.repeated()).isEqualTo(1);
    }

    @Test
    void wrongEventsOfMoneyFromOutsideAreBreaches() {
        tell("o1:OrderCredited", "o1:OrderFailed");
        tell("p1:PayoutCreated", "p1:PayoutFailed", "p1:PayoutSettled");
        tell("d1:DisputeOpened", "d1:DisputeLost", "d1:DisputeWon", "d1:DisputeResponseDue:x");
        assertThat(breaches.cases(Promise.EVENTS_IN_ORDER))
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).contains("o1", "before its beginning"),
                        one -> assertThat(one).contains("OrderFailed", "came after OrderCredited"),
                        one -> assertThat(one).contains("PayoutSettled", "came after PayoutFailed"),
                        one -> assertThat(one).contains("DisputeWon", "came after DisputeLost"),
                        one -> assertThat(one).contains("DisputeResponseDue", "came after DisputeLost"),
                        one -> assertThat(one).contains("DisputeResponseDue", "came after DisputeWon"));
        assertThat(breaches.cases(Promise.EVENTS_ARRIVE))
                .singleElement()
                .satisfies(one -> assertThat(one).contains("DisputeResponseDue:x", "not the id"));
    }

    private void tell(String... ids) {
        for (String id : ids) {
            String[] parts = id.split(":", 3);
            check.take(new EventsCheck.Seen("a", parts[1], id, parts[0]));
        }
    }

    private void hear(String... ids) {
        for (String id : ids) {
            String[] parts = id.split(":", 2);
            String type = parts[1].replaceAll("[0-9]", "");
            check.take(new EventsCheck.Seen("a", type, id, parts[0]));
        }
    }

    private static BookedHold hold(String id, String status) {
        return new BookedHold(0, id, "k" + id, "a", "b", 5, 5, 0, 0, status, false);
    }

    private void see(String... ids) {
        for (String id : ids) {
            String[] parts = id.split(":", 2);
            check.take(new EventsCheck.Seen("a", parts[1], id, parts[0]));
        }
        check.finish();
    }

    private static Books books() {
        Books books = new Books();
        for (int i = 1; i <= 2; i++) {
            books.add(
                    new BookedTransfer(0, "t" + i, OrderKind.TRANSFER, "k" + i, "a", "b", 5, null, "COMPLETED", null));
            books.add(new BookedEntry("t" + i, "a", "TRANSFER", -5, 10 + i));
            books.add(new BookedEntry("t" + i, "b", "TRANSFER", 5, 20 - i));
        }
        return books;
    }
}
