package io.groat.notifier.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class GroupedWorkTest {

    private static final int MANY = 100_000;

    private final List<List<Integer>> pieces = new ArrayList<>();
    private final List<Sinks.Empty<Void>> ends = new ArrayList<>();

    private Mono<Void> begin(List<Integer> piece) {
        pieces.add(List.copyOf(piece));
        Sinks.Empty<Void> end = Sinks.empty();
        ends.add(end);
        return end.asMono();
    }

    @Test
    void whatComesMeanwhileGoesWithTheNext() {
        GroupedWork<Integer> work = new GroupedWork<>(100, Duration.ZERO, this::begin);
        CompletableFuture<Void> first = work.add(List.of(1)).toFuture();
        CompletableFuture<Void> second = work.add(List.of(2)).toFuture();
        CompletableFuture<Void> third = work.add(List.of(3, 4)).toFuture();
        assertThat(pieces).containsExactly(List.of(1));
        assertThat(work.waiting()).isEqualTo(4);
        ends.get(0).tryEmitEmpty();
        assertThat(first).isCompleted();
        assertThat(second).isNotDone();
        assertThat(pieces).containsExactly(List.of(1), List.of(2, 3, 4));
        ends.get(1).tryEmitEmpty();
        assertThat(second).isCompleted();
        assertThat(third).isCompleted();
        assertThat(work.waiting()).isZero();
        assertThat(work.add(List.of()).toFuture()).isCompleted();
    }

    @Test
    void onePieceHasNoMoreThanItMay() {
        GroupedWork<Integer> work = new GroupedWork<>(3, Duration.ZERO, this::begin);
        IntStream.range(0, 8).forEach(i -> work.add(List.of(i)));
        IntStream.range(0, 4).forEach(i -> ends.get(i).tryEmitEmpty());
        assertThat(pieces).containsExactly(List.of(0), List.of(1, 2, 3), List.of(4, 5, 6), List.of(7));
    }

    @Test
    void whatFailsFailsForThoseInItAndTheNextIsDone() {
        GroupedWork<Integer> work = new GroupedWork<>(1, Duration.ZERO, this::begin);
        CompletableFuture<Void> first = work.add(List.of(1)).toFuture();
        CompletableFuture<Void> second = work.add(List.of(2)).toFuture();
        ends.get(0).tryEmitError(new IllegalStateException("broken"));
        assertThat(first).isCompletedExceptionally();
        ends.get(1).tryEmitEmpty();
        assertThat(second).isCompleted();
    }

    private static int manyBehindOne(Mono<Void> each) {
        Sinks.Empty<Void> first = Sinks.empty();
        AtomicInteger begun = new AtomicInteger();
        GroupedWork<Integer> work = new GroupedWork<>(
                1,
                Duration.ZERO,
                piece -> begun.getAndIncrement() == 0 ? first.asMono().then(each) : each);
        for (int i = 0; i < MANY; i++) {
            work.add(List.of(i));
        }
        assertThat(begun).hasValue(1);
        first.tryEmitEmpty();
        assertThat(work.waiting()).isZero();
        return begun.get();
    }

    @Test
    void manyThatEndAtOnceGoOnWithoutRecursion() {
        assertThat(manyBehindOne(Mono.empty())).isEqualTo(MANY);
    }

    @Test
    void manyThatFailAtOnceGoOnWithoutRecursion() {
        assertThat(manyBehindOne(Mono.error(new IllegalStateException("at once"))))
                .isEqualTo(MANY);
    }
}
