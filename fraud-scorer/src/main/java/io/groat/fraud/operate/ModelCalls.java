package io.groat.fraud.operate;

import io.groat.fraud.http.Calls;
import io.groat.fraud.http.FraudProblem;
import io.groat.fraud.model.Model;
import io.groat.fraud.model.ModelFile;
import io.groat.fraud.model.ModelRefused;
import io.groat.fraud.model.Policy;
import io.groat.fraud.operate.ModelActivation.Role;
import io.groat.fraud.operate.ModelViews.ModelChangeView;
import io.groat.fraud.operate.ModelViews.ModelView;
import io.groat.fraud.operate.ModelViews.ModelsView;
import io.groat.fraud.operate.ModelViews.StandingView;
import io.groat.fraud.serving.ModelStore;
import io.groat.fraud.serving.ModelVersion;
import io.groat.fraud.serving.PackedModel;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.HeaderField;
import io.groat.web.http.Page;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.Problem;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import io.groat.web.shape.Doc;
import io.groat.web.shape.NotBlank;
import io.groat.web.shape.Range;
import io.groat.web.shape.Text;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Adds models, and says which of them scores payments. A change is in force everywhere within some two seconds. */
final class ModelCalls {

    static final DataSize MAX_FILE = DataSize.ofBytes(ModelFile.MOST_BYTES);

    private static final int MAX_NOTE = 500;
    private static final int LATEST = 100;
    private static final String VERSION = "The number of a model";
    private static final String NOTE_SAYS = "has to say why, in at most " + MAX_NOTE + " characters";
    private static final Query<String> NOTE =
            Query.matching("note", "Why, or what it is", "[^\\p{Cntrl}]{1," + MAX_NOTE + "}", NOTE_SAYS);

    /** Where a model is put, and why. */
    @Doc("Why a model comes into force, or into the shadow, or leaves it")
    record ModelNote(
            @Doc(example = "better by a month in the shadow")
            @Text(max = MAX_NOTE, fits = NotBlank.class, says = NOTE_SAYS)
            String note,

            @Doc(value = "The version that stands there; refused when it is another", example = "1")
            @Range(min = 0, max = Integer.MAX_VALUE, says = "has to be a version's number, or 0")
            @Nullable
            Integer replaces) {}

    /** How both decide. */
    @Doc("How model and rules make one decision")
    record WantedPolicy(
            @Text(
                    oneOf = {"max", "rules_override"},
                    says = "has to be max or rules_override")
            String policy) {}

    private final ModelStore store;
    private final ModelActivation activation;
    private final Bodies bodies;

    ModelCalls(ModelStore store, ModelActivation activation, Bodies bodies) {
        this.store = store;
        this.activation = activation;
        this.bodies = bodies;
    }

    Routes routes() {
        return Routes.of(
                Route.get("/v1/models", Calls.READS)
                        .named("models", "getModels", "The latest models, and which of them score payments")
                        .gives(200, ModelsView.class, "Without what their files say")
                        .refuses(FraudProblem.STORE_UNAVAILABLE)
                        .by(this::all),
                Route.post("/v1/models", Calls.DECIDES)
                        .named("models", "addModel", "Adds a model")
                        .details("The file as infra/train writes it. It scores nothing until it is put somewhere.")
                        .query(NOTE.needed())
                        .takesText(MediaType.TEXT_PLAIN)
                        .gives(201, ModelView.class, "Added", HeaderField.LOCATION)
                        .refuses(FraudProblem.INVALID_MODEL, FraudProblem.TOO_BUSY, FraudProblem.STORE_UNAVAILABLE)
                        .by(this::add),
                Route.get("/v1/models/history", Calls.READS)
                        .named("models", "getModelHistory", "Which models came into force and into the shadow when")
                        .givesPage(ModelChangeView.class)
                        .refuses(FraudProblem.STORE_UNAVAILABLE)
                        .by(this::history),
                Route.put("/v1/models/policy", Calls.DECIDES)
                        .named("models", "setModelPolicy", "Says how model and rules make one decision")
                        .details(
                                "max: the higher score and the sterner decision. rules_override: what rules review or block"
                                        + " goes by them, and the model decides the rest.")
                        .takes(WantedPolicy.class)
                        .gives(200, StandingView.class, "In force")
                        .refuses(FraudProblem.STORE_UNAVAILABLE)
                        .by(bodies, this::decideBy),
                Route.get("/v1/models/{version}", Calls.READS)
                        .named("models", "getModel", "A model, with what its file says of it")
                        .path("version", VERSION)
                        .gives(200, ModelView.class, "The model")
                        .refuses(WebProblem.NOT_FOUND, FraudProblem.INVALID_MODEL, FraudProblem.STORE_UNAVAILABLE)
                        .by(this::one),
                put("activate", "activateModel", "Puts a model in force; 0 has rules decide alone", Role.champion),
                put("shadow", "shadowModel", "Puts a model into the shadow; 0 for none", Role.shadow));
    }

    private Route put(String verb, String operation, String title, Role role) {
        return Route.post("/v1/models/{version}/" + verb, Calls.DECIDES)
                .named("models", operation, title)
                .path("version", VERSION + ", or 0")
                .takes(ModelNote.class)
                .gives(200, StandingView.class, "In force")
                .refuses(
                        WebProblem.NOT_FOUND,
                        FraudProblem.INVALID_MODEL,
                        FraudProblem.MODELS_CHANGED,
                        FraudProblem.STORE_UNAVAILABLE)
                .by(bodies, (request, body) -> put(role, request, body));
    }

    private Mono<ServerResponse> all(ServerRequest request) {
        return Mono.zip(store.latest(LATEST).collectList(), activation.standing(), ModelsView::of)
                .flatMap(Answer::ok);
    }

    private Mono<ServerResponse> history(ServerRequest request) {
        return store.history(LATEST)
                .collectList()
                .flatMap(changes ->
                        Answer.ok(new Page<>(changes, null).json(ModelChangeView.class, ModelChangeView::of)));
    }

    private Mono<ServerResponse> add(ServerRequest request) {
        String who = Calls.caller(request);
        String note = String.valueOf(NOTE.of(request));
        return bodies.whole(request, MediaType.TEXT_PLAIN, MAX_FILE)
                // A file of megabytes takes a moment, in which others are not to wait.
                .publishOn(Schedulers.boundedElastic())
                .flatMap(file -> {
                    Model model = parsed(file);
                    return Calls.toItsEnd(activation.add(model.card().label(), packed(file), who, note))
                            .zipWith(activation.standing())
                            .flatMap(both -> Answer.of(
                                    201,
                                    headers -> headers.set(
                                            "Location",
                                            "/v1/models/" + both.getT1().version()),
                                    ModelView.whole(both.getT1(), both.getT2(), model)));
                });
    }

    private Mono<ServerResponse> one(ServerRequest request) {
        return version(request)
                .flatMap(version -> Mono.zip(
                        store.file(version.version())
                                .publishOn(Schedulers.boundedElastic())
                                .map(ModelCalls::parsed),
                        activation.standing(),
                        (model, standing) -> ModelView.whole(version, standing, model)))
                .flatMap(Answer::ok);
    }

    private Mono<ServerResponse> put(Role role, ServerRequest request, Mono<ModelNote> body) {
        String who = Calls.caller(request);
        // One that can't be used here is refused before anything is changed.
        Mono<Integer> usable = request.pathVariable("version").equals("0")
                ? Mono.just(0)
                : version(request)
                        .flatMap(version -> store.file(version.version())
                                .publishOn(Schedulers.boundedElastic())
                                .map(file -> {
                                    parsed(file);
                                    return version.version();
                                }));
        return Mono.zip(usable, body)
                .flatMap(both -> Calls.toItsEnd(activation.put(
                        role,
                        both.getT1(),
                        who,
                        both.getT2().note(),
                        both.getT2().replaces())))
                .flatMap(standing -> Answer.ok(StandingView.of(standing)));
    }

    private Mono<ServerResponse> decideBy(ServerRequest request, Mono<WantedPolicy> body) {
        return body.flatMap(wanted -> Calls.toItsEnd(
                        activation.decideBy(wanted.policy().equals("max") ? Policy.MAX : Policy.RULES_OVERRIDE)))
                .flatMap(standing -> Answer.ok(StandingView.of(standing)));
    }

    /** @throws ProblemException with the field at fault */
    private static Model parsed(byte[] file) {
        try {
            return ModelFile.of(file);
        } catch (ModelRefused refused) {
            throw new ProblemException(new Problem(
                    FraudProblem.INVALID_MODEL, refused.field(), String.valueOf(refused.getMessage()), Map.of()));
        }
    }

    /** @throws ProblemException when it is too long to be kept */
    private static PackedModel packed(byte[] file) {
        PackedModel packed = PackedModel.of(file);
        if (!packed.fits()) {
            throw new ProblemException(
                    FraudProblem.INVALID_MODEL,
                    "file",
                    "compressed it is longer than " + PackedModel.MOST_BYTES + " bytes");
        }
        return packed;
    }

    private Mono<ModelVersion> version(ServerRequest request) {
        String text = request.pathVariable("version");
        return text.matches("[0-9]{1,9}")
                ? store.find(Integer.parseInt(text)).switchIfEmpty(Mono.error(Calls::notFound))
                : Mono.error(Calls.notFound());
    }
}
