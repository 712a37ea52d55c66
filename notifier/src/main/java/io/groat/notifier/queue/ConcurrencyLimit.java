package io.groat.notifier.queue;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** So many calls at once, the rest in line, however many they are. */
public final class ConcurrencyLimit {

    private final Bulkhead<Runnable> bulkhead;

    public ConcurrencyLimit(int atOnce) {
        this.bulkhead = new Bulkhead<>(atOnce, Integer.MAX_VALUE, (work, own) -> work.run());
    }

    /**
     * The same work, begun when it is its turn, unless nobody waits for it any more; once begun it goes on to its end.
     */
    public <T> Mono<T> through(Mono<T> work) {
        return Mono.create(asked -> {
            AtomicBoolean left = new AtomicBoolean();
            Consumer<Throwable> failed = asked::error;
            asked.onCancel(() -> left.set(true));
            bulkhead.offer(() -> {
                if (left.get()) {
                    bulkhead.done();
                } else {
                    work.doFinally(end -> bulkhead.done()).subscribe(asked::success, failed, asked::success);
                }
            });
        });
    }
}
