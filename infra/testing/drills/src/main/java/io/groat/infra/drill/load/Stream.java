package io.groat.infra.drill.load;

import io.groat.infra.drill.history.Answer;
import io.groat.infra.drill.history.Case;
import io.groat.infra.drill.history.History;
import io.groat.infra.drill.history.Order;
import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Violations;
import io.groat.infra.launcher.demo.NdjsonStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A client that sends its transfers down one stream after another. What a stream leaves without an end, because it
 * broke or because the line was told to come again, the patient clients see to.
 */
final class Stream {
    private static final int WINDOW = 64;
    private static final Duration LENGTH = Duration.ofSeconds(8);
    private static final long FIRST_PAUSE_MILLIS = 300;
    private static final int MOST_DOUBLED = 5;

    private final Orders orders;
    private final History history;
    private final Violations breaches;
    private final Clients clients;
    private final long nanosBetween;

    /** @param perSecond how many transfers it sends a second, at most */
    Stream(Orders orders, History history, Violations breaches, Clients clients, int perSecond) {
        this.orders = orders;
        this.history = history;
        this.breaches = breaches;
        this.clients = clients;
        this.nanosBetween = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** Sends until it is over; streams go to the routers in turn. */
    void run(List<Router> routers, int first, BooleanSupplier over) {
        int failures = 0;
        for (int turn = first; !over.getAsBoolean(); turn++) {
            Map<String, Case> unanswered = new ConcurrentHashMap<>();
            try (var stream = routers.get(turn % routers.size()).stream()) {
                converse(stream, unanswered, over);
                failures = 0;
            } catch (IOException broken) {
                failures = Math.min(failures + 1, MOST_DOUBLED);
                long longest = FIRST_PAUSE_MILLIS << failures;
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                        longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2)));
            }
            unanswered.values().forEach(asked -> clients.takeOver(asked, "stream broke"));
        }
    }

    private void converse(NdjsonStream stream, Map<String, Case> unanswered, BooleanSupplier over) throws IOException {
        Semaphore window = new Semaphore(WINDOW);
        Thread receiver = new Thread(() -> receive(stream, unanswered, window), "drill-stream");
        receiver.setDaemon(true);
        receiver.start();
        try {
            send(stream, unanswered, window, over, receiver);
            stream.finish();
            receiver.join(LENGTH.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stream.close();
            joinQuietly(receiver);
        }
    }

    private void send(
            NdjsonStream stream, Map<String, Case> unanswered, Semaphore window, BooleanSupplier over, Thread receiver)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        for (long sent = 0; System.nanoTime() - begin < LENGTH.toNanos() && !over.getAsBoolean(); sent++) {
            LockSupport.parkNanos(begin + sent * nanosBetween - System.nanoTime());
            if (clients.busy()) {
                continue;
            }
            if (!receiver.isAlive() || !window.tryAcquire(LENGTH.toMillis(), TimeUnit.MILLISECONDS)) {
                return; // broken, or its router is frozen
            }
            Order order = orders.transfer();
            unanswered.put(order.key(), history.ask(order));
            stream.send(Router.line(order));
            stream.flush();
        }
    }

    private void receive(NdjsonStream stream, Map<String, Case> unanswered, Semaphore window) {
        try {
            for (String line = stream.receive(); line != null; line = stream.receive()) {
                if (!line.isBlank()) {
                    take(Router.parse(line), unanswered);
                    window.release();
                }
            }
        } catch (IOException broken) {
            window.release(WINDOW);
        } catch (JacksonException e) {
            breaches.add(Promise.RIGHT_ANSWERS, "A stream's result is no JSON: " + e.getOriginalMessage());
            window.release(WINDOW);
        }
    }

    private void take(JsonNode result, Map<String, Case> unanswered) {
        Case asked = unanswered.remove(result.path("idempotencyKey").asString(""));
        Reply reply = Reply.of(result);
        if (asked == null || reply instanceof Reply.Nonsense) {
            breaches.add(Promise.RIGHT_ANSWERS, "A stream's result is for no line of it: " + result);
        } else if (reply instanceof Reply.Told told) {
            clients.answered(asked, told.answer());
            if (told.answer() instanceof Answer.Pending) {
                clients.takeOver(asked, "PENDING");
            }
        } else {
            clients.takeOver(asked, ((Reply.Again) reply).why());
        }
    }

    private static void joinQuietly(Thread receiver) {
        try {
            receiver.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
