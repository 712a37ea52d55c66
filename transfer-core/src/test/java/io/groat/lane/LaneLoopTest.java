package io.groat.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class LaneLoopTest {

    private static final int MANY = 100_000;

    private final AtomicInteger done = new AtomicInteger();

    @Test
    void whatComesMeanwhileIsTakenTogether() {
        List<List<Integer>> batches = new ArrayList<>();
        Sinks.One<Boolean> first = Sinks.one();
        LaneLoop<Integer> loop = new LaneLoop<>("loop", 10, 3, batch -> {
            batches.add(batch);
            return batches.size() == 1 ? first.asMono().then() : Mono.empty();
        });
        IntStream.range(0, 6).forEach(loop::offer);
        assertThat(batches).containsExactly(List.of(0));
        assertThat(loop.batchAgeNanos()).isPositive();

        first.tryEmitValue(true);
        assertThat(batches).containsExactly(List.of(0), List.of(1, 2, 3), List.of(4, 5));
        assertThat(loop.isIdle()).isTrue();
        assertThat(loop.batchAgeNanos()).isZero();
    }

    @Test
    void isBounded() {
        LaneLoop<Integer> loop = new LaneLoop<>("loop", 2, 1, batch -> Mono.never());
        assertThat(List.of(loop.offer(1), loop.offer(2), loop.offer(3), loop.offer(4)))
                .containsExactly(true, true, true, false);
        assertThat(loop.drain()).containsExactly(2, 3);
    }

    /** Each adds the next as it ends, so that all go through one run of the loop. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void manyThatEndAtOnceDoNotGrowTheStack(boolean fail) {
        AtomicInteger added = new AtomicInteger(1);
        List<LaneLoop<Integer>> loops = new ArrayList<>();
        loops.add(new LaneLoop<>("loop", 10, 1, batch -> {
            done.addAndGet(batch.size());
            if (added.getAndIncrement() < MANY) {
                loops.get(0).offer(added.get());
            }
            return fail ? Mono.error(new Unwell()) : Mono.empty();
        }));
        loops.get(0).offer(0);
        assertThat(done).hasValue(MANY);
        assertThat(loops.get(0).isIdle()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noneIsForgottenBetweenTwoThreads(boolean fail) {
        LaneLoop<Integer> loop = new LaneLoop<>("loop", MANY, 7, batch -> {
            done.addAndGet(batch.size());
            return fail ? Mono.error(new Unwell()) : Mono.empty();
        });
        Flux.range(0, MANY)
                .parallel(4)
                .runOn(Schedulers.parallel())
                .doOnNext(loop::offer)
                .sequential()
                .blockLast();
        assertThat(done).hasValue(MANY);
        assertThat(loop.isIdle()).isTrue();
    }

    /** Without a trace, of which a hundred thousand would fill the log. */
    private static final class Unwell extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unwell() {
            super("unwell", null, false, false);
        }
    }
}
