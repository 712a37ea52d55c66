package io.groat.notifier.intake;

import io.groat.notifier.http.Calls;
import io.groat.notifier.http.NotifierProblem;
import io.groat.notifier.message.Message;
import io.groat.notifier.template.Templates;
import io.groat.web.access.Permit;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Detached;
import io.groat.web.http.Parameters;
import io.groat.web.http.Problems;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonElements;
import io.groat.web.json.JsonFields;
import io.groat.web.json.JsonText;
import io.groat.web.problem.Problem;
import io.groat.web.problem.ProblemException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** Takes requests to tell somebody something, one or many. */
final class NotificationCalls {

    private static final int MOST = 1_000;
    private static final int AT_ONCE = 32;
    private static final DataSize LARGEST = DataSize.ofMegabytes(2);

    private final Intake intake;
    private final Templates templates;
    private final Bodies bodies;
    private final Problems problems;
    private final InstantSource clock;

    public NotificationCalls(
            Intake intake, Templates templates, Bodies bodies, Problems problems, InstantSource clock) {
        this.intake = intake;
        this.templates = templates;
        this.bodies = bodies;
        this.problems = problems;
        this.clock = clock;
    }

    public Routes routes() {
        return Routes.of(
                Route.post("/v1/notifications", Calls.SENDS, this::one),
                Route.post("/v1/notifications/batch", Calls.SENDS, this::many));
    }

    private Mono<ServerResponse> one(ServerRequest request) {
        String key = Parameters.header(request, "Idempotency-Key");
        return bodies.json(request)
                .flatMap(body -> Detached.work(accept(request, JsonText.object(body), key)))
                .flatMap(messages -> Answer.of(202, headers -> {}, json -> {
                    json.writeStartObject();
                    write(json, messages);
                    json.writeEndObject();
                }));
    }

    private Mono<List<Message>> accept(ServerRequest request, JsonFields fields, @Nullable String key) {
        String caller = Permit.of(request).caller().text();
        return intake.accept(NoticeBody.read(fields, key, caller, templates, clock.instant()));
    }

    private Mono<ServerResponse> many(ServerRequest request) {
        ProblemException tooMany = new ProblemException(
                NotifierProblem.TOO_MANY_ITEMS, null, "One call takes at most " + MOST + " notifications");
        return bodies.json(request, LARGEST)
                .map(body -> JsonElements.of(body, MOST, tooMany))
                .flatMap(elements -> Detached.work(Flux.fromIterable(elements)
                        .flatMapSequential(element -> outcome(request, element), AT_ONCE)
                        .collectList()))
                .flatMap(outcomes -> Answer.of(202, headers -> {}, json -> {
                    json.writeStartObject();
                    json.writeArrayPropertyStart("items");
                    outcomes.forEach(outcome -> write(json, outcome));
                    json.writeEndArray();
                    json.writeEndObject();
                }));
    }

    private record Outcome(List<Message> messages, @Nullable Problem problem) {}

    /** One that is refused spoils no other. */
    private Mono<Outcome> outcome(ServerRequest request, JsonElements.Element element) {
        if (element instanceof JsonElements.Element.Unreadable unreadable) {
            return Mono.just(refused(unreadable.problem()));
        }
        JsonFields fields = ((JsonElements.Element.Read) element).fields();
        return Mono.defer(() -> accept(request, fields, null))
                .map(messages -> new Outcome(messages, null))
                .onErrorResume(ProblemException.class, refusal -> Mono.just(refused(refusal.problem())));
    }

    private Outcome refused(Problem problem) {
        problems.count(problem);
        return new Outcome(List.of(), problem);
    }

    private static void write(JsonGenerator json, Outcome outcome) {
        json.writeStartObject();
        Problem problem = outcome.problem();
        if (problem == null) {
            write(json, outcome.messages());
        } else {
            problem.writeMembers(json, null);
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, List<Message> messages) {
        json.writeArrayPropertyStart("notifications");
        for (Message message : messages) {
            json.writeStartObject();
            json.writeStringProperty("id", message.id().toString());
            json.writeStringProperty("channel", message.channel().text());
            json.writeStringProperty("status", message.status().text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
