package io.groat.fraud.operate;

import io.groat.cassandra.Cassandra;
import io.groat.fraud.serving.Models;
import io.groat.fraud.serving.NumberedModel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Looks each minute how far the models that score now have drifted, for Prometheus. All processes tell the same. While Cassandra
 * is away the last known stays.
 */
final class DriftWatch {

    private static final Logger LOG = LoggerFactory.getLogger(DriftWatch.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Drifts drifts;
    private final Supplier<Models> models;
    private final MultiGauge index;
    private final MultiGauge payments;
    private final Disposable.Swap watching = Disposables.swap();

    /** A model where it stands. */
    private record Standing(String role, NumberedModel model) {}

    private record Found(Standing standing, Drift drift) {}

    /** @param models as they are in force */
    DriftWatch(Drifts drifts, Supplier<Models> models, MeterRegistry meters) {
        this.drifts = drifts;
        this.models = models;
        this.index = MultiGauge.builder("groat.fraud.drift.psi")
                .description("How far features and scores of the last day are from those of the training")
                .register(meters);
        this.payments = MultiGauge.builder("groat.fraud.drift.payments")
                .description("Payments of the last day that a model has scored")
                .register(meters);
    }

    void start() {
        watching.update(Flux.interval(EVERY)
                .onBackpressureDrop()
                .concatMap(tick -> look().onErrorResume(DriftWatch::unseen), 1)
                .subscribe());
    }

    void stop() {
        watching.dispose();
    }

    /** Looks now. */
    Mono<Void> look() {
        return Flux.defer(() -> Flux.fromIterable(standing(models.get())))
                .concatMap(one -> drifts.of(one.model().version(), one.model().model(), Instant.now())
                        .map(drift -> new Found(one, drift)))
                .collectList()
                .doOnNext(this::show)
                .then();
    }

    private void show(List<Found> found) {
        List<MultiGauge.Row<?>> indices = new ArrayList<>();
        List<MultiGauge.Row<?>> counts = new ArrayList<>();
        for (Found one : found) {
            String role = one.standing().role();
            counts.add(MultiGauge.Row.of(Tags.of("role", role), one.drift().payments()));
            one.drift().features().forEach(moved -> indices.add(row(role, moved)));
            Drift.Moved score = one.drift().score();
            if (score != null) {
                indices.add(row(role, score));
            }
        }
        index.register(indices, true);
        payments.register(counts, true);
    }

    private static MultiGauge.Row<Number> row(String role, Drift.Moved moved) {
        return MultiGauge.Row.of(Tags.of("role", role, "feature", moved.name()), moved.index());
    }

    private static List<Standing> standing(Models now) {
        List<Standing> standing = new ArrayList<>();
        add(standing, "champion", now.champion());
        add(standing, "shadow", now.shadow());
        return standing;
    }

    private static void add(List<Standing> standing, String role, @Nullable NumberedModel model) {
        if (model != null) {
            standing.add(new Standing(role, model));
        }
    }

    private static Mono<Void> unseen(Throwable failure) {
        LOG.atLevel(Cassandra.loudness(failure)).log("Drift can't be reckoned: {}", failure.toString());
        return Mono.empty();
    }
}
