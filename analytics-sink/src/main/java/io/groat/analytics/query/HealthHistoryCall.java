package io.groat.analytics.query;

import io.groat.analytics.watch.HealthStore;
import io.groat.analytics.watch.HealthStore.Minute;
import io.groat.web.http.Answer;
import io.groat.web.http.Parameters;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.problem.ProblemException;
import io.groat.web.shape.Doc;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** How services were, minute by minute. */
final class HealthHistoryCall {

    private static final Duration LONGEST = Duration.ofDays(1);

    private static final Query<Instant> FROM =
            Query.time("from", "The first minute; an hour before the end, if not said");
    private static final Query<Instant> TO = Query.time("to", "The end; now, if not said");

    private final HealthStore store;
    private final InstantSource clock;

    public HealthHistoryCall(HealthStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    public Route route() {
        return Route.get("/v1/services/health", Reads.FIGURES)
                .named("figures", "getServicesHealth", "How services were, minute by minute")
                .details("The last hour, where nothing else is said; a day at most.")
                .query(FROM, TO)
                .gives(200, HealthHistoryView.class, "Minutes in which somebody looked")
                .givesText(200, Csv.TYPE, "The same")
                .refuses(AnalyticsProblem.TOO_MANY_POINTS, AnalyticsProblem.STORE_UNAVAILABLE)
                .by(this::history);
    }

    private Mono<ServerResponse> history(ServerRequest request) {
        Instant to = Optional.ofNullable(TO.of(request)).orElseGet(clock::instant);
        Instant from = Optional.ofNullable(FROM.of(request)).orElseGet(() -> to.minus(Duration.ofHours(1)));
        if (!from.isBefore(to)) {
            throw Parameters.invalid("from", "\"from\" has to be before \"to\"");
        }
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw new ProblemException(AnalyticsProblem.TOO_MANY_POINTS, "from", "A day at most");
        }
        return store.read(from, to)
                .collectList()
                .flatMap(minutes -> Csv.isWanted(request) ? csv(minutes) : Answer.ok(view(minutes)));
    }

    /** All of a stretch. */
    @Doc("How services were, minute by minute")
    record HealthHistoryView(List<MinuteView> minutes) {}

    /** A service's minute. */
    record MinuteView(
            Instant at,
            @Doc(example = "notifier") String service,

            @Doc(value = "Looks that found it up", example = "12")
            int up,

            @Doc(value = "Looks that did not", example = "0")
            int down,

            @Doc(value = "What was wrong last", example = "it does not answer") @Nullable
            String reason) {

        private static MinuteView of(Minute minute) {
            return new MinuteView(minute.at(), minute.service(), minute.up(), minute.down(), minute.reason());
        }
    }

    private static HealthHistoryView view(List<Minute> minutes) {
        return new HealthHistoryView(minutes.stream().map(MinuteView::of).toList());
    }

    private static Mono<ServerResponse> csv(List<Minute> minutes) {
        Csv csv = new Csv("at", "service", "up", "down", "reason");
        minutes.forEach(one -> csv.row(Arrays.asList(one.at(), one.service(), one.up(), one.down(), one.reason())));
        return csv.answer();
    }
}
