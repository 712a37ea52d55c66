package io.groat.notifier.webhook;

import static io.groat.notifier.RunningNotifier.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.notifier.RunningNotifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Days of an endpoint, in the time of its test. */
class EndpointHealthIT {

    private final RunningNotifier notifier = RunningNotifier.shared();
    private final EndpointStore store = notifier.bean(EndpointStore.class);
    private final List<String> told = new ArrayList<>();
    private Instant now = Instant.now();

    private EndpointHealth health() {
        return new EndpointHealth(
                store,
                notifier.bean(Endpoints.class),
                notifier.bean(WebhookSettings.class),
                (endpoint, why) -> Mono.fromRunnable(() -> told.add(why)),
                () -> now);
    }

    private Endpoint current(UUID id) {
        return store.find(id).toFuture().join();
    }

    @Test
    void fiveDaysOfNothingButFailuresSwitchItOff() {
        UUID id = UUID.fromString(notifier.webhook(user("shop"), "/days"));
        EndpointHealth health = health();
        health.ill(current(id)).toFuture().join();
        later(Duration.ofDays(4));
        health.ill(current(id)).toFuture().join();
        health.well(current(id)).toFuture().join();
        later(Duration.ofDays(2));
        health.ill(current(id)).toFuture().join();
        Instant since = now;
        later(Duration.ofDays(5).minusSeconds(1));
        // Another process, which remembers nothing, knows since when as well.
        health().ill(current(id)).toFuture().join();
        assertThat(current(id).isEnabled()).isTrue();

        later(Duration.ofSeconds(2));
        health.ill(current(id)).toFuture().join();
        health.ill(current(id)).toFuture().join();
        assertThat(current(id).isEnabled()).isFalse();
        assertThat(told).hasSize(1);
        assertThat(told.get(0)).contains(since.toString().substring(0, 19));
    }

    private void later(Duration time) {
        now = now.plus(time);
    }
}
