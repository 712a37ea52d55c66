package io.groat.analytics.query;

import io.groat.analytics.event.TimelineStore;
import io.groat.analytics.event.TimelineStore.Chapter;
import io.groat.web.http.Answer;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import io.groat.web.shape.Doc;
import io.groat.web.shape.RawObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** All that happened to a payment, in its order. */
final class TimelineCall {

    private final TimelineStore timelines;

    public TimelineCall(TimelineStore timelines) {
        this.timelines = timelines;
    }

    public Route route() {
        return Route.get("/v1/payments/{id}/timeline", Reads.FIGURES)
                .named("figures", "getTimeline", "All that happened to a payment, in its order")
                .path("id", "The payment")
                .query()
                .gives(200, TimelineView.class, "Its events, as far as they have been read")
                .givesText(200, Csv.TYPE, "The same")
                .refuses(WebProblem.NOT_FOUND, AnalyticsProblem.STORE_UNAVAILABLE)
                .by(this::timeline);
    }

    private Mono<ServerResponse> timeline(ServerRequest request) {
        UUID id = Parameters.id(request, "id").orElseThrow(TimelineCall::notFound);
        return timelines.timeline(id.toString()).flatMap(timeline -> {
            if (timeline.isEmpty()) {
                return Mono.error(notFound());
            }
            return Csv.isWanted(request) ? csv(id, timeline) : Answer.ok(TimelineView.of(id, timeline));
        });
    }

    /** A payment's events. */
    @Doc("All that happened to a payment, in its order")
    record TimelineView(UUID paymentId, List<ChapterView> events) {

        private static TimelineView of(UUID id, List<Chapter> timeline) {
            Instant first = timeline.get(0).at();
            return new TimelineView(
                    id,
                    timeline.stream()
                            .map(chapter -> ChapterView.of(first, chapter))
                            .toList());
        }
    }

    /** One of them. */
    @Doc("An event, and where it stands in Kafka")
    record ChapterView(
            @Doc(example = "0192f0a0-0000-7000-8000-000000000001")
            String id,

            @Doc(value = "Its type, as `ce_type` has it", example = "PaymentCompleted")
            String type,

            Instant at,

            @Doc(value = "Milliseconds after the first", example = "12.5")
            double afterMs,

            @Doc(example = "payment_events") String topic,
            int partition,
            long offset,
            @Doc("As it was published") RawObject body) {

        /** The body was read as JSON before it was kept. */
        private static ChapterView of(Instant first, Chapter chapter) {
            return new ChapterView(
                    chapter.id(),
                    chapter.type(),
                    chapter.at(),
                    millis(first, chapter),
                    chapter.topic(),
                    chapter.part(),
                    chapter.place(),
                    new RawObject(chapter.data()));
        }
    }

    private static Mono<ServerResponse> csv(UUID id, List<Chapter> timeline) {
        Csv csv = new Csv("paymentId", "at", "afterMs", "type", "topic", "partition", "offset", "body");
        for (Chapter chapter : timeline) {
            csv.row(Arrays.asList(
                    id.toString(),
                    chapter.at(),
                    millis(timeline.get(0).at(), chapter),
                    chapter.type(),
                    chapter.topic(),
                    chapter.part(),
                    chapter.place(),
                    chapter.data()));
        }
        return csv.answer();
    }

    private static double millis(Instant first, Chapter chapter) {
        return Duration.between(first, chapter.at()).toNanos() / 1_000_000.0;
    }

    private static ProblemException notFound() {
        return new ProblemException(WebProblem.NOT_FOUND);
    }
}
