package io.groat.notifier.queue;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static io.groat.notifier.RunningNotifier.assertProblem;
import static io.groat.notifier.RunningNotifier.body;
import static io.groat.notifier.RunningNotifier.get;
import static io.groat.notifier.RunningNotifier.post;
import static io.groat.notifier.RunningNotifier.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.event.EventJson;
import io.groat.event.NotificationOutcome;
import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.notifier.EventLog;
import io.groat.notifier.Outside;
import io.groat.notifier.RunningNotifier;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Cassandra and Kafka die while messages are on their way: nothing is lost, and as the process lives nothing comes twice. */
class OutageIT {

    private static final int EACH = 40;
    private static final String ID = "webhook-id";

    private final RunningNotifier notifier = RunningNotifier.shared();
    private final Outside outside = Outside.shared();

    @Test
    void whatIsOnItsWayWaits() {
        String shop = user("shop");
        String path = "/outage/" + shop;
        String mailbox = shop + "@example.com";
        outside.user(shop, "", mailbox);
        outside.takesItsTime(path, Duration.ofMillis(100));
        notifier.webhook(shop, path);

        duringWhich(TestServers.cassandra(), path, shop, () -> {
            assertProblem(
                    post(
                            notifier.service(),
                            "/v1/notifications",
                            "{\"userId\":\"" + user("ann") + "\",\"template\":\"password-changed\"}"),
                    503,
                    "STORE_UNAVAILABLE",
                    null);
        });
        duringWhich(TestServers.kafka(), path, shop, () -> {
            // What is asked for directly is delivered all the same.
            String asked = user("ann") + "@example.com";
            post(
                            notifier.service(),
                            "/v1/notifications",
                            "{\"to\":\"" + asked + "\",\"channels\":[\"email\"],\"template\":\"password-changed\"}")
                    .expectStatus()
                    .isEqualTo(202);
            RunningNotifier.eventually(() -> assertThat(body(get(notifier.http(), "/sandbox/messages?to=" + asked)))
                    .contains("password-changed"));
        });

        assertThat(outside.received(path)).as("nothing twice").hasSize(2 * EACH);
        assertThat(notifier.messages(shop, "&channel=inapp&limit=200")).hasSize(2 * EACH);
        assertThat(notifier.messages(shop, "&channel=email&status=sent&limit=200"))
                .hasSize(2 * EACH);
        // How they ended is told, that of the time without Kafka as well.
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told(shop)).hasSize(2 * EACH));
        notifier.awaitUp();
    }

    /** Kills it with messages on their way, and brings it back. */
    private void duringWhich(ServerHandle server, String path, String shop, Runnable meanwhile) {
        int before = outside.ids(path, ID).size();
        notifier.send(RunningNotifier.payments(EACH, 10, shop));
        await().atMost(PATIENCE).until(() -> outside.ids(path, ID).size() > before + EACH / 8);
        server.kill();
        try {
            meanwhile.run();
        } finally {
            server.start();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(outside.ids(path, ID)).hasSize(before + EACH));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(notifier.messages(shop, "&channel=email&status=sent&limit=200"))
                        .hasSize(before + EACH));
    }

    private static Set<UUID> told(String user) {
        return EventLog.all("notification_events").stream()
                .filter(event -> event.contains(user))
                .map(event -> EventJson.read(event, NotificationOutcome.class).notificationId())
                .collect(Collectors.toSet());
    }
}
