package io.groat.analytics.query;

import io.groat.analytics.watch.HealthStore;
import io.groat.analytics.watch.HealthStore.Minute;
import io.groat.web.http.Answer;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.json.JsonWords;
import io.groat.web.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** How services were, minute by minute. */
final class HealthHistoryCall {

    private static final Duration LONGEST = Duration.ofDays(1);

    private final HealthStore store;
    private final InstantSource clock;

    public HealthHistoryCall(HealthStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    public Route route() {
        return Route.get("/v1/services/health", Reads.FIGURES, this::history);
    }

    private Mono<ServerResponse> history(ServerRequest request) {
        Parameters.requireOnly(request, Set.of("from", "to"));
        Instant to = Optional.ofNullable(Parameters.time(request, "to")).orElseGet(clock::instant);
        Instant from =
                Optional.ofNullable(Parameters.time(request, "from")).orElseGet(() -> to.minus(Duration.ofHours(1)));
        if (!from.isBefore(to)) {
            throw Parameters.invalid("from", "\"from\" has to be before \"to\"");
        }
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw new ProblemException(AnalyticsProblem.TOO_MANY_POINTS, "from", "A day at most");
        }
        return store.read(from, to)
                .collectList()
                .flatMap(minutes -> Csv.isWanted(request) ? csv(minutes) : Answer.ok(json -> write(json, minutes)));
    }

    private static void write(JsonGenerator json, List<Minute> minutes) {
        json.writeStartObject();
        json.writeArrayPropertyStart("minutes");
        for (Minute minute : minutes) {
            json.writeStartObject();
            json.writeStringProperty("at", minute.at().toString());
            json.writeStringProperty("service", minute.service());
            json.writeNumberProperty("up", minute.up());
            json.writeNumberProperty("down", minute.down());
            JsonWords.text(json, "reason", minute.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static Mono<ServerResponse> csv(List<Minute> minutes) {
        Csv csv = new Csv("at", "service", "up", "down", "reason");
        minutes.forEach(one -> csv.row(Arrays.asList(one.at(), one.service(), one.up(), one.down(), one.reason())));
        return csv.answer();
    }
}
