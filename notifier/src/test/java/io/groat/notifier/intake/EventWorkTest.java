package io.groat.notifier.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.event.Event;
import io.groat.event.EventType;
import io.groat.streams.Received;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** How far the events of a partition are settled. */
class EventWorkTest {

    private static final int MOST = 4;
    private final List<Sinks.Empty<Void>> asked = new ArrayList<>();
    private final EventWork work = new EventWork(
            List.of(batch -> {
                Sinks.Empty<Void> end = Sinks.empty();
                asked.add(end);
                return end.asMono();
            }),
            new InFlightLimit(MOST, () -> false));

    private CompletableFuture<Void> handle(long offset) {
        Event event = new Event(EventType.UserCreated, "ann", "e" + offset, Instant.EPOCH, "{}");
        return work.handle(List.of(new Received<>(ReceivedEvent.of(event), "topic", 0, offset)))
                .toFuture();
    }

    @Test
    void laterOnesDoNotWaitButTheirPositionDoes() {
        assertThat(handle(7)).isCompleted();
        assertThat(handle(8)).isCompleted();
        assertThat(asked).hasSize(2);
        assertThat(work.settledUpTo(9)).isEqualTo(7);
        asked.get(1).tryEmitEmpty();
        assertThat(work.settledUpTo(9)).isEqualTo(7);
        asked.get(0).tryEmitEmpty();
        assertThat(work.settledUpTo(9)).isEqualTo(9);
    }

    @Test
    void onlySoManyAreAhead() {
        List<CompletableFuture<Void>> handled = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            handled.add(handle(i));
        }
        assertThat(handled.get(2)).isCompleted();
        assertThat(handled.get(3)).isNotCompleted();
        asked.get(0).tryEmitEmpty();
        await().until(() -> handled.get(3).isDone());
        assertThat(work.settledUpTo(4)).isEqualTo(1);
    }

    @Test
    void whatFailsIsNotPassed() {
        assertThat(handle(1)).isCompleted();
        assertThat(handle(2)).isCompleted();
        asked.get(0).tryEmitError(new IllegalStateException("broken"));
        asked.get(1).tryEmitEmpty();
        assertThat(work.settledUpTo(3)).isEqualTo(1);
        assertThat(work.settle().toFuture()).isCompletedExceptionally();
        assertThat(handle(3)).isCompletedExceptionally();
        assertThat(work.settledUpTo(3)).isEqualTo(1);
    }

    @Test
    void manyBatchesAreSettledTogether() {
        EventWork quick = new EventWork(List.of(batch -> Mono.empty()), new InFlightLimit(MOST, () -> false));
        Event event = new Event(EventType.UserCreated, "ann", "e", Instant.EPOCH, "{}");
        for (int i = 0; i < 100_000; i++) {
            assertThat(quick.handle(List.of(new Received<>(ReceivedEvent.of(event), "topic", 0, i)))
                            .toFuture())
                    .isCompleted();
        }
        assertThat(quick.settledUpTo(100_000)).isEqualTo(100_000);
    }
}
