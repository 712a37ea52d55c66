package io.groat.infra.drill.outside;

import io.groat.infra.drill.load.Reply;
import io.groat.infra.drill.load.Router;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Calls of a patient client: the same one again, by the other router, until it is told or has waited long enough. */
final class Calls {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 3_000;

    private final List<Router> routers;
    private final BooleanSupplier over;
    private final AtomicInteger turn = new AtomicInteger();

    /** @param over whether nobody wants to know any more */
    Calls(List<Router> routers, BooleanSupplier over) {
        this.routers = List.copyOf(routers);
        this.over = over;
    }

    /** Sends a body under a key; empty when nobody told what became of it. */
    Optional<Router.Document> post(String path, String key, Map<String, Object> members) {
        return until(router -> router.post(path, key, members).join());
    }

    /** Sends a text of that type; empty when nobody told what became of it. */
    Optional<Router.Document> upload(String path, String type, String text) {
        return until(router -> router.upload(path, type, text).join());
    }

    /** Reads; empty when nobody answered. */
    Optional<Router.Document> get(String path) {
        return until(router -> router.get(path).join());
    }

    private interface Call {
        Router.Document by(Router router);
    }

    private Optional<Router.Document> until(Call call) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int tries = 0; !over.getAsBoolean() && System.nanoTime() < end; tries++) {
            try {
                Router.Document answer = call.by(routers.get(Math.floorMod(turn.getAndIncrement(), routers.size())));
                if (!isLater(answer)) {
                    return Optional.of(answer);
                }
            } catch (CompletionException unanswered) {
                // The next router may know more.
            }
            pause(tries);
        }
        return Optional.empty();
    }

    private static boolean isLater(Router.Document answer) {
        String code = answer.body().path("code").asString("");
        return answer.status() >= 500 || Reply.COME_AGAIN.contains(code);
    }

    static void pause(int tries) {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(tries, 6));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1)));
    }
}
