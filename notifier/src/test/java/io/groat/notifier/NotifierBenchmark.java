package io.groat.notifier;

import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import io.groat.event.Event;
import io.groat.event.EventType;
import io.groat.streams.EventPublisher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/**
 * How many messages a notifier makes and delivers, and how soon after a payment they are there. Not among the tests; by
 * itself: {@code ./mvnw -pl notifier -am verify -Dquick -Dmaven.test.skip=false -DskipTests=false -Dtest=None
 * -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=NotifierBenchmark -Dfailsafe.failIfNoSpecifiedTests=false -Dtest.jvm=}
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotifierBenchmark {

    private static final int USERS = 20;
    private static final int WARM = 5_000;
    private static final int IN_APP = 30_000;
    private static final int WEBHOOKS = 10_000;
    private static final int A_SECOND = 100;
    private static final int SECONDS = 20;
    private static final int PIECE = 1_000;
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Pattern AMOUNT = Pattern.compile("\"amount\":(\\d+)");
    private static final Pattern TITLE = Pattern.compile("\"title\":\"You (paid|got) ([0-9,.]+) EUR\"");

    private final OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Outside outside = Outside.shared();
    private final AtomicInteger amounts = new AtomicInteger(1_000);
    /** When the payment of that amount was given to Kafka. */
    private final Map<Long, Long> sentAt = new ConcurrentHashMap<>();

    private final Queue<Long> byWebhook = new ConcurrentLinkedQueue<>();
    private final Queue<Long> inApp = new ConcurrentLinkedQueue<>();
    private final AtomicLong taken = new AtomicLong();
    private final EventPublisher publisher =
            new EventPublisher(RunningNotifier.bootstrap(), "/shard-router", Duration.ofSeconds(60));

    @Test
    @Order(1)
    void howSoon() {
        ExecutorService watching = Executors.newCachedThreadPool();
        try (RunningNotifier notifier = RunningNotifier.named(RunningNotifier.newName())) {
            endpoints(notifier);
            pay(WARM, "payer-", "shop-");
            await().atMost(LIMIT).until(() -> taken.get() >= WARM);
            for (int i = 0; i < USERS; i++) {
                String payer = "payer-" + i;
                String shop = "shop-" + i;
                watching.execute(() -> watch(notifier.port(), payer));
                watching.execute(() -> watch(notifier.port(), shop));
            }
            pass(Duration.ofSeconds(5));
            steadily("", false);
            outside.answer("/bench/hangs", (request, response) -> Flux.never());
            notifier.webhook("slow-0", "/bench/hangs");
            pass(Duration.ofSeconds(1));
            steadily(", and 10 to an endpoint that hangs", true);
        } finally {
            watching.shutdownNow();
        }
    }

    @Test
    @Order(2)
    void messagesASecond() {
        try (RunningNotifier notifier = RunningNotifier.named(RunningNotifier.newName())) {
            LongSupplier stored = () -> count(notifier.bean(MeterRegistry.class));
            long before = stored.getAsLong();
            pay(WARM, "warm-payer-", "warm-payee-");
            await().atMost(LIMIT).until(() -> stored.getAsLong() - before >= 2 * WARM);
            measured("in the app", 2 * IN_APP, stored, () -> pay(IN_APP, "payer-", "payee-"));

            endpoints(notifier);
            pay(1_000, "payer-", "shop-");
            long warm = taken.get();
            await().atMost(LIMIT).until(() -> taken.get() >= warm + 1_000);
            measured(
                    "by webhooks, beside twice as many in the app",
                    WEBHOOKS,
                    taken::get,
                    () -> pay(WEBHOOKS, "payer-", "shop-"));
        }
    }

    private void endpoints(RunningNotifier notifier) {
        for (int i = 0; i < USERS; i++) {
            outside.answer("/bench/" + i, this::takes);
            notifier.webhook("shop-" + i, "/bench/" + i);
        }
        pass(Duration.ofSeconds(1));
    }

    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().atMost(time.plusMinutes(1)).until(() -> System.nanoTime() >= end);
    }

    private Mono<Void> takes(Outside.Received request, HttpServerResponse response) {
        Matcher amount = AMOUNT.matcher(request.body());
        Long sent = amount.find() ? sentAt.get(Long.parseLong(amount.group(1))) : null;
        if (sent != null) {
            byWebhook.add(request.atNanos() - sent);
        }
        taken.incrementAndGet();
        return response.status(200).send().then();
    }

    private static long count(MeterRegistry meters) {
        return (long) meters.find("groat.notifier.messages").tag("channel", "inapp").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private void pay(int count, String payers, String payees) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(payment(payers + i % USERS, payees + (i / 7) % USERS, 100));
            if (events.size() == PIECE || i == count - 1) {
                publisher.publish(events).toFuture().join();
                events.clear();
            }
        }
    }

    private static Event payment(String payer, String payee, long amount) {
        return RunningNotifier.payment(EventType.PaymentCompleted, RunningNotifier.paymentId(), payer, payee, amount);
    }

    private void measured(String what, int messages, LongSupplier counter, Runnable load) {
        long before = counter.getAsLong();
        long cpu = machine.getProcessCpuTime();
        long begun = System.nanoTime();
        load.run();
        await().pollInterval(Duration.ofMillis(20)).atMost(LIMIT).until(() -> counter.getAsLong() - before >= messages);
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                "%,d messages %s in %.1f s: %,.0f a second; %.2f processors%n",
                messages, what, seconds, messages / seconds, (machine.getProcessCpuTime() - cpu) / 1e9 / seconds);
    }

    /** Payments at a steady pace, and how soon each was told to both sides. */
    private void steadily(String how, boolean slowToo) {
        byWebhook.clear();
        inApp.clear();
        sentAt.clear();
        long begun = System.nanoTime();
        int tick = 20;
        for (int i = 0; i < SECONDS * 1_000 / tick; i++) {
            long due = begun + 1_000_000L * tick * i;
            await().pollInterval(Duration.ofMillis(1)).atMost(LIMIT).until(() -> System.nanoTime() >= due);
            List<Event> events = new ArrayList<>();
            for (int n = 0; n < A_SECOND * tick / 1_000; n++) {
                long amount = amounts.incrementAndGet();
                sentAt.put(amount, System.nanoTime());
                events.add(payment("payer-" + amount % USERS, "shop-" + (amount / 7) % USERS, amount));
            }
            if (slowToo && i % 5 == 0) {
                events.add(payment("payer-0", "slow-0", 100));
            }
            publisher.publish(events).toFuture().join();
        }
        int all = SECONDS * A_SECOND;
        await().atMost(LIMIT).until(() -> byWebhook.size() >= all && inApp.size() >= 2 * all);
        System.out.printf("%d payments a second%s:%n", A_SECOND, how);
        say("webhooks", byWebhook);
        say("in the app, both sides, as server-sent events", inApp);
    }

    private static void say(String what, Queue<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "  %s, %,d: p50 %.0f ms, p99 %.0f ms, most %.0f ms%n",
                what,
                sorted.length,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6,
                sorted[sorted.length - 1] / 1e6);
    }

    private void watch(int port, String user) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/notifications/stream"))
                .header("Authorization", "Bearer " + RunningNotifier.issuer().token(user, "user"))
                .header("Accept", "text/event-stream")
                .build();
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                http.send(request, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher title = TITLE.matcher(line);
                Long sent =
                        title.find() ? sentAt.get(Long.parseLong(title.group(2).replaceAll("[,.]", ""))) : null;
                if (sent != null) {
                    inApp.add(System.nanoTime() - sent);
                }
            }
        } catch (IOException | InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
