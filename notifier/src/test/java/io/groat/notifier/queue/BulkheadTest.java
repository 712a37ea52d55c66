package io.groat.notifier.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Work that goes on from its own end. */
class BulkheadTest {

    private static final int MANY = 100_000;

    /** A bulkhead whose first piece is under way while all the others come to wait; then it ends. */
    private static int begunOf(Mono<Void> each, int atOnce) {
        List<Sinks.Empty<Void>> first = new ArrayList<>();
        AtomicInteger begun = new AtomicInteger();
        Bulkhead<Integer> bulkhead = new Bulkhead<>(atOnce, MANY, (work, own) -> {
            Mono<Void> attempt = each;
            if (begun.getAndIncrement() < atOnce) {
                Sinks.Empty<Void> end = Sinks.empty();
                first.add(end);
                attempt = end.asMono().then(each);
            }
            attempt.doFinally(end -> own.done()).subscribe(none -> {}, failure -> {});
        });
        for (int i = 0; i < MANY; i++) {
            assertThat(bulkhead.offer(i)).isTrue();
        }
        assertThat(begun).hasValue(atOnce);
        first.forEach(Sinks.Empty::tryEmitEmpty);
        assertThat(bulkhead.isIdle()).isTrue();
        return begun.get();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void manyThatEndAtOnceGoOnWithoutRecursion(int atOnce) {
        assertThat(begunOf(Mono.empty(), atOnce)).isEqualTo(MANY);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void manyThatFailAtOnceGoOnWithoutRecursion(int atOnce) {
        assertThat(begunOf(Mono.error(new IllegalStateException("at once")), atOnce))
                .isEqualTo(MANY);
    }

    /** Ends come on other threads while more is offered: never more than so many at once, and none is left. */
    @Test
    void nothingIsLeftHoweverEndsAndOffersMeet() throws Exception {
        int atOnce = 3;
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(MANY);
        Bulkhead<Integer> bulkhead = new Bulkhead<>(atOnce, MANY, (work, own) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Mono.fromRunnable(running::decrementAndGet)
                    .subscribeOn(work % 2 == 0 ? Schedulers.parallel() : Schedulers.immediate())
                    .doFinally(end -> {
                        own.done();
                        ended.countDown();
                    })
                    .subscribe();
        });
        for (int i = 0; i < MANY; i++) {
            bulkhead.offer(i);
        }
        assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(most).hasValueLessThanOrEqualTo(atOnce);
    }

    @Test
    void whatIsDroppedIsNotBegun() {
        List<Integer> begun = new ArrayList<>();
        Bulkhead<Integer> bulkhead = new Bulkhead<>(1, 10, (work, own) -> begun.add(work));
        for (int i = 0; i < 5; i++) {
            bulkhead.offer(i);
        }
        assertThat(bulkhead.drop(work -> work % 2 == 0)).containsExactly(2, 4);
        bulkhead.done();
        bulkhead.done();
        bulkhead.done();
        assertThat(begun).containsExactly(0, 1, 3);
        assertThat(bulkhead.isIdle()).isTrue();
    }
}
