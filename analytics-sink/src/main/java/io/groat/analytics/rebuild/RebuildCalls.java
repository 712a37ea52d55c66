package io.groat.analytics.rebuild;

import io.groat.analytics.rebuild.Generations.Phase;
import io.groat.web.access.Access;
import io.groat.web.access.Permit;
import io.groat.web.http.Answer;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.ProblemCode;
import io.groat.web.problem.ProblemException;
import io.groat.web.shape.Doc;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Has the figures made anew, and says how far that is. */
public final class RebuildCalls {

    private final Rebuilder rebuilder;
    private final GenerationStore generations;
    private final Access access;
    private final ProblemCode underWay;
    private final ProblemCode storeAway;

    /**
     * @param underWay the answer while there is one already
     * @param storeAway the answer while nothing can be read or written
     */
    public RebuildCalls(
            Rebuilder rebuilder,
            GenerationStore generations,
            Access access,
            ProblemCode underWay,
            ProblemCode storeAway) {
        this.rebuilder = rebuilder;
        this.generations = generations;
        this.access = access;
        this.underWay = underWay;
        this.storeAway = storeAway;
    }

    public Routes routes() {
        return Routes.of(
                Route.post("/v1/rebuild", access)
                        .named("figures", "beginRebuild", "Has all figures made anew from the topics")
                        .query()
                        .gives(202, RebuildView.class, "It has begun; the figures that are shown stay until it is done")
                        .refuses(underWay, storeAway)
                        .by(this::begin),
                Route.get("/v1/rebuild", access)
                        .named("figures", "getRebuild", "How far the making of figures is")
                        .query()
                        .gives(200, RebuildView.class, "As it is")
                        .refuses(storeAway)
                        .by(this::progress));
    }

    private Mono<ServerResponse> begin(ServerRequest request) {
        String who = Permit.of(request).caller().text();
        return rebuilder.begin(who).flatMap(begun -> begun ? answer(202) : Mono.error(new ProblemException(underWay)));
    }

    private Mono<ServerResponse> progress(ServerRequest request) {
        return answer(200);
    }

    private Mono<ServerResponse> answer(int status) {
        return generations
                .get()
                .flatMap(now -> progress(now)
                        .flatMap(progress -> Answer.of(status, headers -> {}, RebuildView.of(now, progress))));
    }

    private Mono<RebuildProgress> progress(Generations now) {
        return now.phase() == Generations.Phase.idle ? Mono.just(RebuildProgress.NONE) : rebuilder.progress(now);
    }

    /** How far it is. */
    @Doc("Which figures are shown, and how far the making of others is")
    record RebuildView(
            @Doc("`copying` what the topics no longer hold, then `reading` what they do")
            Phase phase,

            @Doc("The number of the figures that are shown") int generation,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,

            @Doc(value = "Who asked for it", example = "user:ana") @Nullable
            String by,

            @Doc("Events that have been read") long events,
            @Doc("Of how many there were when it began") long of) {

        private static RebuildView of(Generations now, RebuildProgress progress) {
            return new RebuildView(
                    now.phase(),
                    now.current(),
                    now.startedAt(),
                    now.endedAt(),
                    now.who(),
                    progress.events(),
                    progress.of());
        }
    }
}
