package io.groat.notifier.queue;

import static io.groat.notifier.RunningNotifier.body;
import static io.groat.notifier.RunningNotifier.get;
import static io.groat.notifier.RunningNotifier.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.groat.event.Event;
import io.groat.event.EventType;
import io.groat.infra.testservers.ServerHandle;
import io.groat.notifier.NotifierProgram;
import io.groat.notifier.Outside;
import io.groat.notifier.RunningNotifier;
import io.groat.streams.EventPublisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * The notifier's process is killed under load. Every message comes, and only those may come twice that were under way when
 * it died, under one id. {@code -Dgroat.crash.payments=10000 -Dgroat.crash.kills=3} makes it a longer one.
 */
class CrashIT {

    private static final Logger LOG = LoggerFactory.getLogger(CrashIT.class);
    private static final int PAYMENTS = Integer.parseInt(System.getProperty("groat.crash.payments", "200"));
    private static final int KILLS = Integer.parseInt(System.getProperty("groat.crash.kills", "1"));
    private static final int PAYERS = 20;
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(3).plusMillis(PAYMENTS * 30L);
    /** Attempts that may be under way at once: to the endpoint, and by SMS. */
    private static final int UNDER_WAY = 4 + 16;

    private final Outside outside = Outside.shared();

    @Test
    void whatWasTakenComesThoughTheProcessDies() {
        String name = RunningNotifier.name();
        String shop = RunningNotifier.user("shop");
        String sms = "/2010-04-01/Accounts/" + shop + "/Messages.json";
        outside.user(shop, "+491701234567", "");
        outside.answer(sms, 201);
        outside.answer("/" + shop, 200);
        ServerHandle notifier = NotifierProgram.start(
                name,
                "groat.notifier.providers.sms[0].url=" + outside.uri(),
                "groat.notifier.providers.sms[0].account=" + shop,
                "groat.notifier.providers.sms[0].token=t",
                "groat.notifier.providers.sms[0].from=Groat");
        try (EventPublisher others =
                new EventPublisher(RunningNotifier.bootstrap(), "/shard-router", Duration.ofSeconds(60))) {
            WebTestClient owner = client(notifier, shop);
            post(
                            owner,
                            "/v1/webhooks",
                            "{\"url\":\"" + outside.uri() + "/" + shop + "\",\"events\":[\"payment.completed\"]}")
                    .expectStatus()
                    .isCreated();
            send(others, events(shop));
            for (int kill = 1; kill <= KILLS; kill++) {
                int until = PAYMENTS * kill / (KILLS + 1);
                await().atMost(PATIENCE)
                        .until(() -> ids("/" + shop, "webhook-id").size() >= until);
                notifier.kill();
                notifier.start();
            }
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(ids("/" + shop, "webhook-id")).hasSize(PAYMENTS);
                assertThat(ids(sms, "idempotency-key")).hasSize(PAYMENTS);
            });
            int twice =
                    outside.received("/" + shop).size() + outside.received(sms).size() - 2 * PAYMENTS;
            LOG.info("{} payments, {} kills: 2 x {} messages came, {} of them twice", PAYMENTS, KILLS, PAYMENTS, twice);
            assertThat(twice).isLessThanOrEqualTo(KILLS * UNDER_WAY);
            assertThat(inApp(client(notifier, shop))).hasSize(PAYMENTS);
        } finally {
            notifier.kill();
        }
    }

    private static WebTestClient client(ServerHandle notifier, String user) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + notifier.port())
                .responseTimeout(RunningNotifier.PATIENCE)
                .defaultHeaders(headers ->
                        headers.setBearerAuth(RunningNotifier.issuer().token(user, "user")))
                .build();
    }

    private static List<Event> events(String shop) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < PAYMENTS; i++) {
            events.add(RunningNotifier.payment(
                    EventType.PaymentCompleted, RunningNotifier.paymentId(), "payer-" + i % PAYERS, shop, 100 + i));
        }
        return events;
    }

    private static void send(EventPublisher others, List<Event> events) {
        for (int from = 0; from < events.size(); from += BATCH) {
            others.publish(events.subList(from, Math.min(events.size(), from + BATCH)))
                    .toFuture()
                    .join();
        }
    }

    private Set<String> ids(String path, String header) {
        Set<String> ids = new HashSet<>();
        outside.received(path).forEach(one -> ids.add(one.header(header)));
        return ids;
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
