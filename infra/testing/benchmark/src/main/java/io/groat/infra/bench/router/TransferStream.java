package io.groat.infra.bench.router;

import io.groat.infra.bench.load.Ending;
import io.groat.infra.bench.load.LoadException;
import io.groat.infra.bench.load.Traffic;
import io.groat.infra.bench.load.TransferOrder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;

/** One stream: lines go out and results come in at the same time, and results find their transfers by key. */
final class TransferStream {
    private static final int OK = 200;
    private static final long END_LIMIT_SECONDS = 60;

    private final Map<String, Ending> waiting = new ConcurrentHashMap<>();
    private final Sinks.Many<ByteBuf> lines = Sinks.many().unicast().onBackpressureBuffer();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ResultLines results = new ResultLines();

    /** @param http with the router's address */
    TransferStream(HttpClient http) {
        http.headers(headers -> headers.set("Content-Type", "application/x-ndjson"))
                .post()
                .uri("/v1/transfers/stream")
                .send(lines.asFlux())
                .response((response, content) -> response.status().code() == OK
                        ? content.map(results::take)
                        : Flux.error(new LoadException("a stream was answered with " + response.status())))
                .doFinally(signal -> over.countDown())
                .subscribe(
                        this::end,
                        failure -> breakOff("the stream broke: " + failure),
                        () -> breakOff("the router ended the stream"));
    }

    void send(TransferOrder order, Ending ending) {
        waiting.put(order.key(), ending);
        if (over.getCount() == 0) {
            breakOff("the stream is over");
            return;
        }
        ByteBuf line = Unpooled.wrappedBuffer(line(order).getBytes(StandardCharsets.UTF_8));
        synchronized (lines) { // a sink takes one at a time; the endings of several streams send on this one
            lines.emitNext(line, Sinks.EmitFailureHandler.FAIL_FAST);
        }
    }

    /** Says that no more lines come, and waits for the router's end of the stream. */
    void finish() {
        synchronized (lines) {
            lines.tryEmitComplete();
        }
        try {
            if (!over.await(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new LoadException("the router did not end a stream within " + END_LIMIT_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted while a stream was ending", e);
        }
    }

    private static String line(TransferOrder order) {
        return "{\"idempotencyKey\":\"" + order.key() + "\",\"payer\":\"" + Traffic.userId(order.payer())
                + "\",\"payee\":\"" + Traffic.userId(order.payee()) + "\",\"amount\":" + order.amountMinor()
                + ",\"currency\":\"" + Traffic.CURRENCY + "\"}\n";
    }

    private void end(List<ResultLines.Result> ended) {
        for (ResultLines.Result result : ended) {
            Ending ending = waiting.remove(result.key());
            if (ending != null) {
                ending.ended("COMPLETED".equals(result.status()) ? null : "a transfer ended " + result.status());
            }
        }
    }

    /** Nobody waits for a stream that is over. */
    private void breakOff(String trouble) {
        for (String key : List.copyOf(waiting.keySet())) {
            Ending ending = waiting.remove(key);
            if (ending != null) {
                ending.ended(trouble);
            }
        }
    }
}
