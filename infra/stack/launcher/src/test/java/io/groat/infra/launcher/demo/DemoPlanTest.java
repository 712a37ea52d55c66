package io.groat.infra.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemoPlanTest {
    private static final DemoPlan PLAN = DemoPlan.standard("run");

    @Test
    void isWhatIsAnnounced() {
        assertThat(PLAN.wallets()).isEqualTo(1_000);
        assertThat(PLAN.singles() + PLAN.streamed()).isEqualTo(20_000);
        assertThat(PLAN.wallet(0)).isEqualTo("demo-0001");
        assertThat(PLAN.wallet(999)).isEqualTo("demo-1000");
    }

    @Test
    void ordersAreSoundButForThoseMeantToBeRefused() {
        List<TransferOrder> orders =
                IntStream.range(0, 20_000).mapToObj(PLAN::order).toList();
        assertThat(orders).extracting(TransferOrder::idempotencyKey).doesNotHaveDuplicates();
        assertThat(orders).allSatisfy(order -> {
            assertThat(order.payer()).isNotEqualTo(order.payee());
            assertThat(order.amount()).isPositive();
        });
        assertThat(orders)
                .filteredOn(order -> order.amount() == DemoPlan.TOO_MUCH)
                .hasSize(200);
        assertThat(orders)
                .filteredOn(order -> order.payee().startsWith("nobody"))
                .hasSize(200);
    }

    @Test
    void theSameNumberIsAlwaysTheSameOrder() {
        assertThat(PLAN.order(1234)).isEqualTo(DemoPlan.standard("run").order(1234));
        assertThat(PLAN.order(1234).idempotencyKey())
                .isNotEqualTo(DemoPlan.standard("other").order(1234).idempotencyKey());
    }
}
