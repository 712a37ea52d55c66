package io.groat.analytics.watch;

import io.groat.analytics.watch.ConsumerWatch.Lag;
import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.SystemHealthCheck;
import io.groat.streams.EventPublisher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells on analytics_events what only this service watches: whether consumers keep up, whether the books balance, whether
 * events come that nobody can read. Who hears of it says the notifier.
 */
final class HealthReporter {

    /** Dead letters are no state, but news: so long they count as trouble. */
    private static final Duration NEWS = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(HealthReporter.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** What is well and was before is told so often; whoever hears nothing for two minutes knows nothing. */
    private static final Duration WELL_EVERY = Duration.ofMinutes(1);

    private record Grown(long count, @Nullable Instant at) {}

    private final ConsumerWatch consumers;
    private final ReconciliationWatch books;
    private final Predicate<String> groups;
    private final EventPublisher publisher;
    private final WatchSettings settings;
    private final InstantSource clock;
    private final LagRule lagRule;
    private final Map<String, Grown> deadLetters = new HashMap<>();
    /** When each thing was last told of as being well. */
    private final Map<String, Instant> wellAt = new HashMap<>();

    private final Disposable.Swap telling = Disposables.swap();

    /** @param groups whether a group of consumers is one that has to keep up */
    public HealthReporter(
            ConsumerWatch consumers,
            ReconciliationWatch books,
            Predicate<String> groups,
            EventPublisher publisher,
            WatchSettings settings,
            InstantSource clock) {
        this.consumers = consumers;
        this.books = books;
        this.groups = groups;
        this.publisher = publisher;
        this.settings = settings;
        this.clock = clock;
        this.lagRule = new LagRule(settings.lagLimit(), settings.lagAfter());
    }

    public void start() {
        telling.update(Flux.interval(settings.reportEvery())
                .onBackpressureDrop()
                .concatMap(tick -> report(), 1)
                .subscribe());
    }

    public void stop() {
        telling.dispose();
    }

    /** What Kafka does not take is not told: the next report comes soon. */
    private Mono<Void> report() {
        return Mono.defer(() -> {
                    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                    boolean known = consumers.source().live();
                    List<SystemHealthCheck> checks = checks(
                            known ? consumers.lags() : List.of(),
                            books.balanced(),
                            known ? consumers.deadLetters() : Map.of(),
                            now);
                    List<SystemHealthCheck> news = news(checks);
                    return news.isEmpty()
                            ? Mono.<Void>empty()
                            : publisher.publish(
                                    news.stream().map(HealthReporter::event).toList());
                })
                .timeout(LIMIT)
                .doOnError(failure -> {
                    wellAt.clear();
                    LOG.warn("Reports of health are not told: {}", failure.toString());
                })
                .onErrorComplete();
    }

    /** What is in trouble each time, what has become well at once, and what still is well now and then. */
    List<SystemHealthCheck> news(List<SystemHealthCheck> checks) {
        List<SystemHealthCheck> news = new ArrayList<>();
        for (SystemHealthCheck check : checks) {
            String what = check.service() + " " + check.part();
            Instant before = check.up() ? wellAt.get(what) : null;
            if (before == null || !before.plus(WELL_EVERY).isAfter(check.at())) {
                news.add(check);
                if (check.up()) {
                    wellAt.put(what, check.at());
                } else {
                    wellAt.remove(what);
                }
            }
        }
        return news;
    }

    List<SystemHealthCheck> checks(
            List<Lag> lags, @Nullable Boolean balanced, Map<String, Long> unreadable, Instant now) {
        List<SystemHealthCheck> checks = new ArrayList<>();
        for (Lag lag : lags) {
            if (groups.test(lag.group())) {
                boolean keepsUp = !lagRule.isTrouble(lag, now);
                String waiting = keepsUp
                        ? null
                        : lag.waiting() + " events wait, and for "
                                + settings.lagAfter().toMinutes() + " minutes they have hardly become fewer";
                checks.add(new SystemHealthCheck(lag.group(), "lag on " + lag.topic(), keepsUp, waiting, now));
            }
        }
        if (balanced != null) {
            checks.add(new SystemHealthCheck(
                    "shard-router", "reconciliation", balanced, balanced ? null : "the books don't balance", now));
        }
        unreadable.forEach((topic, count) -> checks.add(growth(topic, count, now)));
        return checks;
    }

    private SystemHealthCheck growth(String topic, long count, Instant now) {
        Grown grown = deadLetters.merge(
                topic,
                new Grown(count, null),
                (before, first) -> new Grown(count, count > before.count() ? now : before.at()));
        boolean isNews = grown.at() != null && grown.at().plus(NEWS).isAfter(now);
        String last = isNews ? "events came that nobody could read, the last at " + grown.at() : null;
        return new SystemHealthCheck(topic, "growth", !isNews, last, now);
    }

    private static Event event(SystemHealthCheck check) {
        String id = check.service() + ":" + check.part() + ":" + check.at();
        return new Event(EventType.SystemHealthCheck, check.service(), id, check.at(), EventJson.write(check));
    }
}
