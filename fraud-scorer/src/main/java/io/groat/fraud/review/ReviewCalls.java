package io.groat.fraud.review;

import io.groat.event.ReviewOutcome;
import io.groat.fraud.http.Calls;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonFields;
import io.groat.web.json.JsonText;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What analysts do with one review. */
final class ReviewCalls {

    private static final int MAX_NOTE = 2_000;
    private static final String LABEL = "[a-z][a-z0-9_-]{0,63}";
    private static final Set<String> DECISION = Set.of("decision", "note", "label");

    private final ReviewStore store;
    private final ReviewDesk desk;
    private final QueueBoard board;
    private final Bodies bodies;

    public ReviewCalls(ReviewStore store, ReviewDesk desk, QueueBoard board, Bodies bodies) {
        this.store = store;
        this.desk = desk;
        this.board = board;
        this.bodies = bodies;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/reviews/{paymentId}", Calls.READS, this::one),
                Route.post("/v1/reviews/{paymentId}/claim", Calls.DECIDES, request -> change(request, desk::claim)),
                Route.post("/v1/reviews/{paymentId}/release", Calls.DECIDES, request -> change(request, desk::release)),
                Route.post("/v1/reviews/{paymentId}/decision", Calls.DECIDES, this::decide),
                Route.post("/v1/reviews/{paymentId}/notes", Calls.DECIDES, this::note));
    }

    private Mono<ServerResponse> one(ServerRequest request) {
        return store.find(id(request))
                .switchIfEmpty(Mono.error(Calls::notFound))
                .flatMap(this::answer);
    }

    private Mono<ServerResponse> change(ServerRequest request, BiFunction<UUID, String, Mono<Review>> how) {
        return Calls.toItsEnd(how.apply(id(request), Calls.caller(request))).flatMap(this::changed);
    }

    private Mono<ServerResponse> decide(ServerRequest request) {
        UUID id = id(request);
        String who = Calls.caller(request);
        return bodies.json(request)
                .map(JsonText::object)
                .flatMap(fields -> Calls.toItsEnd(decide(id, who, fields)))
                .flatMap(this::changed);
    }

    private Mono<Review> decide(UUID id, String who, JsonFields fields) {
        fields.requireOnly(DECISION);
        ReviewOutcome outcome = outcome(fields.text("decision"));
        String note = fields.text("note");
        if (note.isBlank() || note.length() > MAX_NOTE) {
            throw Parameters.invalid("note", "\"note\" has to say why, in at most " + MAX_NOTE + " characters");
        }
        String label = fields.findText("label");
        if (label != null && !label.matches(LABEL)) {
            throw Parameters.invalid("label", "\"label\" has to be small letters, digits, - and _");
        }
        return desk.decide(id, who, outcome, label, note);
    }

    private Mono<ServerResponse> note(ServerRequest request) {
        UUID id = id(request);
        String who = Calls.caller(request);
        return bodies.json(request)
                .map(JsonText::object)
                .flatMap(fields -> {
                    fields.requireOnly(Set.of("note"));
                    String note = fields.text("note");
                    if (note.isBlank() || note.length() > MAX_NOTE) {
                        throw Parameters.invalid("note", "\"note\" has to have 1 to " + MAX_NOTE + " characters");
                    }
                    return desk.note(id, who, note);
                })
                .then(Mono.defer(() -> ServerResponse.noContent().build()));
    }

    private Mono<ServerResponse> changed(Review review) {
        board.changed();
        return answer(review);
    }

    private Mono<ServerResponse> answer(Review review) {
        return Answer.ok(json -> ReviewJson.write(json, review, board.now()));
    }

    private static ReviewOutcome outcome(String text) {
        return switch (text) {
            case "approve" -> ReviewOutcome.approved;
            case "block" -> ReviewOutcome.blocked;
            default -> throw Parameters.invalid("decision", "\"decision\" has to be approve or block");
        };
    }

    private static UUID id(ServerRequest request) {
        return Parameters.id(request, "paymentId").orElseThrow(() -> new ProblemException(WebProblem.NOT_FOUND));
    }
}
