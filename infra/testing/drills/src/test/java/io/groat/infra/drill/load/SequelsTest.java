package io.groat.infra.drill.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.drill.history.Answer;
import io.groat.infra.drill.history.ExpectedEnding;
import io.groat.infra.drill.history.Order;
import io.groat.infra.drill.history.OrderKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What follows on orders: everything that a drill knows, each order once, and nothing before its time. */
class SequelsTest {
    private static final int HOLDS = 200;
    private static final int PAYMENTS = 400;

    private final Sequels sequels = new Sequels(user -> user.equals("poor"), 7);

    @Test
    void aLifeUsesEveryKindAndNoKeyTwice() {
        Deque<Order> open = new ArrayDeque<>();
        for (int i = 0; i < HOLDS; i++) {
            open.add(hold(i));
        }
        for (int i = 0; i < PAYMENTS; i++) {
            open.add(Order.transfer("p" + i, "a", i % 2 == 0 ? "b" : "poor", 100, ExpectedEnding.SURE));
        }
        List<Order> all = new ArrayList<>();
        while (!open.isEmpty()) {
            Order done = open.remove();
            all.add(done);
            Long amount = done.amountMinor() == null ? (Long) 50L : done.amountMinor();
            Answer.End end =
                    Answer.End.completed("id-" + done.key(), done.kind().moves() ? amount : null);
            sequels.after(done, end).forEach(stage -> open.addAll(stage.orders()));
        }
        Set<OrderKind> kinds = EnumSet.noneOf(OrderKind.class);
        Set<String> keys = new HashSet<>();
        all.forEach(order -> {
            kinds.add(order.kind());
            assertThat(keys.add(order.key())).as(order.key()).isTrue();
        });
        assertThat(kinds).containsAll(EnumSet.complementOf(EnumSet.of(OrderKind.DEPOSIT, OrderKind.WITHDRAWAL)));
    }

    @Test
    void whatBelongsTogetherHasToEndFirst() {
        for (int i = 0; i < HOLDS; i++) {
            List<Sequels.Stage> first = sequels.after(hold(i), Answer.End.completed("h" + i));
            if (first.isEmpty()) {
                continue;
            }
            List<Order> together = first.get(0).orders();
            for (Order one : together.subList(1, together.size())) {
                assertThat(sequels.after(one, Answer.End.refused("HOLD_ENDED", null)))
                        .isEmpty();
            }
            sequels.after(together.get(0), Answer.End.refused("HOLD_ENDED", null))
                    .forEach(next -> assertThat(next.orders()).hasSize(1));
        }
    }

    @Test
    void aRefusedOrderHasNoSequel() {
        for (int i = 0; i < HOLDS; i++) {
            assertThat(sequels.after(hold(i), Answer.End.refused("INSUFFICIENT_FUNDS", null)))
                    .isEmpty();
        }
    }

    @Test
    void aLateCaptureComesAboutWhenTheHoldEnds() {
        Set<Boolean> captured = new HashSet<>();
        for (int i = 0; i < HOLDS; i++) {
            List<Sequels.Stage> stages =
                    sequels.after(hold(i).lasting(Duration.ofSeconds(3)), Answer.End.completed("h" + i));
            captured.add(stages.isEmpty());
            stages.forEach(stage -> assertThat(stage.delayMillis()).isBetween(2_600L, 3_400L));
        }
        assertThat(captured).as("some are captured late, some left").hasSize(2);
    }

    @Test
    void whoMayLackTheMoneyMayBeRefusedForIt() {
        List<Order> refunds = new ArrayList<>();
        for (int i = 0; i < PAYMENTS; i++) {
            Order payment = Order.transfer("p" + i, "a", "poor", 100, ExpectedEnding.SURE);
            sequels.after(payment, Answer.End.completed("t" + i, 100L))
                    .forEach(stage -> refunds.addAll(stage.orders()));
        }
        assertThat(refunds).isNotEmpty().allSatisfy(refund -> {
            assertThat(refund.outlook()).isEqualTo(ExpectedEnding.SCARCE_REFUND_RACE);
            assertThat(refund.payer()).isEqualTo("poor");
            assertThat(refund.payee()).isEqualTo("a");
        });
    }

    private static Order hold(int number) {
        return Order.first("h" + number, OrderKind.HOLD, "a", "b", 200, ExpectedEnding.SURE);
    }
}
