package io.groat.fraud.review;

import io.groat.fraud.http.Calls;
import io.groat.fraud.http.FraudProblem;
import io.groat.fraud.review.QueueFigures.QueueFiguresView;
import io.groat.web.http.Answer;
import io.groat.web.http.Cursor;
import io.groat.web.http.Negotiation;
import io.groat.web.http.Page;
import io.groat.web.http.Parameters;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonBody;
import io.groat.web.problem.WebProblem;
import io.groat.web.shape.Shape;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The queue: as a list, in figures, and live. */
final class QueueCalls {

    private static final char LIST = 'R';
    private static final int USUAL_EVENT = 512;
    private static final Query<String> STATUS =
            Query.text("status", "open, claimed, resolved: one, or several with commas between them; all, if not said");
    private static final Query<String> ASSIGNEE = Query.text("assignee", "Only those that this analyst has or decided");

    /** How the queue is sorted: each key is the smaller the earlier its review comes. */
    private enum Sort {
        /** The highest first. */
        expectedLoss,
        /** The oldest first. */
        age;

        private long key(Review review) {
            return switch (this) {
                // Doubles above zero are ordered as their bits are.
                case expectedLoss -> -Double.doubleToLongBits(review.expectedLoss());
                case age -> review.createdAt().toEpochMilli();
            };
        }

        private Comparator<Review> order() {
            return Comparator.comparingLong(this::key).thenComparing(Review::paymentId);
        }
    }

    private static final Query<Sort> SORT = Query.oneOf(
                    "sort",
                    "What comes first: the highest expected loss, if not said, or the oldest",
                    Arrays.stream(Sort.values()).map(Sort::name).toList(),
                    "has to be expectedLoss or age")
            .as(Sort::valueOf);

    private final ReviewQueue queue;

    public QueueCalls(ReviewQueue queue) {
        this.queue = queue;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/reviews", Calls.READS)
                        .named("reviews", "getReviews", "The queue")
                        .query(STATUS, ASSIGNEE, SORT, Query.CURSOR, Query.LIMIT)
                        .givesPage(ReviewView.class)
                        .refuses(FraudProblem.STORE_UNAVAILABLE)
                        .by(this::list),
                Route.get("/v1/reviews/figures", Calls.READS)
                        .named("reviews", "getReviewFigures", "The queue in figures")
                        .gives(200, QueueFiguresView.class, "As it is")
                        .refuses(FraudProblem.STORE_UNAVAILABLE)
                        .by(this::figures),
                Route.get("/v1/reviews/stream", Calls.READS)
                        .named("reviews", "watchReviews", "The queue in figures, live")
                        .details("Server-sent events, one a second, each with the figures. When their `fingerprint` is"
                                + " another, the list is to be read anew.")
                        .givesText(200, MediaType.TEXT_EVENT_STREAM, "Events, until the caller's token ends")
                        .refuses(WebProblem.NOT_ACCEPTABLE)
                        .by(this::stream));
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        Set<Review.Status> statuses = statuses(request);
        Optional<String> assignee = request.queryParam("assignee");
        Sort sort = Optional.ofNullable(SORT.of(request)).orElse(Sort.expectedLoss);
        int limit = Parameters.limit(request);
        Cursor after = Cursor.of(request, LIST);
        Instant now = queue.now();
        return queue.all()
                .map(reviews -> reviews.stream()
                        .filter(review -> statuses.contains(review.status(now)))
                        .filter(review -> assignee.isEmpty() || isAssignee(review, assignee.get(), now))
                        .filter(review -> after == null || isAfter(review, sort, after))
                        .sorted(sort.order())
                        .limit(limit + 1L)
                        .toList())
                .flatMap(found -> Answer.ok(json(found, limit, sort, now)));
    }

    private static JsonBody json(List<Review> found, int limit, Sort sort, Instant now) {
        return Page.of(found, limit, review -> new Cursor(LIST, review.paymentId(), sort.key(review)))
                .json(ReviewView.class, review -> ReviewView.of(review, now));
    }

    private static boolean isAssignee(Review review, String wanted, Instant now) {
        return wanted.equals(review.assignee()) && (review.resolved() || review.isClaimed(now));
    }

    private static boolean isAfter(Review review, Sort sort, Cursor after) {
        int order = Long.compare(sort.key(review), after.seq());
        return order > 0 || (order == 0 && review.paymentId().compareTo(after.id()) > 0);
    }

    private Mono<ServerResponse> figures(ServerRequest request) {
        return queue.figures().flatMap(figures -> Answer.ok(figures.view()));
    }

    /** Server-sent events, one a second: the figures, by whose fingerprint a page sees that it has to read the list anew. */
    private Mono<ServerResponse> stream(ServerRequest request) {
        Negotiation.require(request, MediaType.TEXT_EVENT_STREAM);
        Flux<DataBuffer> events = queue.live().map(figures -> event(Shape.body(figures.view())));
        return ServerResponse.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .body((answer, context) -> answer.writeAndFlushWith(events.map(Mono::just)));
    }

    private static DataBuffer event(JsonBody body) {
        DefaultDataBufferFactory buffers = DefaultDataBufferFactory.sharedInstance;
        DataBuffer event = buffers.allocateBuffer(USUAL_EVENT);
        event.write("data: ", StandardCharsets.US_ASCII);
        event.write(body.toBuffer(buffers, USUAL_EVENT));
        event.write("\n\n", StandardCharsets.US_ASCII);
        return event;
    }

    /** One, or several with commas between them; all when none is said. */
    private static Set<Review.Status> statuses(ServerRequest request) {
        Set<Review.Status> statuses = EnumSet.noneOf(Review.Status.class);
        String text = request.queryParam("status").orElse("open,claimed,resolved");
        for (String one : text.split(",", -1)) {
            statuses.add(Arrays.stream(Review.Status.values())
                    .filter(status -> status.name().equals(one))
                    .findFirst()
                    .orElseThrow(() -> Parameters.invalid("status", "\"status\" has to be open, claimed or resolved")));
        }
        return statuses;
    }
}
