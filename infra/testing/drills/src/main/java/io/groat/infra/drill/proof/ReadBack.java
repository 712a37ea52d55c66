package io.groat.infra.drill.proof;

import io.groat.infra.drill.history.Answer;
import io.groat.infra.drill.history.Case;
import io.groat.infra.drill.history.History;
import io.groat.infra.drill.history.OrderKind;
import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Violations;
import io.groat.infra.drill.load.Router;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Asks the API for every acknowledged transfer, every hold and every balance, as the clients will. */
public final class ReadBack {
    private static final int AT_ONCE = 48;
    private static final int TRIES = 5;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 4_000;

    /** The whole stack may have been away: databases, then routers, which are cold at first. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final List<Router> routers;
    private final Violations breaches;
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicLong answeredAt = new AtomicLong(System.nanoTime());
    private final Duration patience;

    public ReadBack(List<Router> routers, Violations breaches) {
        this(routers, breaches, PATIENCE);
    }

    /** @param patience how long the routers may give no answer before what was asked counts as not checked */
    ReadBack(List<Router> routers, Violations breaches, Duration patience) {
        this.routers = List.copyOf(routers);
        this.breaches = breaches;
        this.patience = patience;
    }

    /** What a document has to say; null when it does, else what it says instead. */
    @FunctionalInterface
    private interface Expectation {
        @Nullable
        String difference(Router.Document found);
    }

    /** Reads every transfer and hold of which a client has the id. */
    public void orders(History history, Books books) {
        for (Case asked : history.cases()) {
            asked.end().ifPresent(end -> {
                String id = end.id();
                if (id != null && asked.order().kind().moves()) {
                    transfer(asked, end, books.refunded().getOrDefault(id, 0L));
                } else if (id != null && asked.order().kind() == OrderKind.HOLD) {
                    hold(asked, id, books.holds().get(id));
                }
            });
        }
        awaitAll();
    }

    /** Reads every user's balance. */
    public void balances(Books books) {
        books.posted().forEach((user, posted) -> {
            long held = books.held().getOrDefault(user, 0L);
            read(
                    "/v1/users/" + user + "/accounts",
                    Promise.MONEY_CONSERVED,
                    user + " has " + posted + " in the books, " + held + " of it held",
                    found -> sum(found, "posted") == posted && sum(found, "held") == held
                            ? null
                            : "shows " + found.body());
        });
        awaitAll();
    }

    private static long sum(Router.Document found, String member) {
        return found.body().findValues(member).stream()
                .mapToLong(value -> value.asLong())
                .sum();
    }

    /** Asks for the reconciliation; gives whether it balances, null when nobody could be asked. */
    public @Nullable Boolean reconciliation() {
        for (int i = 1; ; i++) {
            Router.Document last;
            try {
                last = ask("/v1/reconciliation").join();
            } catch (CompletionException e) {
                breaches.unchecked(Promise.BOOKS_BALANCED, "GET /v1/reconciliation: " + reason(e));
                return null;
            }
            if (last.body().path("balanced").asBoolean(false)) {
                return true;
            }
            if (i == TRIES) {
                breaches.add(Promise.BOOKS_BALANCED, "GET /v1/reconciliation says " + last.body());
                return false;
            }
        }
    }

    private void transfer(Case asked, Answer.End told, long refunded) {
        read(
                "/v1/transfers/" + told.id(),
                Promise.NOT_LOST,
                asked.order().key() + " was answered " + told + ", and " + refunded + " was given back",
                found -> {
                    String status = found.body().path("status").asString("");
                    boolean same = status.equals(told.completed() ? "COMPLETED" : "FAILED")
                            && found.body().path("refunded").asLong(0) == refunded;
                    return same ? null : "shows " + found.body();
                });
    }

    private void hold(Case asked, String id, @Nullable BookedHold booked) {
        read("/v1/holds/" + id, Promise.NOT_LOST, asked.order().key() + " became hold " + booked, found -> {
            boolean same = booked != null
                    && booked.status().equals(found.body().path("status").asString(""))
                    && booked.capturedMinor() == found.body().path("captured").asLong(-1)
                    && booked.releasedMinor() == found.body().path("released").asLong(-1);
            return same ? null : "shows " + found.body();
        });
    }

    private void read(String path, Promise promise, String known, Expectation expectation) {
        room.acquireUninterruptibly();
        CompletableFuture<Boolean> unused = ask(path)
                .thenAccept(found -> {
                    String difference = expectation.difference(found);
                    if (difference != null) {
                        breaches.add(promise, known + ", and GET " + path + " " + difference);
                    }
                })
                .handle((done, failure) -> {
                    room.release();
                    if (failure != null) {
                        breaches.unchecked(promise, known + "; GET " + path + ": " + reason(failure));
                    }
                    return failure == null;
                });
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private CompletableFuture<Router.Document> ask(String path) {
        return ask(path, 0, System.nanoTime());
    }

    /**
     * Asks one router after the other until one knows. Only 200 and 404 are answers; all else says that the stack has not
     * recovered yet, and it is given its time. Fails when that is over.
     */
    private CompletableFuture<Router.Document> ask(String path, int tries, long begun) {
        Router router = routers.get(Math.floorMod(turn.getAndIncrement(), routers.size()));
        return router.get(path).handle(Heard::new).thenCompose(heard -> {
            Router.Document found = heard.found();
            if (found != null && (found.status() == 200 || found.status() == 404)) {
                answeredAt.set(System.nanoTime());
                return CompletableFuture.completedFuture(found);
            }
            if (System.nanoTime() - Math.min(begun, answeredAt.get()) > patience.toNanos()) {
                return CompletableFuture.failedFuture(new IllegalStateException(
                        "no answer in " + patience.toSeconds() + " s, at last " + heard.why()));
            }
            return CompletableFuture.runAsync(
                            () -> {}, CompletableFuture.delayedExecutor(pauseMillis(tries), TimeUnit.MILLISECONDS))
                    .thenCompose(soon -> ask(path, tries + 1, begun));
        });
    }

    /** What a router said, or why it said nothing. */
    private record Heard(
            Router.@Nullable Document found, @Nullable Throwable failure) {
        String why() {
            if (failure != null) {
                return reason(failure);
            }
            return found == null ? "nothing" : found.status() + " " + found.body();
        }
    }

    private static long pauseMillis(int tries) {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(tries, 10));
        return longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
    }

    private void awaitAll() {
        room.acquireUninterruptibly(AT_ONCE);
        room.release(AT_ONCE);
    }
}
