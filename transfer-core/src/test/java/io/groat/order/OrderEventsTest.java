package io.groat.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.AccountRef;
import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.OrderEvent;
import io.groat.money.CurrencyCode;
import io.groat.shard.SlottedId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which change of an order tells what. */
class OrderEventsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final UUID ID = SlottedId.create(SlottedId.Kind.ORDER, 7, NOW);
    private static final UUID MOVEMENT = SlottedId.create(SlottedId.Kind.TRANSFER, 7, NOW);

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            none | CREATED  | gate | CREATED  | OrderCreated
            none | CREATED  | none | EXPIRED  | -
            none | CREATED  | none | CREATED  | -
            gate | CREATED  | gate | CREATED  | -
            gate | CREATED  | gate | PENDING  | -
            gate | CREATED  | gate | FAILED   | OrderFailed
            gate | CREATED  | gate | EXPIRED  | OrderExpired
            gate | PENDING  | gate | FAILED   | OrderFailed
            gate | PENDING  | gate | EXPIRED  | OrderExpired
            gate | FAILED   | gate | FAILED   | -
            gate | EXPIRED  | gate | EXPIRED  | -
            gate | PENDING  | gate | PAID     | -
            gate | EXPIRED  | gate | PAID     | -
            gate | PAID     | gate | PAID     | -
            gate | CREDITED | gate | CREDITED | -
            """)
    void eachChangeTellsThis(
            @Nullable String by, OrderStatus from, @Nullable String gateway, OrderStatus to, String expected) {
        List<Event> told = OrderEvents.of(order(by, from, 0), order(gateway, to, 0), NOW);
        assertThat(told)
                .extracting(Event::id)
                .isEqualTo(expected.equals("-") ? List.of() : List.of(ID + ":" + expected));
    }

    @Test
    void creditIsToldWithWhatPaid() {
        GatewayPayment payment = GatewayPayment.of(
                order("gate", OrderStatus.PENDING, 2),
                "gate",
                new PaymentGateway.Paid("p", 500, CurrencyCode.of("EUR"), 0, "hash"),
                NOW.minusSeconds(60),
                NOW);
        Order paid = order("gate", OrderStatus.PAID, 2);
        Order credited = paid.become(OrderStatus.CREDITED, null, MOVEMENT, NOW);

        List<Event> told = OrderEvents.credited(paid, credited, payment, NOW);

        assertThat(told).extracting(Event::id).containsExactly(ID + ":OrderCredited");
        OrderEvent body = EventJson.read(told.get(0).data(), OrderEvent.class);
        assertThat(body.instrument()).isEqualTo("hash");
        assertThat(body.instrumentSeenAt()).isEqualTo(NOW.minusSeconds(60));
        assertThat(body.paidAt()).isEqualTo(NOW);
        assertThat(body.attempts()).isEqualTo(2);
        assertThat(body.movementId()).isEqualTo(MOVEMENT);
        assertThat(OrderEvents.credited(credited, credited, payment, NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | 0 | A B   |
            0 | 2 | A B   | 1A 2B
            1 | 3 | A B C | 2B 3C
            3 | 3 | A B C |
            1 | 2 | A     | 2
            """)
    void eachAttemptIsToldByItsNumber(int known, int next, String reasons, @Nullable String expected) {
        List<String> told = new ArrayList<>();
        for (Event event : OrderEvents.attempted(
                order("gate", OrderStatus.CREATED, known),
                order("gate", OrderStatus.PENDING, next),
                List.of(reasons.split(" ")),
                NOW)) {
            OrderEvent body = EventJson.read(event.data(), OrderEvent.class);
            assertThat(event.id()).isEqualTo(ID + ":OrderAttemptFailed:" + body.attempts());
            told.add(body.attempts() + (body.reason() == null ? "" : body.reason()));
        }
        assertThat(String.join(" ", told)).isEqualTo(expected == null ? "" : expected);
    }

    private static Order order(@Nullable String gateway, OrderStatus status, int attempts) {
        return new Order(
                ID,
                1,
                "key",
                "ada",
                SlottedId.create(SlottedId.Kind.ACCOUNT, 7, NOW),
                new AccountRef.ByUser("ada"),
                500,
                CurrencyCode.of("EUR"),
                OrderMethod.UPI,
                null,
                null,
                gateway,
                gateway == null ? null : "o1",
                null,
                status,
                null,
                NOW,
                NOW.plusSeconds(60),
                null,
                null,
                null,
                attempts);
    }
}
