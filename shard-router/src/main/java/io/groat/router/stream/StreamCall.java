package io.groat.router.stream;

import io.groat.engine.TransferRequest;
import io.groat.event.TraceLog;
import io.groat.event.TraceParent;
import io.groat.refusal.Refusal;
import io.groat.refusal.RefusedException;
import io.groat.router.admission.LineWindow;
import io.groat.router.problem.MoneyProblems;
import io.groat.router.transfer.ManyTransfersSettings;
import io.groat.router.transfer.Payments;
import io.groat.router.transfer.TransferCall;
import io.groat.router.transfer.TransferFields;
import io.groat.router.transfer.TransferOrder;
import io.groat.router.transfer.TransferResult;
import io.groat.router.transfer.TransferView;
import io.groat.web.access.Permit;
import io.groat.web.http.Bodies;
import io.groat.web.http.Detached;
import io.groat.web.http.Problems;
import io.groat.web.http.Route;
import io.groat.web.json.JsonFields;
import io.groat.web.json.JsonText;
import io.groat.web.problem.Problem;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import io.groat.web.trace.Traces;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Moves money, a transfer a line, for as long as lines come. Results go out as they are there, in no order, each
 * with its transfer's key. So many are under way at once and no more: further lines wait with their sender, and
 * so do results that nobody reads.
 */
final class StreamCall {

    private static final Logger LOG = LoggerFactory.getLogger(StreamCall.class);
    private static final int CHUNKS_AHEAD = 2;
    private static final Duration BUSY_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_BUSY_PAUSE = Duration.ofSeconds(1);

    private final Payments payments;
    private final LineWindow window;
    private final Problems problems;
    private final int maxLine;
    private final int concurrency;

    public StreamCall(Payments payments, LineWindow window, Problems problems, ManyTransfersSettings settings) {
        this.payments = payments;
        this.window = window;
        this.problems = problems;
        this.maxLine = Math.toIntExact(settings.maxLine().toBytes());
        this.concurrency = settings.streamConcurrency();
    }

    public Route route() {
        return Route.post("/v1/transfers/stream", TransferCall.PAY_MANY)
                .named("transfers", "transferStream", "Moves money, a transfer a line, without an end")
                .details(
                        "Lines of JSON both ways. A result comes as soon as its transfer is decided, in no order, with the"
                                + " key of its transfer. A line that can't be read gets an error line with its number, and the"
                                + " stream goes on. The router reads no further while as many transfers are under way as it takes"
                                + " at once, or while results are not read.")
                .takesLines(TransferOrder.KeyedTransferOrder.class)
                .givesLines(200, TransferView.LineResultView.class, "A result a line")
                .refuses(WebProblem.OVERLOADED)
                .by(this::stream);
    }

    private Mono<ServerResponse> stream(ServerRequest asked) {
        ServerHttpRequest request = asked.exchange().getRequest();
        Bodies.requireType(request, MediaType.APPLICATION_NDJSON);
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_NDJSON)
                .build((exchange, context) ->
                        write(exchange.getResponse(), results(Permit.of(asked), request.getBody())));
    }

    private Mono<Void> write(ServerHttpResponse response, Flux<StreamResult> results) {
        DataBufferFactory buffers = response.bufferFactory();
        Flux<DataBuffer> lines = results.map(result -> result.line(buffers));
        return response.writeWith(lines.doOnDiscard(DataBuffer.class, DataBufferUtils::release));
    }

    private Flux<StreamResult> results(Permit permit, Flux<DataBuffer> chunks) {
        LineSplitter splitter = new LineSplitter(maxLine);
        return chunks.doOnDiscard(DataBuffer.class, DataBufferUtils::release)
                .concatMapIterable(splitter::take, CHUNKS_AHEAD)
                .concatWith(Flux.defer(() -> Flux.fromIterable(splitter.end())))
                .flatMap(line -> result(permit, line), concurrency, 1)
                .doOnNext(this::count);
    }

    /** Never fails: what goes wrong with a line is the line's result. */
    private Mono<StreamResult> result(Permit permit, Line line) {
        if (line.isTooLong()) {
            return Mono.just(refused(
                    line,
                    null,
                    Problem.of(WebProblem.BODY_TOO_LARGE, null, "A line may have at most " + maxLine + " bytes")));
        }
        JsonFields fields;
        TransferRequest request;
        String key = null;
        try {
            fields = JsonText.object(line.bytes(), line.offset(), line.length());
            key = TransferFields.keyOf(fields);
            request = TransferFields.amongOthers(fields);
        } catch (ProblemException | RefusedException unreadable) {
            return Mono.just(failed(line, key, unreadable, null));
        }
        // What was read is done, also when its turn comes after the client has gone.
        return Traces.with(trace -> Detached.work(window.through(paid(permit, request), TransferResult::isDecided))
                .map(result -> new StreamResult(line.number(), request.idempotencyKey(), result))
                .onErrorResume(failure -> Mono.just(failed(line, request.idempotencyKey(), failure, trace))));
    }

    /** A shard that has as much waiting as it takes is waited for, here and not with the client. */
    private Mono<TransferResult> paid(Permit permit, TransferRequest request) {
        return payments.payAmongOthers(permit, request)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, BUSY_PAUSE)
                        .maxBackoff(LONGEST_BUSY_PAUSE)
                        .filter(StreamCall::isBusy));
    }

    private static boolean isBusy(Throwable failure) {
        return failure instanceof RefusedException refused && refused.refused().refusal() == Refusal.SHARD_BUSY;
    }

    private static StreamResult failed(
            Line line, @Nullable String key, Throwable failure, @Nullable TraceParent trace) {
        Problem known = MoneyProblems.find(failure);
        if (known != null) {
            return refused(line, key, known);
        }
        TraceLog.about(trace, () -> LOG.error("Line {} of a stream failed", line.number(), failure));
        return refused(line, key, Problem.of(WebProblem.INTERNAL_ERROR));
    }

    private static StreamResult refused(Line line, @Nullable String key, Problem problem) {
        return new StreamResult(line.number(), key, TransferResult.rejected(problem));
    }

    private void count(StreamResult result) {
        if (result.result() instanceof TransferResult.Rejected rejected) {
            problems.count(rejected.problem());
        }
    }
}
