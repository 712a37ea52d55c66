package io.groat.fraud.review;

import io.groat.event.ReviewOutcome;
import io.groat.fraud.http.Calls;
import io.groat.fraud.http.FraudProblem;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Call;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import io.groat.web.shape.Doc;
import io.groat.web.shape.NotBlank;
import io.groat.web.shape.Text;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What analysts do with one review. */
final class ReviewCalls {

    static final int MAX_NOTE = 2_000;
    static final String LABEL = "[a-z][a-z0-9_-]{0,63}";

    /** How a review ends. */
    @Doc("How a review ends")
    record ReviewDecision(
            @Text(
                    oneOf = {"approve", "block"},
                    says = "has to be approve or block")
            String decision,

            @Doc(value = "Why", example = "known to us")
            @Text(
                    max = MAX_NOTE,
                    fits = NotBlank.class,
                    says = "has to say why, in at most " + MAX_NOTE + " characters")
            String note,

            @Doc(value = "What the payment is held to be", example = "legitimate")
            @Text(pattern = LABEL, says = "has to be small letters, digits, - and _")
            @Nullable
            String label) {

        private ReviewOutcome outcome() {
            return decision.equals("approve") ? ReviewOutcome.approved : ReviewOutcome.blocked;
        }
    }

    /** Something to remember. */
    @Doc("Something to remember about a review")
    record ReviewNote(
            @Doc(example = "asked the payer")
            @Text(max = MAX_NOTE, fits = NotBlank.class, says = "has to have 1 to " + MAX_NOTE + " characters")
            String note) {}

    private final ReviewStore store;
    private final ReviewActions actions;
    private final ReviewQueue queue;
    private final Bodies bodies;

    public ReviewCalls(ReviewStore store, ReviewActions actions, ReviewQueue queue, Bodies bodies) {
        this.store = store;
        this.actions = actions;
        this.queue = queue;
        this.bodies = bodies;
    }

    public Routes routes() {
        return Routes.of(
                of(Route.get("/v1/reviews/{paymentId}", Calls.READS)
                                .named("reviews", "getReview", "Shows a review")
                                .gives(200, ReviewView.class, "The review"))
                        .by(this::one),
                of(Route.post("/v1/reviews/{paymentId}/claim", Calls.DECIDES)
                                .named("reviews", "claimReview", "Claims a review for oneself, for a while")
                                .gives(200, ReviewView.class, "The review as it is now")
                                .refuses(
                                        FraudProblem.REVIEW_CLAIMED,
                                        FraudProblem.REVIEW_RESOLVED,
                                        FraudProblem.TOO_BUSY))
                        .by(request -> change(request, actions::claim)),
                of(Route.post("/v1/reviews/{paymentId}/release", Calls.DECIDES)
                                .named("reviews", "releaseReview", "Gives a claimed review back")
                                .gives(200, ReviewView.class, "The review as it is now")
                                .refuses(
                                        FraudProblem.REVIEW_CLAIMED,
                                        FraudProblem.REVIEW_RESOLVED,
                                        FraudProblem.TOO_BUSY))
                        .by(request -> change(request, actions::release)),
                of(Route.post("/v1/reviews/{paymentId}/decision", Calls.DECIDES)
                                .named("reviews", "decideReview", "Decides a review")
                                .details("A payment that is held is released or cancelled by it.")
                                .takes(ReviewDecision.class)
                                .gives(200, ReviewView.class, "The review as it is now")
                                .refuses(
                                        FraudProblem.REVIEW_CLAIMED,
                                        FraudProblem.REVIEW_RESOLVED,
                                        FraudProblem.TOO_BUSY))
                        .by(bodies, this::decide),
                of(Route.post("/v1/reviews/{paymentId}/notes", Calls.DECIDES)
                                .named("reviews", "addReviewNote", "Adds a note to a review's history")
                                .takes(ReviewNote.class)
                                .givesNothing("Noted"))
                        .by(bodies, this::note));
    }

    /** What each of them is about. */
    private static <T> Call<T> of(Call<T> call) {
        return call.path("paymentId", "The payment").refuses(WebProblem.NOT_FOUND, FraudProblem.STORE_UNAVAILABLE);
    }

    private Mono<ServerResponse> one(ServerRequest request) {
        return store.find(id(request))
                .switchIfEmpty(Mono.error(Calls::notFound))
                .flatMap(this::answer);
    }

    private Mono<ServerResponse> change(ServerRequest request, BiFunction<UUID, String, Mono<Review>> how) {
        return Calls.toItsEnd(how.apply(id(request), Calls.caller(request))).flatMap(this::changed);
    }

    private Mono<ServerResponse> decide(ServerRequest request, Mono<ReviewDecision> body) {
        UUID id = id(request);
        String who = Calls.caller(request);
        return body.flatMap(decision ->
                        Calls.toItsEnd(actions.decide(id, who, decision.outcome(), decision.label(), decision.note())))
                .flatMap(this::changed);
    }

    private Mono<ServerResponse> note(ServerRequest request, Mono<ReviewNote> body) {
        UUID id = id(request);
        String who = Calls.caller(request);
        return body.flatMap(given -> actions.note(id, who, given.note()))
                .then(Mono.defer(() -> ServerResponse.noContent().build()));
    }

    private Mono<ServerResponse> changed(Review review) {
        queue.changed();
        return answer(review);
    }

    private Mono<ServerResponse> answer(Review review) {
        return Answer.ok(ReviewView.of(review, queue.now()));
    }

    private static UUID id(ServerRequest request) {
        return Parameters.id(request, "paymentId").orElseThrow(() -> new ProblemException(WebProblem.NOT_FOUND));
    }
}
