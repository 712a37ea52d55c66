package io.groat.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of an order's life. */
class OrderStatusTest {

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            from,     CREATED, PENDING, PAID, CREDITED, FAILED, EXPIRED
            CREATED,  same,    yes,     yes,  no,       yes,    yes
            PENDING,  no,      same,    yes,  no,       yes,    yes
            PAID,     no,      no,      same, yes,      no,     no
            CREDITED, no,      no,      no,   same,     no,     no
            FAILED,   no,      no,      yes,  no,       same,   no
            EXPIRED,  no,      no,      yes,  no,       no,     same
            """)
    void anOrderTakesTheseStepsAndNoOthers(
            OrderStatus from,
            String created,
            String pending,
            String paid,
            String credited,
            String failed,
            String expired) {
        Map<OrderStatus, String> row = Map.of(
                OrderStatus.CREATED, created,
                OrderStatus.PENDING, pending,
                OrderStatus.PAID, paid,
                OrderStatus.CREDITED, credited,
                OrderStatus.FAILED, failed,
                OrderStatus.EXPIRED, expired);
        row.forEach((to, step) -> {
            if (step.equals("no")) {
                assertThatThrownBy(() -> from.become(to)).hasMessageContaining(from + " can't become " + to);
            } else {
                assertThat(from.become(to)).isEqualTo(to);
                assertThat(from.next().contains(to)).isEqualTo(step.equals("yes"));
            }
        });
    }
}
