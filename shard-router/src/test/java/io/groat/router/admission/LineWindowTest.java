package io.groat.router.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class LineWindowTest {

    private static final int MANY = 100_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Admission admission = new Admission(
            "lines",
            new AdmissionSettings(Duration.ofSeconds(30), 4, 4, 4, 64),
            System::nanoTime,
            new SimpleMeterRegistry());
    private final LineWindow window = new LineWindow(admission);

    @Test
    void linesWaitInTheirOrderAndNoneIsLost() {
        List<Sinks.One<Integer>> works = new ArrayList<>();
        List<Integer> begun = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int line = i;
            Sinks.One<Integer> work = Sinks.one();
            works.add(work);
            window.through(
                            Mono.defer(() -> {
                                begun.add(line);
                                return work.asMono();
                            }),
                            result -> true)
                    .subscribe(result -> {}, failure -> {});
        }
        assertThat(begun).containsExactly(0, 1, 2, 3);
        works.get(2).tryEmitValue(2);
        works.get(3).tryEmitError(new IllegalStateException("a line that fails makes room too"));
        assertThat(begun).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void aStreamThatHangsUpLeavesItsPlaces() {
        Disposable running = Flux.range(0, 8)
                .flatMap(line -> window.through(Mono.never(), result -> true), 8)
                .subscribe();
        assertThat(admission.inFlight()).isEqualTo(4);
        running.dispose();
        assertThat(admission.inFlight()).isZero();
        assertThat(window.through(Mono.just(1), result -> true).block(PATIENCE)).isEqualTo(1);
    }

    @Test
    void manyThatEndAtOnceDoNotGrowTheStack() {
        assertThat(all(Mono.just(1))).isEqualTo(MANY);
        assertThat(admission.inFlight()).isZero();
    }

    @Test
    void manyThatFailAtOnceDoNotGrowTheStack() {
        assertThat(all(Mono.<Integer>error(new IllegalStateException("no")).onErrorReturn(1)))
                .isEqualTo(MANY);
        AtomicInteger failed = new AtomicInteger();
        for (int i = 0; i < MANY; i++) {
            window.through(Mono.<Integer>error(new IllegalStateException("no")), result -> true)
                    .subscribe(result -> {}, failure -> failed.incrementAndGet());
        }
        assertThat(failed).hasValue(MANY);
        assertThat(admission.inFlight()).isZero();
    }

    /** All wait while four hang; when those end, each makes room for the next within its own end. */
    @Test
    void manyThatHaveWaitedEndOneAfterTheOther() {
        List<Sinks.One<Integer>> hanging = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Sinks.One<Integer> work = Sinks.one();
            hanging.add(work);
            window.through(work.asMono(), result -> true).subscribe();
        }
        AtomicInteger ended = new AtomicInteger();
        for (int i = 0; i < MANY; i++) {
            boolean fails = i % 2 == 0;
            window.through(fails ? Mono.error(new IllegalStateException("no")) : Mono.just(1), result -> true)
                    .subscribe(result -> ended.incrementAndGet(), failure -> ended.incrementAndGet());
        }
        assertThat(ended).hasValue(0);
        hanging.forEach(work -> work.tryEmitValue(1));
        assertThat(ended).hasValue(MANY);
        assertThat(admission.inFlight()).isZero();
    }

    @Test
    void manyThreadsShareIt() {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Long ended = Flux.range(0, MANY)
                .flatMap(
                        line -> window.through(
                                Mono.fromCallable(() -> {
                                            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                                            atOnce.decrementAndGet();
                                            return line;
                                        })
                                        .subscribeOn(Schedulers.parallel()),
                                result -> true),
                        256)
                .count()
                .block(PATIENCE);
        assertThat(ended).isEqualTo(MANY);
        assertThat(most.get()).isBetween(1, 4);
    }

    private long all(Mono<Integer> work) {
        Long ended = Flux.range(0, MANY)
                .flatMap(line -> window.through(work, result -> true), 64)
                .count()
                .block(PATIENCE);
        return ended == null ? 0 : ended;
    }
}
