package io.groat.notifier.alert;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Looks how everything is and has operators told. Of several processes one looks; when it dies another takes over what it
 * knew.
 *
 * <p>The order of writes, for a crash may come between any two: the state first, with what is to be told; then that is
 * handed over; with the next look it goes from the state. A crash in between has it handed over again, under the same id.
 */
final class AlertWatch {

    private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(1);

    private final AlertStore store;
    private final Mono<List<HealthStatus>> statuses;
    private final Function<AlertNotice, Mono<Void>> tell;
    private final AlertSettings settings;
    private final AlertRules rules;
    private final InstantSource clock;
    private final String self = UUID.randomUUID().toString();
    private final Set<UUID> done = new HashSet<>();
    private final Disposable.Swap looking = Disposables.swap();
    private volatile int open;

    /**
     * @param statuses looks how things are, each time that it is subscribed to
     * @param tell hands a notice over; completes when it is durable, and doing it again is the same
     */
    AlertWatch(
            AlertStore store,
            Mono<List<HealthStatus>> statuses,
            Function<AlertNotice, Mono<Void>> tell,
            AlertSettings settings,
            InstantSource clock,
            MeterRegistry meters) {
        this.store = store;
        this.statuses = statuses;
        this.tell = tell;
        this.settings = settings;
        this.rules = new AlertRules(settings);
        this.clock = clock;
        Gauge.builder("groat.notifier.alerts.open", () -> open)
                .description("Alerts that are open, where this process looks")
                .register(meters);
    }

    /** One that asks the services, and takes what they report. */
    public static AlertWatch of(
            AlertStore store,
            HealthWatch health,
            AlertNotifier news,
            AlertSettings settings,
            InstantSource clock,
            MeterRegistry meters) {
        return new AlertWatch(store, all(health, store), news::tell, settings, clock, meters);
    }

    private static Mono<List<HealthStatus>> all(HealthWatch health, AlertStore store) {
        return Mono.zip(health.look(), store.reports().collectList(), (asked, reported) -> {
            List<HealthStatus> all = new ArrayList<>(asked);
            all.addAll(reported);
            return all;
        });
    }

    void start() {
        if (settings.enabled()) {
            looking.update(Flux.interval(Duration.ZERO, settings.every())
                    .onBackpressureDrop()
                    .concatMap(tick -> look(), 1)
                    .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, settings.every())
                            .doBeforeRetry(failed -> LOG.debug("Nobody can look now", failed.failure())))
                    .subscribe());
        }
    }

    Mono<Void> stop() {
        looking.dispose();
        return leave().timeout(LEAVE_LIMIT).onErrorComplete();
    }

    /** Looks once, where it is this process's turn, and has told what is to be told. */
    Mono<Void> look() {
        return store.state().flatMap(read -> {
            if (!read.state().isFor(self, now())) {
                open = 0;
                return Mono.empty();
            }
            return statuses.flatMap(found -> change(read, found));
        });
    }

    private Mono<Void> change(AlertStore.Read read, List<HealthStatus> found) {
        AlertState after = rules.next(read.state(), self, found, done, now());
        return store.change(read, after).flatMap(changed -> changed ? changed(after) : Mono.empty());
    }

    private Mono<Void> changed(AlertState state) {
        done.clear();
        open = state.open().size();
        return Flux.fromIterable(state.notices()).concatMap(this::told).then();
    }

    private Mono<Void> told(AlertNotice notice) {
        return tell.apply(notice).then(Mono.fromRunnable(() -> {
            done.add(notice.id());
            notice.alerts()
                    .forEach(alert ->
                            LOG.warn("Alert {}: {}, {}", notice.what().text(), alert.subject(), alert.detail()));
        }));
    }

    /** Leaves it to the others, who need not wait. */
    private Mono<Void> leave() {
        return store.state()
                .filter(read -> self.equals(read.state().watcher()))
                .flatMap(read -> store.change(read, read.state().left()))
                .then();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
