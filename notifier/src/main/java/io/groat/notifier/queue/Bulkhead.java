package io.groat.notifier.queue;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** So much at once, the rest in line. */
public final class Bulkhead {

    private final Lane<Runnable> lane;

    public Bulkhead(int atOnce) {
        this.lane = new Lane<>(atOnce, Integer.MAX_VALUE, (work, own) -> work.run());
    }

    /**
     * The same work, begun when it is its turn, unless nobody waits for it any more; once begun it goes on to its end.
     */
    public <T> Mono<T> through(Mono<T> work) {
        return Mono.create(asked -> {
            AtomicBoolean left = new AtomicBoolean();
            Consumer<Throwable> failed = asked::error;
            asked.onCancel(() -> left.set(true));
            lane.offer(() -> {
                if (left.get()) {
                    lane.done();
                } else {
                    work.doFinally(end -> lane.done()).subscribe(asked::success, failed, asked::success);
                }
            });
        });
    }
}
