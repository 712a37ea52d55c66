package io.groat.db;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Rows by their keys, of which many are asked for at once: one statement is under way at a time, and whoever asks meanwhile
 * is in the next, which asks for all of them. A lone caller's is sent at once. No answer is older than its question. Safe
 * for threads.
 *
 * @param <K> keys
 * @param <V> what a row holds
 */
public final class GatheredRead<K, V> {

    /** A statement of so many keys takes a few milliseconds and not more. */
    private static final int MOST_KEYS = 128;

    private record Asked<K, V>(K key, MonoSink<V> sink) {}

    private final Function<Set<K>, Mono<Map<K, V>>> statement;
    private final Queue<Asked<K, V>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger work = new AtomicInteger();
    private volatile boolean underWay;

    /** @param statement reads the rows of those keys that there are; has to end at some time */
    public GatheredRead(Function<Set<K>, Mono<Map<K, V>>> statement) {
        this.statement = statement;
    }

    /** The row of that key; empty when there is none. Fails as its statement does. */
    public Mono<V> find(K key) {
        return Mono.create(sink -> {
            waiting.add(new Asked<>(key, sink));
            goOn();
        });
    }

    /** Never within itself: a statement that ends at once leaves its successor to the loop that is there. */
    private void goOn() {
        if (work.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            if (!underWay) {
                begin();
            }
            seen = work.addAndGet(-seen);
        } while (seen > 0);
    }

    private void begin() {
        List<Asked<K, V>> together = new ArrayList<>();
        Set<K> keys = new LinkedHashSet<>();
        for (Asked<K, V> next = waiting.peek(); next != null && keys.size() < MOST_KEYS; next = waiting.peek()) {
            waiting.remove();
            together.add(next);
            keys.add(next.key());
        }
        if (together.isEmpty()) {
            return;
        }
        underWay = true;
        Mono.defer(() -> statement.apply(keys))
                .defaultIfEmpty(Map.of())
                .subscribe(found -> end(together, found, null), failure -> end(together, Map.of(), failure));
    }

    /** The next statement goes out before those of this one go on. */
    private void end(List<Asked<K, V>> together, Map<K, V> found, @Nullable Throwable failure) {
        underWay = false;
        goOn();
        for (Asked<K, V> one : together) {
            V row = found.get(one.key());
            if (failure != null) {
                one.sink().error(failure);
            } else if (row == null) {
                one.sink().success();
            } else {
                one.sink().success(row);
            }
        }
    }
}
