package io.groat.router.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.engine.SettlementEngine;
import io.groat.engine.ShardGateway;
import io.groat.money.CurrencyCode;
import io.groat.settlement.Settleable.Kind;
import io.groat.settlement.Transit;
import io.groat.settlement.Transit.Aged;
import io.groat.settlement.Transit.OfKind;
import io.groat.settlement.TransitLine.Age;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The transit report's metrics: what the last report said, each series once and for good. */
class TransitMetersTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = Instant.parse("2026-11-30T12:00:00Z");
    private final TransitMeters transit =
            new TransitMeters(new SettlementEngine(nobody(), List.of(), List.of("one"), () -> now), meters, () -> now);

    private static ShardGateway nobody() {
        return (ShardGateway) Proxy.newProxyInstance(
                ShardGateway.class.getClassLoader(),
                new Class<?>[] {ShardGateway.class},
                (proxy, method, arguments) -> {
                    throw new IllegalStateException("no shard is to be asked");
                });
    }

    @Test
    void thereIsNoAgeUntilThereIsAReport() {
        assertThat(value("groat.transit.age")).isNaN();

        transit.report(List.of());
        now = now.plusSeconds(90);

        assertThat(value("groat.transit.age")).isEqualTo(90);
    }

    @Test
    void whatIsSettledIsZeroAndItsSeriesStays() {
        transit.report(List.of(of(
                -300,
                new Aged(
                        Age.LONGER,
                        2,
                        250,
                        now,
                        List.of(new OfKind(Kind.PAYMENT, 1, 300), new OfKind(Kind.REFUND, 1, -50))))));
        assertThat(value("groat.transit.unsettled", "age", "LONGER", "kind", "PAYMENT"))
                .isEqualTo(1);
        assertThat(value("groat.transit.unsettled.amount", "age", "LONGER", "kind", "REFUND"))
                .isEqualTo(-50);
        assertThat(value("groat.transit.difference", "gateway", "one")).isEqualTo(-50);
        List<Meter.Id> before = meters.getMeters().stream().map(Meter::getId).toList();

        transit.report(List.of(of(0)));

        assertThat(value("groat.transit.unsettled", "age", "LONGER", "kind", "PAYMENT"))
                .isZero();
        assertThat(value("groat.transit.difference", "gateway", "one")).isZero();
        assertThat(meters.getMeters()).extracting(Meter::getId).containsExactlyInAnyOrderElementsOf(before);
    }

    private static Transit of(long balanceMinor, Aged... unsettled) {
        return new Transit("one", CurrencyCode.of("EUR"), balanceMinor, List.of(unsettled), 0, 0, 0);
    }

    private double value(String name, String... tags) {
        return meters.get(name).tags(tags).gauge().value();
    }
}
