package io.groat.infra.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrafficTest {
    @ParameterizedTest
    @EnumSource
    void theSameSeedGivesTheSameTransfers(Skew skew) {
        Traffic one = new Traffic(100, 7);
        Traffic other = new Traffic(100, 7);

        assertThat(LongStream.range(0, 1_000).mapToObj(n -> one.order(n, skew)))
                .containsExactlyElementsOf(LongStream.range(0, 1_000)
                        .mapToObj(n -> other.order(n, skew))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void nobodyPaysThemselvesAndAllNumbersAreInRange(Skew skew) {
        Traffic traffic = new Traffic(3, 7);

        assertThat(LongStream.range(0, 1_000).mapToObj(n -> traffic.next(skew)))
                .allSatisfy(order -> {
                    assertThat(order.payer()).isNotEqualTo(order.payee()).isBetween(0, 2);
                    assertThat(order.payee()).isBetween(0, 2);
                    assertThat(order.amountMinor()).isPositive();
                })
                .extracting(TransferOrder::key)
                .doesNotHaveDuplicates();
    }
}
