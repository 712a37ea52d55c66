package io.groat.router.transfer;

import io.groat.engine.TransferRequest;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.router.http.Answer;
import io.groat.router.http.Bodies;
import io.groat.router.http.HttpSettings;
import io.groat.router.http.Route;
import io.groat.router.json.JsonElements;
import io.groat.router.json.JsonElements.Element;
import io.groat.router.json.JsonFields;
import io.groat.router.problem.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** Moves money, many transfers a call, each by itself: one that is refused stops no other. */
public final class BatchCall {

    private final Payments payments;
    private final Problems problems;
    private final Bodies bodies;
    private final int most;

    public BatchCall(Payments payments, Problems problems, Bodies bodies, HttpSettings settings) {
        this.payments = payments;
        this.problems = problems;
        this.bodies = bodies;
        this.most = settings.maxBatch();
    }

    public Route route() {
        return Route.post("/v1/transfers/batch", this::batch);
    }

    /** The key and the result of one element. */
    private record Done(@Nullable String key, TransferResult result) {}

    private Mono<ServerResponse> batch(ServerRequest request) {
        return bodies.batch(request)
                .map(body -> JsonElements.of(body, most, tooLarge()))
                .flatMap(this::doAll)
                .flatMap(results -> Answer.ok(json -> write(json, results)));
    }

    private Mono<List<Done>> doAll(List<Element> elements) {
        return Flux.fromIterable(elements).flatMapSequential(this::doOne, most).collectList();
    }

    private Mono<Done> doOne(Element element) {
        if (element instanceof Element.Unreadable unreadable) {
            return Mono.just(rejected(null, unreadable.refused()));
        }
        JsonFields fields = ((Element.Read) element).fields();
        String key = TransferFields.keyOf(fields);
        return Mono.defer(() -> pay(fields))
                .map(result -> new Done(key, result))
                .onErrorResume(RefusedException.class, refused -> Mono.just(rejected(key, refused.refused())));
    }

    private Mono<TransferResult> pay(JsonFields fields) {
        TransferRequest request = TransferFields.amongOthers(fields);
        return payments.pay(request);
    }

    private static Done rejected(@Nullable String key, Refused refused) {
        return new Done(key, TransferResult.rejected(refused));
    }

    private void write(JsonGenerator json, List<Done> results) {
        json.writeStartArray();
        for (int index = 0; index < results.size(); index++) {
            Done done = results.get(index);
            if (done.result() instanceof TransferResult.Rejected rejected) {
                problems.count(rejected.problem());
            }
            TransferLine.write(json, done.result(), done.key(), "index", index);
        }
        json.writeEndArray();
    }

    private RefusedException tooLarge() {
        return new RefusedException(
                new Refused(Refusal.BATCH_TOO_LARGE, null, "A batch may have at most " + most + " transfers"));
    }
}
