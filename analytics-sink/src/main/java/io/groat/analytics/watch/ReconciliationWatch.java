package io.groat.analytics.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Has a router check the books from time to time, and keeps the outcome for alerts. */
public final class ReconciliationWatch {

    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final WebClient http;
    private final InstantSource clock;
    private final Disposable.Swap asking = Disposables.swap();
    private volatile double balanced = Double.NaN;
    private volatile Instant checkedAt;

    public ReconciliationWatch(
            WebClient.Builder http,
            WatchSettings settings,
            String credential,
            InstantSource clock,
            MeterRegistry meters) {
        this.http = http.clone()
                .baseUrl(settings.router())
                .defaultHeaders(headers -> headers.setBearerAuth(credential))
                .build();
        this.clock = clock;
        this.checkedAt = clock.instant();
        Gauge.builder("groat.reconciliation.balanced", () -> balanced)
                .description("1 while the books balance, 0 when they do not")
                .register(meters);
        Gauge.builder(
                        "groat.reconciliation.age",
                        () -> Duration.between(checkedAt, clock.instant()).toSeconds())
                .description("How long ago the books were checked")
                .baseUnit("seconds")
                .register(meters);
    }

    public void start() {
        asking.update(Flux.interval(FIRST, EVERY)
                .onBackpressureDrop()
                .concatMap(tick -> ask(), 1)
                .subscribe());
    }

    public void stop() {
        asking.dispose();
    }

    /** Whether the books balanced when they were last checked; null while they have not been, or not for long. */
    @Nullable
    Boolean balanced() {
        boolean known =
                !Double.isNaN(balanced) && checkedAt.isAfter(clock.instant().minus(EVERY.multipliedBy(3)));
        return known ? Boolean.valueOf(balanced > 0) : null;
    }

    /** A router that can't say changes nothing but the age. */
    private Mono<Void> ask() {
        return http.get()
                .uri("/v1/reconciliation")
                .retrieve()
                .bodyToMono(JsonNode.class)
                .timeout(LIMIT)
                .doOnNext(this::took)
                .onErrorComplete()
                .then();
    }

    private void took(JsonNode answer) {
        balanced = answer.path("balanced").asBoolean(false) ? 1 : 0;
        checkedAt = clock.instant();
    }
}
