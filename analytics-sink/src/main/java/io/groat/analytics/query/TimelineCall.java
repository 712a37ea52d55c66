package io.groat.analytics.query;

import io.groat.analytics.event.StoryStore;
import io.groat.analytics.event.StoryStore.Chapter;
import io.groat.web.http.Answer;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** All that happened to a payment, in its order. */
final class TimelineCall {

    private final StoryStore stories;

    public TimelineCall(StoryStore stories) {
        this.stories = stories;
    }

    public Route route() {
        return Route.get("/v1/payments/{id}/timeline", Reads.FIGURES, this::timeline);
    }

    private Mono<ServerResponse> timeline(ServerRequest request) {
        Parameters.requireOnly(request, Set.of());
        UUID id = Parameters.id(request, "id").orElseThrow(TimelineCall::notFound);
        return stories.story(id.toString()).flatMap(story -> {
            if (story.isEmpty()) {
                return Mono.error(notFound());
            }
            return Csv.isWanted(request) ? csv(id, story) : Answer.ok(json -> write(json, id, story));
        });
    }

    private static void write(JsonGenerator json, UUID id, List<Chapter> story) {
        Instant first = story.get(0).at();
        json.writeStartObject();
        json.writeStringProperty("paymentId", id.toString());
        json.writeArrayPropertyStart("events");
        for (Chapter chapter : story) {
            json.writeStartObject();
            json.writeStringProperty("id", chapter.id());
            json.writeStringProperty("type", chapter.type());
            json.writeStringProperty("at", chapter.at().toString());
            json.writeNumberProperty("afterMs", millis(first, chapter));
            json.writeStringProperty("topic", chapter.topic());
            json.writeNumberProperty("partition", chapter.part());
            json.writeNumberProperty("offset", chapter.place());
            json.writeName("body");
            // It was read as JSON before it was kept.
            json.writeRawValue(chapter.data());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static Mono<ServerResponse> csv(UUID id, List<Chapter> story) {
        Csv csv = new Csv("paymentId", "at", "afterMs", "type", "topic", "partition", "offset", "body");
        for (Chapter chapter : story) {
            csv.row(Arrays.asList(
                    id.toString(),
                    chapter.at(),
                    millis(story.get(0).at(), chapter),
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
