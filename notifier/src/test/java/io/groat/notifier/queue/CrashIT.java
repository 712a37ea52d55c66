package io.groat.notifier.queue;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static io.groat.notifier.RunningNotifier.body;
import static io.groat.notifier.RunningNotifier.eventually;
import static io.groat.notifier.RunningNotifier.get;
import static io.groat.notifier.RunningNotifier.post;
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
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Processes of the notifier come, go and are killed under load: every message comes. */
class CrashIT {

    private static final Logger LOG = LoggerFactory.getLogger(CrashIT.class);
    private static final String LONG = "groat.crash.payments";
    private static final int PAYMENTS = Integer.parseInt(System.getProperty(LONG, "0"));
    private static final int KILLS = Integer.parseInt(System.getProperty("groat.crash.kills", "1"));
    private static final int FEW = 100;
    private static final int PAYERS = 20;
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(3).plusMillis(PAYMENTS * 30L);
    /** Attempts that may be under way at once in a process: to the endpoint, and by SMS. */
    private static final int TO_ENDPOINT = 4;

    private static final int BY_SMS = 16;
    private static final String WEBHOOK_ID = "webhook-id";
    private static final String SMS_ID = "idempotency-key";

    private final Outside outside = Outside.shared();
    private final String shop = user("shop");
    private final String webhook = "/" + shop;
    private final String sms = "/2010-04-01/Accounts/" + shop + "/Messages.json";

    @Test
    void twoShareTheWorkAndWhenOneDiesTheOtherTakesItsPart() {
        RunningNotifier here = RunningNotifier.shared();
        Leases leases = here.bean(Leases.class);
        int parts = here.bean(QueueSettings.class).parts();
        outside.takesItsTime(webhook, Duration.ofMillis(20));
        here.webhook(shop, webhook);
        ServerHandle there = RunningNotifier.process(
                here.name(), "--spring.data.redis.port=" + TestServers.redis().port());
        try {
            eventually(() -> assertThat(leases.parts()).hasSize(parts / 2));
            here.send(RunningNotifier.payments(FEW, PAYERS, shop));
            awaitWebhooks(FEW);
            assertThat(repeated(webhook, FEW)).as("by two processes each once").isZero();

            // Nothing of it is in Redis.
            TestServers.redis().kill();
            here.send(RunningNotifier.payments(FEW, PAYERS, shop));
            awaitWebhooks(FEW + FEW / 4);
            there.kill();
            awaitWebhooks(2 * FEW);
            assertThat(repeated(webhook, 2 * FEW)).isLessThanOrEqualTo(TO_ENDPOINT);
        } finally {
            there.kill();
            TestServers.redis().start();
        }
    }

    /**
     * The only process is stopped, then killed again and again. Only those messages may come twice that were under way
     * when it died, under one id. By hand, with {@code -Dgroat.crash.payments=10000 -Dgroat.crash.kills=3}.
     */
    @Test
    @EnabledIfSystemProperty(named = LONG, matches = "[0-9]+")
    void whatWasTakenComesThoughTheProcessDies() {
        outside.user(shop, "+491701234567", "");
        outside.answer(sms, 201);
        outside.answer(webhook, 200);
        ServerHandle notifier = RunningNotifier.process(
                RunningNotifier.newName(),
                "--groat.notifier.providers.sms[0].url=" + outside.uri(),
                "--groat.notifier.providers.sms[0].account=" + shop,
                "--groat.notifier.providers.sms[0].token=t",
                "--groat.notifier.providers.sms[0].from=Groat");
        try (EventPublisher others =
                new EventPublisher(RunningNotifier.bootstrap(), "/shard-router", Duration.ofSeconds(60))) {
            post(
                            client(notifier, shop),
                            "/v1/webhooks",
                            "{\"url\":\"" + outside.uri() + webhook + "\",\"events\":[\"payment.completed\"]}")
                    .expectStatus()
                    .isCreated();
            send(others);
            awaitWebhooks(PAYMENTS / 10);
            notifier.stop();
            assertThat(repeated(webhook, outside.ids(webhook, WEBHOOK_ID).size()))
                    .as("left in good order")
                    .isZero();
            notifier.start();
            for (int kill = 1; kill <= KILLS; kill++) {
                awaitWebhooks(PAYMENTS * kill / (KILLS + 1));
                notifier.kill();
                notifier.start();
            }
            awaitWebhooks(PAYMENTS);
            await().atMost(PATIENCE).until(() -> outside.ids(sms, SMS_ID).size() == PAYMENTS);
            int twice = repeated(webhook, PAYMENTS) + repeated(sms, PAYMENTS);
            LOG.info("{} payments, {} kills: 2 x {} messages came, {} of them twice", PAYMENTS, KILLS, PAYMENTS, twice);
            assertThat(twice).isLessThanOrEqualTo(KILLS * (TO_ENDPOINT + BY_SMS));
            assertThat(inApp(client(notifier, shop))).hasSize(PAYMENTS);
        } finally {
            notifier.kill();
        }
    }

    private void awaitWebhooks(int count) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> outside.ids(webhook, WEBHOOK_ID).size() >= count);
    }

    private int repeated(String path, int messages) {
        return outside.received(path).size() - messages;
    }

    private static WebTestClient client(ServerHandle notifier, String user) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + notifier.port())
                .responseTimeout(PATIENCE)
                .defaultHeaders(headers ->
                        headers.setBearerAuth(RunningNotifier.issuer().token(user, "user")))
                .build();
    }

    private void send(EventPublisher others) {
        List<Event> events = RunningNotifier.payments(PAYMENTS, PAYERS, shop);
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
