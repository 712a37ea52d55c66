package io.groat.infra.launcher.demo;

import io.groat.infra.launcher.console.LauncherException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Sends orders down a stream and takes the results that come up it at the same time. */
final class StreamedTransfers {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int WAIT_SECONDS = 60;

    private final DemoPlan plan;
    private final OutcomeCounter tally;
    private final ProgressBar progress;
    private final int first;
    private final int last;
    private final RouterClient router;
    private final Map<String, Long> sentAt = new ConcurrentHashMap<>();
    private final Map<String, Long> toRepeat = new ConcurrentHashMap<>();
    private final Semaphore window;
    private volatile @Nullable IOException failure;

    private StreamedTransfers(
            RouterClient router, DemoPlan plan, OutcomeCounter tally, ProgressBar progress, int first, int last) {
        this.router = router;
        this.plan = plan;
        this.tally = tally;
        this.progress = progress;
        this.first = first;
        this.last = last;
        this.window = new Semaphore(plan.streamWindow());
    }

    /** Sends the orders from the first number up to, and without, the last over the plan's number of streams. */
    static OutcomeCounter send(RouterClient router, DemoPlan plan, int first, int last, ProgressBar progress) {
        OutcomeCounter tally = new OutcomeCounter();
        int each = (last - first + plan.streams() - 1) / plan.streams();
        SingleTransfers.inParallel(plan.streams(), plan.streams(), index -> {
            int from = first + index * each;
            new StreamedTransfers(router, plan, tally, progress, from, Math.min(last, from + each)).run();
        });
        return tally;
    }

    private void run() {
        try (NdjsonStream stream = new NdjsonStream(router.uri("/v1/transfers/stream"), router.authorization())) {
            Thread receiver = new Thread(() -> receive(stream), "demo-receive");
            receiver.setDaemon(true);
            receiver.start();
            sendAll(stream);
            stream.finish();
            receiver.join(TimeUnit.SECONDS.toMillis(WAIT_SECONDS));
            IOException received = failure;
            if (received != null) {
                throw received;
            }
            if (!sentAt.isEmpty()) {
                throw new IOException(sentAt.size() + " lines had no result");
            }
            repeat();
        } catch (IOException e) {
            throw new LauncherException(
                    "The stream of transfers broke: " + e.getMessage() + ". See infra/logs shard-router.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while streaming transfers", e);
        }
    }

    private void sendAll(NdjsonStream stream) throws IOException, InterruptedException {
        for (int n = first; n < last; n++) {
            TransferOrder order = plan.order(n);
            if (!window.tryAcquire()) {
                // Nothing is gained by holding lines back while waiting for results.
                stream.flush();
                if (!window.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                    throw new IOException("no result within " + WAIT_SECONDS + " s");
                }
            }
            if (failure != null) {
                return;
            }
            sentAt.put(order.idempotencyKey(), System.nanoTime());
            stream.send(JSON.writeValueAsString(order));
        }
    }

    /** The key makes it safe: should the first line have moved the money after all, the second moves none. */
    private void repeat() {
        for (int n = first; n < last; n++) {
            TransferOrder order = plan.order(n);
            Long sent = toRepeat.remove(order.idempotencyKey());
            if (sent != null) {
                tally.addRepeated(router.transfer(order), Duration.ofNanos(System.nanoTime() - sent));
                progress.advance();
            }
        }
    }

    private void receive(NdjsonStream stream) {
        try {
            for (String line = stream.receive(); line != null; line = stream.receive()) {
                if (!line.isBlank()) {
                    take(TransferOutcome.of(JSON.readTree(line)));
                }
            }
        } catch (IOException e) {
            failure = e;
            window.release(plan.streamWindow());
        } catch (RuntimeException e) {
            failure = new IOException("a result line could not be read: " + e.getMessage(), e);
            window.release(plan.streamWindow());
        }
    }

    private void take(TransferOutcome outcome) throws IOException {
        Long sent = sentAt.remove(outcome.key());
        if (sent == null) {
            throw new IOException("a result names the key '" + outcome.key() + "', which is not waiting for one");
        }
        if (outcome.worthRepeating()) {
            toRepeat.put(outcome.key(), sent);
        } else {
            tally.add(outcome, Duration.ofNanos(System.nanoTime() - sent));
            progress.advance();
        }
        window.release();
    }
}
