package io.groat.router.transfer;

import io.groat.engine.TransferRequest;
import io.groat.event.TraceLog;
import io.groat.event.TraceParent;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.router.admission.LineWindow;
import io.groat.router.problem.MoneyProblems;
import io.groat.router.transfer.TransferOrder.KeyedTransferOrder;
import io.groat.router.transfer.TransferView.ElementResultView;
import io.groat.web.access.Permit;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Problems;
import io.groat.web.http.Route;
import io.groat.web.json.JsonElements;
import io.groat.web.json.JsonElements.Element;
import io.groat.web.json.JsonFields;
import io.groat.web.problem.Problem;
import io.groat.web.problem.WebProblem;
import io.groat.web.trace.Traces;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** Moves money, many transfers a call, each by itself: one that is refused stops no other. */
final class BatchCall {

    private static final Logger LOG = LoggerFactory.getLogger(BatchCall.class);

    private final Payments payments;
    private final LineWindow window;
    private final Problems problems;
    private final Bodies bodies;
    private final int most;
    private final DataSize maxBody;

    public BatchCall(
            Payments payments, LineWindow window, Problems problems, Bodies bodies, ManyTransfersSettings settings) {
        this.payments = payments;
        this.window = window;
        this.problems = problems;
        this.bodies = bodies;
        this.most = settings.maxBatch();
        this.maxBody = settings.maxBatchBody();
    }

    public Route route() {
        return Route.post("/v1/transfers/batch", TransferCall.PAY_MANY)
                .named("transfers", "transferBatch", "Moves money, many transfers at once")
                .details("Each is done by itself; one that is refused stops no other.")
                .takesList(KeyedTransferOrder.class)
                .givesList(200, ElementResultView.class, "The results, in the order of the request")
                .refuses(MoneyProblems.onShards(Refusal.BATCH_TOO_LARGE))
                .refuses(WebProblem.OVERLOADED)
                .by(this::batch);
    }

    /** The key and the result of one element. */
    private record Done(@Nullable String key, TransferResult result) {}

    private Mono<ServerResponse> batch(ServerRequest request) {
        return bodies.json(request, maxBody)
                .map(body -> JsonElements.of(body, most, tooLarge()))
                .flatMap(elements -> doAll(Permit.of(request), elements))
                .flatMap(results -> Answer.ok(json -> write(json, results)));
    }

    private Mono<List<Done>> doAll(Permit permit, List<Element> elements) {
        return Flux.fromIterable(elements)
                .flatMapSequential(element -> Traces.with(trace -> doOne(permit, element, trace)), most)
                .collectList();
    }

    private Mono<Done> doOne(Permit permit, Element element, @Nullable TraceParent trace) {
        if (element instanceof Element.Unreadable unreadable) {
            return Mono.just(rejected(null, unreadable.problem()));
        }
        JsonFields fields = ((Element.Read) element).fields();
        String key = TransferFields.keyOf(fields);
        return window.through(Mono.defer(() -> pay(permit, fields)), TransferResult::isDecided)
                .map(result -> new Done(key, result))
                .onErrorResume(failure -> Mono.just(failed(key, failure, trace)));
    }

    private Mono<TransferResult> pay(Permit permit, JsonFields fields) {
        TransferRequest request = TransferFields.amongOthers(fields);
        return payments.payAmongOthers(permit, request);
    }

    /** Others may have moved money: whatever goes wrong with one is its own result and nobody else's. */
    private static Done failed(@Nullable String key, Throwable failure, @Nullable TraceParent trace) {
        Problem known = MoneyProblems.find(failure);
        if (known != null) {
            return rejected(key, known);
        }
        TraceLog.about(trace, () -> LOG.error("A transfer of a batch failed", failure));
        return rejected(key, Problem.of(WebProblem.INTERNAL_ERROR));
    }

    private static Done rejected(@Nullable String key, Problem problem) {
        return new Done(key, TransferResult.rejected(problem));
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
