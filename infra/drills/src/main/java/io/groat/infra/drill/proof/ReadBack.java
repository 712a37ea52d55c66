package io.groat.infra.drill.proof;

import io.groat.infra.drill.history.Answer;
import io.groat.infra.drill.history.Breaches;
import io.groat.infra.drill.history.Case;
import io.groat.infra.drill.history.History;
import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.load.Router;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Asks the API for every acknowledged transfer and every balance, as the clients will. */
public final class ReadBack {
    private static final int AT_ONCE = 48;
    private static final int TRIES = 5;

    private final List<Router> routers;
    private final Breaches breaches;
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final AtomicInteger turn = new AtomicInteger();

    public ReadBack(List<Router> routers, Breaches breaches) {
        this.routers = List.copyOf(routers);
        this.breaches = breaches;
    }

    /** What a document has to say; null when it does, else what it says instead. */
    @FunctionalInterface
    private interface Expectation {
        @Nullable
        String difference(Router.Document found);
    }

    /** Reads every transfer of which a client holds the id. */
    public void transfers(History history) {
        for (Case asked : history.cases()) {
            asked.end().filter(end -> end.transferId() != null).ifPresent(end -> transfer(asked, end));
        }
        awaitAll();
    }

    /** Reads every user's balance. */
    public void balances(Books books) {
        books.posted()
                .forEach((user, posted) -> read(
                        "/v1/users/" + user + "/accounts",
                        Promise.MONEY_CONSERVED,
                        user + " holds " + posted + " in the books",
                        found -> {
                            long shown = found.body().findValues("posted").stream()
                                    .mapToLong(value -> value.asLong())
                                    .sum();
                            return shown == posted ? null : "shows " + found.body();
                        }));
        awaitAll();
    }

    /** Asks for the reconciliation; gives whether it balances. */
    public boolean reconciliation() {
        Router.Document[] last = new Router.Document[1];
        for (int i = 0; i < TRIES; i++) {
            try {
                last[0] = routers.get(i % routers.size())
                        .get("/v1/reconciliation")
                        .join();
                if (last[0].body().path("balanced").asBoolean(false)) {
                    return true;
                }
            } catch (CompletionException e) {
                breaches.add(Promise.BOOKS_BALANCED, "GET /v1/reconciliation failed: " + e.getMessage());
                return false;
            }
        }
        breaches.add(Promise.BOOKS_BALANCED, "GET /v1/reconciliation says " + last[0].body());
        return false;
    }

    private void transfer(Case asked, Answer.End told) {
        read(
                "/v1/transfers/" + told.transferId(),
                Promise.NOT_LOST,
                asked.order().key() + " was answered " + told,
                found -> {
                    String status = found.body().path("status").asString("");
                    return status.equals(told.completed() ? "COMPLETED" : "FAILED") ? null : "shows " + found.body();
                });
    }

    private void read(String path, Promise promise, String known, Expectation expectation) {
        room.acquireUninterruptibly();
        CompletableFuture<Boolean> unused = ask(path, 1)
                .thenAccept(found -> {
                    String difference = expectation.difference(found);
                    if (difference != null) {
                        breaches.add(promise, known + ", and GET " + path + " " + difference);
                    }
                })
                .handle((done, failure) -> {
                    room.release();
                    if (failure != null) {
                        breaches.add(promise, known + ", and GET " + path + " failed: " + failure.getMessage());
                    }
                    return failure == null;
                });
    }

    /** 503 is no answer, even when all is well again: a breaker may still be half open. */
    private CompletableFuture<Router.Document> ask(String path, int attempt) {
        Router router = routers.get(Math.floorMod(turn.getAndIncrement(), routers.size()));
        return router.get(path)
                .thenCompose(found -> found.status() == 503 && attempt < TRIES
                        ? ask(path, attempt + 1)
                        : CompletableFuture.completedFuture(found));
    }

    private void awaitAll() {
        room.acquireUninterruptibly(AT_ONCE);
        room.release(AT_ONCE);
    }
}
