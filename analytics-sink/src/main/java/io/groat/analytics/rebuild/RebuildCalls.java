package io.groat.analytics.rebuild;

import io.groat.web.access.Access;
import io.groat.web.access.Permit;
import io.groat.web.http.Answer;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonWords;
import io.groat.web.problem.ProblemCode;
import io.groat.web.problem.ProblemException;
import java.util.Set;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** Has the figures made anew, and says how far that is. */
public final class RebuildCalls {

    private final Rebuilder rebuilder;
    private final GenerationStore generations;
    private final Access access;
    private final ProblemCode underWay;

    /** @param underWay the answer while there is one already */
    public RebuildCalls(Rebuilder rebuilder, GenerationStore generations, Access access, ProblemCode underWay) {
        this.rebuilder = rebuilder;
        this.generations = generations;
        this.access = access;
        this.underWay = underWay;
    }

    public Routes routes() {
        return Routes.of(
                Route.post("/v1/rebuild", access, this::begin), Route.get("/v1/rebuild", access, this::progress));
    }

    private Mono<ServerResponse> begin(ServerRequest request) {
        Parameters.requireOnly(request, Set.of());
        String who = Permit.of(request).caller().text();
        return rebuilder.begin(who).flatMap(begun -> begun ? answer(202) : Mono.error(new ProblemException(underWay)));
    }

    private Mono<ServerResponse> progress(ServerRequest request) {
        Parameters.requireOnly(request, Set.of());
        return answer(200);
    }

    private Mono<ServerResponse> answer(int status) {
        return generations
                .get()
                .flatMap(now -> progress(now)
                        .flatMap(progress -> Answer.of(status, headers -> {}, json -> write(json, now, progress))));
    }

    private Mono<Progress> progress(Generations now) {
        return now.phase() == Generations.Phase.idle ? Mono.just(Progress.NONE) : rebuilder.progress(now);
    }

    private static void write(JsonGenerator json, Generations now, Progress progress) {
        json.writeStartObject();
        json.writeStringProperty("phase", now.phase().name());
        json.writeNumberProperty("generation", now.current());
        JsonWords.time(json, "startedAt", now.startedAt());
        JsonWords.time(json, "endedAt", now.endedAt());
        JsonWords.text(json, "by", now.who());
        json.writeNumberProperty("events", progress.events());
        json.writeNumberProperty("of", progress.of());
        json.writeEndObject();
    }
}
