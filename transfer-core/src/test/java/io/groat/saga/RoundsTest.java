package io.groat.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class RoundsTest {

    private static final int MANY = 100_000;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final AtomicInteger handled = new AtomicInteger();

    /** Pages and transfers all there at once, and all ended or given up at once. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void manyThatEndAtOnceDoNotGrowTheStack(boolean ends) {
        Transfer transfer = SagaStepTest.transfer(TransferStatus.PENDING);
        AtomicInteger pages = new AtomicInteger();
        List<Transfer> page =
                IntStream.range(0, Rounds.PAGE).mapToObj(i -> transfer).toList();
        Rounds rounds = new Rounds(
                "test",
                after -> Mono.fromSupplier(
                        () -> pages.incrementAndGet() <= MANY / Rounds.PAGE ? page : List.<Transfer>of()),
                one -> {
                    handled.incrementAndGet();
                    return ends ? Mono.just(one) : Mono.empty();
                },
                64,
                PAUSE);

        assertThat(rounds.round().block(Duration.ofMinutes(1))).isEqualTo(ends ? MANY : 0L);
        assertThat(handled).hasValue(MANY);
    }

    @Test
    void roundsThatFindNothingComeLessOftenUntilOneFindsSomething() {
        List<Long> at = new ArrayList<>();
        Transfer transfer = SagaStepTest.transfer(TransferStatus.PENDING);
        AtomicInteger round = new AtomicInteger();
        StepVerifier.withVirtualTime(() -> {
                    Rounds rounds = new Rounds(
                            "test",
                            after -> Mono.fromSupplier(() -> {
                                at.add(Schedulers.parallel().now(TimeUnit.SECONDS));
                                return round.incrementAndGet() == 6 ? List.of(transfer) : List.<Transfer>of();
                            }),
                            Mono::just,
                            64,
                            PAUSE);
                    rounds.start(ended -> {});
                    return Mono.delay(Duration.ofMillis(19_500)).doOnNext(over -> rounds.stop());
                })
                .thenAwait(Duration.ofSeconds(20))
                .expectNextCount(1)
                .verifyComplete();
        // After one and two that found nothing 2 s and 4 s; then the sixth found one.
        assertThat(at).containsExactly(0L, 2L, 6L, 10L, 14L, 18L, 19L);
    }
}
