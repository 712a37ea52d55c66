package io.groat.analytics.watch;

import io.groat.analytics.rounds.Rounds;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Has a router check the books from time to time, and keeps the outcome for alerts. That reads every account and every
 * entry, and holds some of them: the longer it takes the less often it is asked for, and less often still when it could not
 * be done. Not to know is no trouble, only older and older knowledge.
 */
final class ReconciliationWatch {

    /** The limit of an answer. */
    public static final Duration LIMIT = Duration.ofMinutes(1);

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final Duration SELDOM = Duration.ofHours(1);
    /** At most this part of the time the books are being checked. */
    private static final int ONE_IN = 100;

    private final WebClient http;
    private final InstantSource clock;
    private final Disposable.Swap asking = Disposables.swap();
    private volatile double balanced = Double.NaN;
    private volatile Instant checkedAt;
    private volatile Duration pause = EVERY;

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

    void start() {
        asking.update(Mono.delay(FIRST).then(Rounds.of(this::round, SELDOM)).subscribe());
    }

    void stop() {
        asking.dispose();
    }

    /** Whether the books balanced when they were last checked; null while they have not been, or not for long. */
    @Nullable
    Boolean balanced() {
        boolean known =
                !Double.isNaN(balanced) && checkedAt.isAfter(clock.instant().minus(pause.multipliedBy(3)));
        return known ? Boolean.valueOf(balanced > 0) : null;
    }

    private Mono<Duration> round() {
        Instant begun = clock.instant();
        return ask().map(answered -> {
            Duration took = Duration.between(begun, clock.instant());
            pause = next(pause, answered, took);
            return pause;
        });
    }

    /** The pause before the next check. */
    static Duration next(Duration before, boolean answered, Duration took) {
        Duration wanted = answered ? took.multipliedBy(ONE_IN) : before.multipliedBy(2);
        Duration atLeast = wanted.compareTo(EVERY) > 0 ? wanted : EVERY;
        return atLeast.compareTo(SELDOM) < 0 ? atLeast : SELDOM;
    }

    /** Whether there was an answer. A router that can't say changes nothing but the age. */
    private Mono<Boolean> ask() {
        return http.get()
                .uri("/v1/reconciliation")
                .retrieve()
                .bodyToMono(JsonNode.class)
                .timeout(LIMIT)
                .map(this::took)
                .onErrorReturn(false)
                .defaultIfEmpty(false);
    }

    boolean took(JsonNode answer) {
        JsonNode found = answer.path("balanced");
        if (found.isBoolean()) {
            balanced = found.asBoolean() ? 1 : 0;
            checkedAt = clock.instant();
        }
        return found.isBoolean();
    }
}
