package io.groat.notifier.queue;

import static io.groat.notifier.RunningNotifier.body;
import static io.groat.notifier.RunningNotifier.eventually;
import static io.groat.notifier.RunningNotifier.get;
import static io.groat.notifier.RunningNotifier.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.groat.event.Event;
import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.notifier.Outside;
import io.groat.notifier.RunningNotifier;
import io.groat.streams.EventPublisher;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * Processes of the notifier are killed under load. Every message comes, and only those may come twice that were under way
 * when one died, under one id. {@code -Dgroat.crash.payments=10000 -Dgroat.crash.kills=3} makes it a longer one.
 */
class CrashIT {

    private static final Logger LOG = LoggerFactory.getLogger(CrashIT.class);
    private static final int PAYMENTS = Integer.parseInt(System.getProperty("groat.crash.payments", "200"));
    private static final int KILLS = Integer.parseInt(System.getProperty("groat.crash.kills", "1"));
    private static final int PAYERS = 20;
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(3).plusMillis(PAYMENTS * 30L);
    /** Attempts that may be under way at once: to the endpoint, and by SMS. */
    private static final int TO_ENDPOINT = 4;

    private static final int BY_SMS = 16;
    /** Payments while two processes live. */
    private static final int FEW = 100;

    private static final String WEBHOOK_ID = "webhook-id";
    private static final String SMS_ID = "idempotency-key";

    private final Outside outside = Outside.shared();
    private final String shop = user("shop");
    private final String webhook = "/" + shop;
    private final String sms = "/2010-04-01/Accounts/" + shop + "/Messages.json";

    @Test
    void oneLeavesTheOtherDiesAndEverythingComes() {
        String[] settings = {
            "--spring.data.redis.port=" + TestServers.redis().port(),
            "--groat.notifier.providers.sms[0].url=" + outside.uri(),
            "--groat.notifier.providers.sms[0].account=" + shop,
            "--groat.notifier.providers.sms[0].token=t",
            "--groat.notifier.providers.sms[0].from=Groat"
        };
        String name = RunningNotifier.newName();
        outside.user(shop, "+491701234567", "");
        outside.takesItsTime(sms, Duration.ofMillis(20));
        outside.takesItsTime(webhook, Duration.ofMillis(20));
        ServerHandle notifier = RunningNotifier.process(name, settings);
        try (EventPublisher others =
                new EventPublisher(RunningNotifier.bootstrap(), "/shard-router", Duration.ofSeconds(60))) {
            try (RunningNotifier second = RunningNotifier.named(name, settings)) {
                second.webhook(shop, webhook);
                Leases leases = second.bean(Leases.class);
                eventually(() -> assertThat(leases.parts())
                        .hasSize(second.bean(QueueSettings.class).parts() / 2));
                send(others, FEW);
                awaitAll(FEW);
                assertThat(repeats(FEW)).as("by two processes each once").isZero();
                send(others, FEW);
                await().atMost(PATIENCE)
                        .until(() -> outside.ids(webhook, WEBHOOK_ID).size() > FEW + FEW / 4);
            }
            awaitAll(2 * FEW);
            assertThat(repeats(2 * FEW)).as("one has left in good order").isZero();

            send(others, PAYMENTS);
            for (int kill = 1; kill <= KILLS; kill++) {
                int until = 2 * FEW + PAYMENTS * kill / (KILLS + 1);
                await().atMost(PATIENCE)
                        .until(() -> outside.ids(webhook, WEBHOOK_ID).size() >= until);
                notifier.kill();
                if (kill == 1) {
                    // Nothing of it was in Redis.
                    TestServers.redis().kill();
                }
                notifier.start();
            }
            int all = 2 * FEW + PAYMENTS;
            awaitAll(all);
            LOG.info(
                    "{} payments, {} kills: {} messages came, {} of them twice",
                    PAYMENTS,
                    KILLS,
                    2 * PAYMENTS,
                    repeats(all));
            assertThat(repeats(all)).isLessThanOrEqualTo(KILLS * (TO_ENDPOINT + BY_SMS));
            assertThat(inApp(client(notifier, shop))).hasSize(all);
        } finally {
            notifier.kill();
            TestServers.redis().start();
        }
    }

    private void awaitAll(int payments) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(outside.ids(webhook, WEBHOOK_ID)).hasSize(payments);
            assertThat(outside.ids(sms, SMS_ID)).hasSize(payments);
        });
    }

    private int repeats(int payments) {
        return outside.received(webhook).size() + outside.received(sms).size() - 2 * payments;
    }

    private static WebTestClient client(ServerHandle notifier, String user) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + notifier.port())
                .responseTimeout(RunningNotifier.PATIENCE)
                .defaultHeaders(headers ->
                        headers.setBearerAuth(RunningNotifier.issuer().token(user, "user")))
                .build();
    }

    private void send(EventPublisher others, int payments) {
        List<Event> events = RunningNotifier.payments(payments, PAYERS, shop);
        for (int from = 0; from < events.size(); from += BATCH) {
            others.publish(events.subList(from, Math.min(events.size(), from + BATCH)))
                    .toFuture()
                    .join();
        }
    }

    private static Set<String> inApp(WebTestClient owner) {
        Set<String> ids = new HashSet<>();
        String cursor = "";
        do {
            String page = body(get(owner, "/v1/notifications?channel=inapp&limit=200" + cursor));
            ids.addAll(JsonPath.<List<String>>read(page, "$.items[*].id"));
            String next = JsonPath.read(page, "$.next");
            cursor = next == null ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        return ids;
    }
}
