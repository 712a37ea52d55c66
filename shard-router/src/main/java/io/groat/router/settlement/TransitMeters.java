package io.groat.router.settlement;

import io.groat.engine.SettlementEngine;
import io.groat.settlement.Transit;
import io.groat.settlement.Transit.Aged;
import io.groat.settlement.Transit.OfKind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;

/**
 * The transit report as metrics: what its last round found, so that no scrape asks a shard. Where a shard is away the report
 * before stays, and its age grows. A series that was there stays, and is 0 once there is nothing of it: one that is taken away
 * and made again may be seen twice by a scrape, which then fails.
 */
final class TransitMeters {

    private static final Map<String, String> DESCRIPTIONS = Map.of(
            "groat.transit.unsettled", "What a gateway has and has not settled, by how long it has had it",
            "groat.transit.unsettled.amount", "The same in minor units; below zero where it is owed to the gateway",
            "groat.transit.difference", "What of a transit account nothing explains, in minor units");

    private final SettlementEngine engine;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Map<Series, AtomicLong> series = new ConcurrentHashMap<>();
    private volatile Instant reportedAt = Instant.MIN;

    private record Series(String name, Tags tags) {}

    TransitMeters(SettlementEngine engine, MeterRegistry meters, InstantSource clock) {
        this.engine = engine;
        this.meters = meters;
        this.clock = clock;
        Gauge.builder("groat.transit.age", this, TransitMeters::ageSeconds)
                .description("Age of the report that the others are of; not a number until there is one")
                .baseUnit("seconds")
                .register(meters);
    }

    private double ageSeconds() {
        Instant at = reportedAt;
        return at.equals(Instant.MIN)
                ? Double.NaN
                : Duration.between(at, clock.instant()).toMillis() / 1000.0;
    }

    /** Asks all shards once. Gives 1: there is always something to look at. */
    Mono<Long> round() {
        return engine.transit().doOnNext(this::report).thenReturn(1L);
    }

    /** Shows what was found. */
    void report(List<Transit> all) {
        Map<Series, Long> found = new HashMap<>();
        for (Transit one : all) {
            Tags account =
                    Tags.of("gateway", one.gateway(), "currency", one.currency().code());
            for (Aged aged : one.unsettled()) {
                for (OfKind of : aged.kinds()) {
                    Tags tags = account.and(
                            "age", aged.age().name(), "kind", of.kind().name());
                    found.put(new Series("groat.transit.unsettled", tags), of.count());
                    found.put(new Series("groat.transit.unsettled.amount", tags), of.amountMinor());
                }
            }
            found.put(new Series("groat.transit.difference", account), one.differenceMinor());
        }
        found.keySet().forEach(one -> series.computeIfAbsent(one, this::register));
        series.forEach((one, value) -> value.set(found.getOrDefault(one, 0L)));
        reportedAt = clock.instant();
    }

    private AtomicLong register(Series made) {
        AtomicLong value = new AtomicLong();
        Gauge.builder(made.name(), value, AtomicLong::get)
                .description(DESCRIPTIONS.get(made.name()))
                .tags(made.tags())
                .register(meters);
        return value;
    }
}
