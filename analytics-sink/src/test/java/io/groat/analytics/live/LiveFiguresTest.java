package io.groat.analytics.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.analytics.cache.FigureCache;
import io.groat.analytics.cache.Window;
import io.groat.analytics.summary.SystemState;
import io.groat.analytics.watch.Viewers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

class LiveFiguresTest {

    /** Nothing is kept for one who takes nothing: it is let go, others are not. */
    @Test
    void aSlowViewerIsLetGo() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        LiveFigures live = new LiveFigures(
                new FigureCache(),
                () -> new SystemState(List.of(), List.of(), List.of(), Map.of()),
                new Viewers(InstantSource.system()),
                InstantSource.system(),
                meters,
                Duration.ofMillis(2));
        live.start();
        try {
            live.watch(Window.HOUR, null).subscribe(new BaseSubscriber<byte[]>() {
                @Override
                protected void hookOnSubscribe(Subscription subscription) {
                    // Asks for nothing.
                }

                @Override
                protected void hookOnError(Throwable lettingGo) {
                    // Comes with the end of what was kept, which nobody takes.
                }
            });
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> meters.get("groat.live.dropped").counter().count() > 0);
            assertThat(meters.get("groat.live.viewers").gauge().value()).isLessThanOrEqualTo(1);
        } finally {
            live.stop();
        }
    }

    /** Whoever asks gets what is no older than a round; nobody else costs a reckoning. */
    @Test
    void nothingIsReckonedForNobody() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        LiveFigures live = new LiveFigures(
                new FigureCache(),
                () -> new SystemState(List.of(), List.of(), List.of(), Map.of()),
                new Viewers(InstantSource.system()),
                InstantSource.system(),
                meters,
                Duration.ofMillis(2));
        live.start();
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> live.noted() > 20);
            assertThat(meters.get("groat.live.reckoning").timer().count()).isZero();
            assertThat(live.now().toFuture().join().number()).isEqualTo(1);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> live.now().toFuture().join().number() > 1);
            assertThat(meters.get("groat.live.reckoning").timer().count()).isGreaterThan(1);
        } finally {
            live.stop();
        }
    }
}
