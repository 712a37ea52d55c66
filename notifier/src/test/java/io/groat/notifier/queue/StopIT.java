package io.groat.notifier.queue;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static io.groat.notifier.RunningNotifier.eventually;
import static io.groat.notifier.RunningNotifier.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.notifier.Outside;
import io.groat.notifier.RunningNotifier;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A queue that is stopped with much waiting begins none of it, and all of it comes when it goes on. */
class StopIT {

    private static final int MESSAGES = 300;
    private static final int AT_ONCE = 4;
    private static final String ID = "webhook-id";

    private final RunningNotifier notifier = RunningNotifier.shared();
    private final Outside outside = Outside.shared();

    private double underWay() {
        return notifier.bean(MeterRegistry.class)
                .get("groat.notifier.underway")
                .gauge()
                .value();
    }

    @Test
    void whatWaitsIsForgottenAndComesLater() throws Exception {
        DeliveryQueue queue = notifier.bean(DeliveryQueue.class);
        String shop = user("shop");
        String path = "/stop/" + shop;
        outside.takesItsTime(path, Duration.ofSeconds(2));
        notifier.webhook(shop, path);
        notifier.send(RunningNotifier.payments(MESSAGES, 10, shop));
        eventually(() -> assertThat(underWay()).isGreaterThan(MESSAGES / 2.0));

        CountDownLatch stopped = new CountDownLatch(1);
        try {
            queue.stop().subscribe(none -> {}, failure -> {}, stopped::countDown);
            // Other tests' messages may be under way beside the few of this one.
            assertThat(underWay()).isLessThan(MESSAGES / 10.0);
            int begun = outside.received(path).size();
            assertThat(stopped.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(outside.received(path)).hasSizeLessThanOrEqualTo(begun + AT_ONCE);
            outside.answer(path, 200);
        } finally {
            queue.start();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(outside.ids(path, ID)).hasSize(MESSAGES));
        assertThat(outside.received(path)).as("nothing twice").hasSize(MESSAGES);
    }
}
