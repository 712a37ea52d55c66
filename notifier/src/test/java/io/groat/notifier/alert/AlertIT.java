package io.groat.notifier.alert;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static io.groat.notifier.RunningNotifier.assertProblem;
import static io.groat.notifier.RunningNotifier.eventually;
import static io.groat.notifier.RunningNotifier.get;
import static io.groat.notifier.RunningNotifier.post;
import static io.groat.notifier.RunningNotifier.read;
import static io.groat.notifier.RunningNotifier.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.groat.cassandra.Cassandra;
import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.SystemHealthCheck;
import io.groat.notifier.Outside;
import io.groat.notifier.RunningNotifier;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Operators hear of trouble once and of its end once, whoever looks. */
class AlertIT {

    private static final String OPERATORS = "operators@groat.local";
    private static final String DOWN =
            "{\"status\":\"DOWN\",\"parts\":{\"cassandra\":{\"status\":\"DOWN\",\"reason\":\"no node answers\"}}}";

    private final RunningNotifier notifier = RunningNotifier.shared();
    private final Outside outside = Outside.shared();

    /** The subjects of what operators got that has that text in it, the oldest first. */
    private List<String> subjects(String about) {
        List<Map<String, String>> messages =
                read(get(notifier.http(), "/sandbox/messages?to=" + OPERATORS + "&channel=email"), "$");
        List<String> subjects = new ArrayList<>();
        for (Map<String, String> message : messages) {
            if (message.getOrDefault("body", "").contains(about)) {
                subjects.add(message.getOrDefault("subject", "").replaceAll(":.*", ""));
            }
        }
        Collections.reverse(subjects);
        return subjects;
    }

    private List<String> webhooks(String path, String about) {
        return outside.received(path).stream()
                .filter(one -> one.body().contains(about))
                .map(one -> JsonPath.<String>read(one.body(), "$.type"))
                .toList();
    }

    private void report(String part, boolean up) {
        Instant now = Instant.now();
        SystemHealthCheck report = new SystemHealthCheck("shard-router", part, up, up ? null : "it isn't", now);
        notifier.send(List.of(new Event(
                EventType.SystemHealthCheck,
                "analytics-sink",
                UUID.randomUUID().toString(),
                now,
                EventJson.write(report))));
    }

    private void reportUntil(String part, boolean up, String... subjects) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(250)).untilAsserted(() -> {
            report(part, up);
            assertThat(subjects(part)).containsExactly(subjects);
        });
    }

    @Test
    void aServiceThatSaysItIsDownIsToldOnceAndSoIsItsEnd() {
        post(
                        notifier.operator(),
                        "/v1/webhooks",
                        "{\"url\":\"" + outside.uri() + "/pager\",\"events\":[\"system.opened\",\"system.ended\"]}")
                .expectStatus()
                .isCreated();
        post(notifier.operator(), "/v1/webhooks", "{\"url\":\"" + outside.uri() + "/partner\"}")
                .expectStatus()
                .isCreated();
        outside.health("fraud-scorer", DOWN);
        eventually(() -> assertThat(subjects("fraud-scorer")).containsExactly("Trouble"));
        eventually(() -> assertThat(webhooks("/pager", "fraud-scorer")).containsExactly("system.opened"));

        List<String> ids = read(get(notifier.operator(), "/v1/alerts"), "$.items[?(@.service == 'fraud-scorer')].id");
        assertThat(ids).hasSize(1);
        String path = "/v1/alerts/" + ids.get(0) + "/acknowledge";
        assertThat(RunningNotifier.<String>read(post(notifier.operator(), path, ""), "$.acknowledgedBy"))
                .isEqualTo("olga");
        assertProblem(
                post(notifier.operator(), "/v1/alerts/" + UUID.randomUUID() + "/acknowledge", ""),
                404,
                "NOT_FOUND",
                null);
        assertProblem(get(notifier.operator(), "/v1/alerts?status=odd"), 400, "INVALID_FIELD", "status");

        outside.health("fraud-scorer", "{\"status\":\"UP\"}");
        eventually(() -> assertThat(subjects("fraud-scorer")).containsExactly("Trouble", "Over"));
        eventually(
                () -> assertThat(webhooks("/pager", "fraud-scorer")).containsExactly("system.opened", "system.ended"));
        assertThat(outside.received("/partner")).isEmpty();
        List<String> ended = read(
                get(notifier.operator(), "/v1/alerts?status=ended"), "$.items[?(@.acknowledgedBy == 'olga')].detail");
        assertThat(ended).containsExactly("cassandra: no node answers");
    }

    @Test
    void whatIsReportedOnAnalyticsEventsIsToldAndAShardIsForItself() {
        outside.health(
                "shard-router",
                "{\"status\":\"DEGRADED\",\"shards\":[{\"shard\":0,\"state\":\"UP\"},{\"shard\":3,\"state\":\"DOWN\"}]}");
        reportUntil("reconciliation", false, "Trouble");
        eventually(() -> assertThat(subjects("shard-3 of shard-router")).containsExactly("Trouble"));
        assertThat(subjects("shard-0")).isEmpty();
        outside.health("shard-router", "{\"status\":\"UP\",\"shards\":[{\"shard\":3,\"state\":\"UP\"}]}");
        reportUntil("reconciliation", true, "Trouble", "Over");
        eventually(() -> assertThat(subjects("shard-3 of shard-router")).containsExactly("Trouble", "Over"));
    }

    /** The first one dies when it has handed over what is to be told and before that is written down. */
    @Test
    void ofTwoOneLooksAndTheOtherTakesOverWhatItKnew() throws Exception {
        String service = user("part");
        AlertSettings settings = notifier.bean(AlertSettings.class);
        AlertStore store = new AlertStore(notifier.bean(Cassandra.class), service);
        AtomicLong now = new AtomicLong(System.currentTimeMillis());
        AtomicBoolean up = new AtomicBoolean();
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        List<AlertWatch> two = List.of("one", "other").stream()
                .map(name -> new AlertWatch(
                        store,
                        Mono.fromSupplier(
                                () -> List.of(new HealthStatus(service, null, up.get(), "it is away", at(now)))),
                        notice -> notifier.bean(AlertNotifier.class)
                                .tell(notice)
                                .then(Mono.fromRunnable(() -> told.add(name + " " + notice.what()))),
                        settings,
                        () -> at(now),
                        new SimpleMeterRegistry()))
                .toList();

        await().atMost(PATIENCE).until(() -> {
            look(two, now);
            return !told.isEmpty();
        });
        AlertWatch survivor = told.get(0).startsWith("one") ? two.get(1) : two.get(0);
        now.addAndGet(settings.lease().toMillis());
        look(List.of(survivor), now);
        assertThat(told).hasSize(2).allMatch(one -> one.endsWith("OPENED")).doesNotHaveDuplicates();
        up.set(true);
        await().atMost(PATIENCE).until(() -> {
            look(List.of(survivor), now);
            return told.size() == 3;
        });
        eventually(() -> assertThat(subjects(service)).containsExactly("Trouble", "Over"));
    }

    private static Instant at(AtomicLong millis) {
        return Instant.ofEpochMilli(millis.get());
    }

    /** All at the same moment, each a quarter of a second later. */
    private static void look(List<AlertWatch> watches, AtomicLong now) throws Exception {
        now.addAndGet(250);
        Flux.fromIterable(watches)
                .flatMap(watch -> watch.look().subscribeOn(Schedulers.boundedElastic()))
                .then()
                .toFuture()
                .get();
    }
}
