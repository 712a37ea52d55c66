package io.groat.streams.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class StallWatchTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration HALF = Duration.ofSeconds(30);

    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private final AtomicBoolean eventsWait = new AtomicBoolean();
    private final StallWatch watch = new StallWatch(LIMIT, eventsWait::get, clock);
    private @Nullable Throwable failure;

    @AfterEach
    void end() {
        clock.dispose();
    }

    private void start() {
        watch.stall()
                .onErrorResume(stall -> Mono.fromRunnable(() -> failure = stall))
                .subscribe();
    }

    private void pass(Duration time) {
        clock.advanceTimeBy(time);
    }

    @Test
    void eventsThatWaitAndAreNotHandledAreAStall() {
        eventsWait.set(true);
        start();
        pass(LIMIT.minusSeconds(3));
        assertThat(failure).isNull();
        pass(Duration.ofSeconds(9));
        assertThat(failure).isInstanceOf(TimeoutException.class).hasMessageContaining("60 s");
    }

    @Test
    void theFirstEventAfterAQuietHourHasNotWaitedForAnHour() {
        start();
        pass(Duration.ofHours(1));
        eventsWait.set(true);
        pass(HALF);
        assertThat(failure).isNull();
        pass(HALF.plusSeconds(6));
        assertThat(failure).isInstanceOf(TimeoutException.class);
    }

    @Test
    void whatIsHandledNowAndThenIsNoStall() {
        eventsWait.set(true);
        start();
        for (int i = 0; i < 10; i++) {
            pass(HALF);
            watch.busy();
            watch.idle();
        }
        assertThat(failure).isNull();
    }

    @Test
    void workThatTakesLongIsNoStall() {
        eventsWait.set(true);
        start();
        watch.busy();
        pass(Duration.ofHours(1));
        assertThat(failure).isNull();
        watch.idle();
        pass(HALF);
        assertThat(failure).isNull();
    }
}
