package io.groat.notifier.intake;

import io.groat.notifier.http.Calls;
import io.groat.notifier.http.NotifierProblem;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Message;
import io.groat.notifier.message.Status;
import io.groat.notifier.template.Templates;
import io.groat.notifier.template.Variables;
import io.groat.web.access.Permit;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Detached;
import io.groat.web.http.HeaderField;
import io.groat.web.http.Parameters;
import io.groat.web.http.Problems;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonElements;
import io.groat.web.json.JsonFields;
import io.groat.web.problem.Problem;
import io.groat.web.problem.ProblemException;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import io.groat.web.shape.ObjectLimit;
import io.groat.web.shape.Shape;
import io.groat.web.shape.Text;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** Takes requests to tell somebody something, one or many. */
final class NotificationCalls {

    private static final Shape<NoticeWish> NOTICES = Shape.of(NoticeWish.class);
    private static final int MOST = 1_000;
    private static final int AT_ONCE = 32;
    private static final DataSize LARGEST = DataSize.ofMegabytes(2);

    private static final HeaderField KEY =
            new HeaderField("Idempotency-Key", "The same as `eventId`, where the body has none", false);

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
                Route.post("/v1/notifications", Calls.SENDS)
                        .named("notifications", "notify", "Tells somebody something")
                        .header(KEY)
                        .takes(NoticeWish.class)
                        .gives(202, AcceptedView.class, "It will be told; told again under its id it is the same")
                        .refuses(
                                NotifierProblem.UNKNOWN_TEMPLATE,
                                NotifierProblem.INVALID_VARIABLE,
                                NotifierProblem.MISSING_VARIABLE,
                                NotifierProblem.INVALID_ADDRESS,
                                NotifierProblem.UNKNOWN_LOCALE,
                                NotifierProblem.STORE_UNAVAILABLE)
                        .by(bodies, this::one),
                Route.post("/v1/notifications/batch", Calls.SENDS)
                        .named("notifications", "notifyMany", "Tells many things at once")
                        .details("At most " + MOST + ". One that is refused spoils no other.")
                        .takesList(NoticeWish.class)
                        .gives(202, AcceptedListView.class, "What each came to")
                        .refuses(NotifierProblem.TOO_MANY_ITEMS, NotifierProblem.STORE_UNAVAILABLE)
                        .by(this::many));
    }

    private Mono<ServerResponse> one(ServerRequest request, Mono<NoticeWish> body) {
        String key = Parameters.header(request, "Idempotency-Key");
        return body.flatMap(wish -> Detached.work(accept(request, wish, key)))
                .flatMap(messages -> Answer.of(202, headers -> {}, accepted(messages)));
    }

    private Mono<List<Message>> accept(ServerRequest request, NoticeWish wish, @Nullable String key) {
        String caller = Permit.of(request).caller().text();
        return intake.accept(NoticeBody.of(wish, key, caller, templates, clock.instant()));
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
        return Mono.defer(() -> accept(request, NOTICES.read(fields), null))
                .map(messages -> new Outcome(messages, null))
                .onErrorResume(ProblemException.class, refusal -> Mono.just(refused(refusal.problem())));
    }

    private Outcome refused(Problem problem) {
        problems.count(problem);
        return new Outcome(List.of(), problem);
    }

    private static AcceptedView accepted(List<Message> messages) {
        return new AcceptedView(messages.stream().map(AcceptedMessageView::of).toList());
    }

    private static void write(JsonGenerator json, Outcome outcome) {
        Problem problem = outcome.problem();
        if (problem == null) {
            Shape.body(accepted(outcome.messages())).write(json);
        } else {
            json.writeStartObject();
            problem.writeMembers(json, null);
            json.writeEndObject();
        }
    }

    /** What one of many came to. */
    @Doc("What one of many came to: its messages, or the problem")
    sealed interface AcceptedItemView permits AcceptedView, RefusedView {}

    /** What is told. */
    @Doc("The messages that something is told by")
    record AcceptedView(List<AcceptedMessageView> notifications) implements AcceptedItemView {}

    /** One message. */
    record AcceptedMessageView(UUID id, Channel channel, Status status) {

        private static AcceptedMessageView of(Message message) {
            return new AcceptedMessageView(message.id(), message.channel(), message.status());
        }
    }

    /** Why one of many is told by none. */
    record RefusedView(
            @Doc(example = "urn:groat:problem:unknown-template") @Text(format = "uri")
            String type,

            @Doc(example = "There is no such template") String title,
            @Doc(example = "422") int status,
            @LeftOut @Nullable String detail,

            @Doc(value = "As those of problem documents", example = "UNKNOWN_TEMPLATE")
            String code,

            @Doc("The field at fault") @LeftOut @Nullable String field)
            implements AcceptedItemView {}

    /** What many came to. */
    @Doc("What each came to, in the order of the request")
    record AcceptedListView(List<AcceptedItemView> items) {}

    /** Something to tell; {@link NoticeBody} judges it. */
    @Doc("Something to tell somebody")
    record NoticeWish(
            @Doc(value = "Whom; or `to`", example = "bob") @Nullable
            String userId,

            @Doc(value = "What is said", example = "payment-received")
            String template,

            @Doc(
                    value = "What the template needs to know",
                    example =
                            "{\"amountMinor\": \"2500\", \"currency\": \"EUR\", \"payer\": \"alice\", \"paymentId\": \"x\"}")
            @ObjectLimit(Variables.MOST)
            @Nullable
            Map<String, String> variables,

            @Doc(value = "By which it has to be told; by those that fit, if not said", example = "[\"inapp\"]")
            @Nullable
            List<String> channels,

            @Doc("An address instead of a user, with one channel") @Text(max = 320) @Nullable
            String to,

            @Doc(value = "The user's own, if not said", example = "en") @Text(max = 35) @Nullable
            String locale,

            @Doc(value = "What happened, by an id that is the same each time it is told", example = "order-4711")
            @Text(max = 200)
            @Nullable
            String eventId) {}
}
