package io.groat.notifier.intake;

import static io.groat.notifier.RunningNotifier.body;
import static io.groat.notifier.RunningNotifier.eventually;
import static io.groat.notifier.RunningNotifier.get;
import static io.groat.notifier.RunningNotifier.post;
import static io.groat.notifier.RunningNotifier.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.groat.event.Event;
import io.groat.event.EventType;
import io.groat.notifier.Outside;
import io.groat.notifier.Outside.Received;
import io.groat.notifier.OutsideEvents;
import io.groat.notifier.RunningNotifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Orders, payouts and disputes, from Kafka to the app and to webhooks. */
class OutsideIT {

    private final RunningNotifier notifier = RunningNotifier.shared();
    private final Outside outside = Outside.shared();

    @Test
    void anOrderIsToldOnceByMessageAndByWebhook() {
        String payee = user("shop");
        post(
                        notifier.as(payee),
                        "/v1/webhooks",
                        "{\"url\":\"" + outside.uri()
                                + "/outside\",\"events\":[\"order.created\",\"order.credited\",\"deposit.completed\"]}")
                .expectStatus()
                .isCreated();
        UUID order = RunningNotifier.paymentId();
        Event deposit = RunningNotifier.payment(
                        EventType.PaymentCompleted,
                        "DEPOSIT",
                        RunningNotifier.paymentId(),
                        "funding:razorpay",
                        payee,
                        2500)
                .with(Event.KIND, "DEPOSIT")
                .with(Event.STEP, "true");
        List<Event> all = new ArrayList<>();
        all.addAll(Collections.nCopies(3, OutsideEvents.order(EventType.OrderCreated, order, payee)));
        all.addAll(Collections.nCopies(3, OutsideEvents.order(EventType.OrderAttemptFailed, order, payee)));
        all.addAll(Collections.nCopies(3, deposit));
        Event credited = OutsideEvents.order(EventType.OrderCredited, order, payee);
        all.addAll(Collections.nCopies(3, credited));

        notifier.send(all);

        eventually(() -> assertThat(outside.received("/outside"))
                .extracting(one -> JsonPath.<String>read(one.body(), "$.type"))
                .containsExactlyInAnyOrder("order.created", "deposit.completed", "order.credited"));
        assertThat(outside.received("/outside"))
                .extracting(Received::body)
                .noneMatch(body -> body.contains(OutsideEvents.INSTRUMENT));
        eventually(() -> assertThat(notifier.messages(payee, "&channel=inapp")).hasSize(1));
        assertThat(body(get(notifier.as(payee), "/v1/notifications")))
                .contains("\"template\":\"order-credited\"", "25.00 EUR");
    }

    @Test
    void aPayoutAndADisputeAreToldToWhoseTheyAre() {
        String user = user("ann");
        notifier.send(List.of(
                OutsideEvents.payout(EventType.PayoutCreated, RunningNotifier.paymentId(), user, null),
                OutsideEvents.payout(EventType.PayoutSettled, RunningNotifier.paymentId(), user, null),
                OutsideEvents.dispute(EventType.DisputeResponseDue, RunningNotifier.paymentId(), user, "PAYEE")));

        eventually(() -> assertThat(notifier.messages(user, "&channel=inapp")).hasSize(2));
        assertThat(body(get(notifier.as(user), "/v1/notifications")))
                .contains("\"template\":\"payout-settled\"", "\"template\":\"dispute-response-due\"", "2026-12-31");
    }
}
