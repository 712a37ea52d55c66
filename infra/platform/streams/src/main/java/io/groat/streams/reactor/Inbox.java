package io.groat.streams.reactor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What was polled and waits for the work before it: taken together when that is done, so that what comes faster is done in
 * larger pieces instead of standing in a longer queue. One thread adds, one takes.
 */
final class Inbox<R> {

    private static final Duration LOOK_EVERY = Duration.ofMillis(5);

    private final Queue<List<R>> polls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final int most;

    /** @param most as many records are taken together, unless one poll has more; so many may wait */
    Inbox(int most) {
        this.most = most;
    }

    void add(List<R> poll) {
        waiting.addAndGet(poll.size());
        polls.add(poll);
    }

    /** Completes when more may be added. */
    Mono<List<R>> room() {
        return Mono.defer(() -> hasRoom()
                ? Mono.empty()
                : Flux.interval(LOOK_EVERY).takeUntil(look -> hasRoom()).then(Mono.empty()));
    }

    boolean isEmpty() {
        return polls.isEmpty();
    }

    /** The oldest, in their order. */
    List<R> take() {
        List<R> taken = new ArrayList<>();
        for (List<R> next = polls.peek();
                next != null && (taken.isEmpty() || taken.size() + next.size() <= most);
                next = polls.peek()) {
            taken.addAll(polls.remove());
        }
        waiting.addAndGet(-taken.size());
        return taken;
    }

    private boolean hasRoom() {
        return waiting.get() < most;
    }
}
