package io.groat.notifier.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class ConcurrencyLimitTest {

    private static final int MANY = 100_000;
    private final ConcurrencyLimit limit = new ConcurrencyLimit(2);

    @Test
    void soManyAtOnceAndTheRestInTurn() {
        List<Sinks.One<Integer>> begun = new ArrayList<>();
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(limit.through(Mono.defer(() -> {
                        Sinks.One<Integer> end = Sinks.one();
                        begun.add(end);
                        return end.asMono();
                    }))
                    .toFuture());
        }
        assertThat(begun).hasSize(2);
        answers.get(0).cancel(true);
        begun.get(0).tryEmitValue(0);
        begun.get(1).tryEmitError(new IllegalStateException("broken"));
        assertThat(begun).hasSize(4);
        begun.get(2).tryEmitValue(2);
        begun.get(3).tryEmitEmpty();
        assertThat(answers.get(1)).isCompletedExceptionally();
        assertThat(answers.get(2)).isCompletedWithValue(2);
        assertThat(answers.get(3)).isCompletedWithValue(null);
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsNotBegun() {
        AtomicInteger begun = new AtomicInteger();
        Sinks.Empty<Void> gate = Sinks.empty();
        Mono<Void> work = Mono.defer(() -> {
            begun.incrementAndGet();
            return gate.asMono();
        });
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(limit.through(work).toFuture());
        }
        all.get(2).cancel(true);
        all.get(3).cancel(true);
        gate.tryEmitEmpty();
        assertThat(begun).hasValue(3);
        assertThat(all.get(4)).isCompleted();
    }

    private int manyBehindOne(Mono<Integer> each) {
        Sinks.Empty<Void> gate = Sinks.empty();
        AtomicInteger ended = new AtomicInteger();
        for (int i = 0; i < MANY; i++) {
            limit.through(gate.asMono().then(each))
                    .doFinally(end -> ended.incrementAndGet())
                    .subscribe(value -> {}, failure -> {});
        }
        assertThat(ended).hasValue(0);
        gate.tryEmitEmpty();
        return ended.get();
    }

    @Test
    void manyThatEndAtOnceGoOnWithoutRecursion() {
        assertThat(manyBehindOne(Mono.just(1))).isEqualTo(MANY);
    }

    @Test
    void manyThatFailAtOnceGoOnWithoutRecursion() {
        assertThat(manyBehindOne(Mono.error(new IllegalStateException("at once"))))
                .isEqualTo(MANY);
    }
}
