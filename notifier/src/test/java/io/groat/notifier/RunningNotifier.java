package io.groat.notifier;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.HoldEvent;
import io.groat.event.PaymentEvent;
import io.groat.infra.testservers.JavaProgram;
import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.infra.webtest.ApiContract;
import io.groat.infra.webtest.TestIssuer;
import io.groat.streams.EventPublisher;
import io.groat.web.document.ApiInfo;
import io.groat.web.http.RouteTable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A notifier on a port, a keyspace and a consumer group of its own, and the world outside: the tests' small language. */
public final class RunningNotifier implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final TestIssuer ISSUER = new TestIssuer();
    /** Of the example in RFC 8291. */
    public static final String VAPID_PUBLIC =
            "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";

    private static final String VAPID_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static @Nullable RunningNotifier shared;

    private final String name;
    private final ConfigurableApplicationContext service;
    private final WebTestClient http;
    private final EventPublisher others;

    private RunningNotifier(String name, String... settings) {
        this.name = name;
        List<String> arguments = arguments(name, settings);
        arguments.add("--server.port=0");
        SpringApplication application = new SpringApplication(Notifier.class);
        application.addInitializers(RunningNotifier::withEventLoopsOfItsOwn);
        service = application.run(arguments.toArray(String[]::new));
        others = new EventPublisher(bootstrap(), "/shard-router", PATIENCE);
        http = client(port());
    }

    /** What a notifier of that name is started with, in this process or another. */
    private static List<String> arguments(String name, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.profiles.active=local",
                "--groat.kafka.bootstrap-servers=" + bootstrap(),
                "--groat.cassandra.port=" + TestServers.cassandra().port(),
                "--groat.cassandra.keyspace=" + name,
                "--groat.notifier.group=" + name,
                "--groat.notifier.queue.poll=100ms",
                "--groat.notifier.queue.tell-again=1s",
                "--groat.notifier.retry.webhook=100ms,200ms,300ms,1s,1s",
                "--groat.notifier.webhooks.answer-limit=3s",
                "--groat.access.jwks-uri=" + ISSUER.jwksUri(),
                "--groat.access.introspection-uri=" + Outside.shared().uri() + "/v1/auth/introspect",
                "--groat.access.service-credential=" + ISSUER.service().text(),
                "--groat.notifier.providers.web-push.public-key=" + VAPID_PUBLIC,
                "--groat.notifier.providers.web-push.private-key=" + VAPID_PRIVATE));
        arguments.addAll(List.of(settings));
        if (arguments.stream().noneMatch(argument -> argument.startsWith("--spring.data.redis."))) {
            arguments.add("--groat.limits.enabled=false");
        }
        if (arguments.stream().noneMatch(argument -> argument.startsWith("--groat.notifier.alerts."))) {
            arguments.add("--groat.notifier.alerts.enabled=false");
        }
        return arguments;
    }

    /** One in this process. Those of one name share the work. */
    public static RunningNotifier named(String name, String... settings) {
        RunningNotifier notifier = new RunningNotifier(name, settings);
        notifier.awaitUp();
        return notifier;
    }

    /** The same as a process of its own, which can be killed. */
    public static ServerHandle process(String name, String... settings) {
        return JavaProgram.start(
                Notifier.class, List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"), arguments(name, settings));
    }

    public static String bootstrap() {
        return "127.0.0.1:" + TestServers.kafka().port();
    }

    /** A name that no other notifier of this JVM has. */
    public static String newName() {
        return "n" + ProcessHandle.current().pid() + "_" + NAMES.incrementAndGet();
    }

    /** The one that test classes share. */
    public static synchronized RunningNotifier shared() {
        RunningNotifier notifier = shared;
        if (notifier == null) {
            String parts = Outside.shared().uri() + "/parts/";
            notifier = named(
                    newName(),
                    "--groat.notifier.alerts.router=" + parts + "shard-router",
                    "--groat.notifier.alerts.fraud=" + parts + "fraud-scorer",
                    "--groat.notifier.alerts.analytics=" + parts + "analytics-sink",
                    "--groat.notifier.alerts.every=250ms",
                    "--groat.notifier.alerts.limit=30s",
                    "--groat.notifier.alerts.startup=0s",
                    "--groat.notifier.alerts.open-after=1s",
                    "--groat.notifier.alerts.clear-after=1s",
                    "--groat.notifier.alerts.gather=500ms");
            shared = notifier;
        }
        return notifier;
    }

    /** One that stops takes its event loops with it; they must not be those of others. */
    private static void withEventLoopsOfItsOwn(ConfigurableApplicationContext context) {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        ((GenericApplicationContext) context).registerBean(ReactorResourceFactory.class, () -> resources);
    }

    /** Every request to it in tests is held to it. */
    public ApiContract contract() {
        return new ApiContract("notifier", service.getBean(RouteTable.class), service.getBean(ApiInfo.class));
    }

    private WebTestClient client(int port) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(PATIENCE)
                .filter(contract().filter())
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(16 << 20))
                .build();
    }

    /** What those share who share its work. */
    public String name() {
        return name;
    }

    public int port() {
        return Integer.parseInt(service.getEnvironment().getRequiredProperty("local.server.port"));
    }

    public static TestIssuer issuer() {
        return ISSUER;
    }

    public <T> T bean(Class<T> type) {
        return service.getBean(type);
    }

    public void awaitUp() {
        await().atMost(START).until(() -> health().contains("\"status\":\"UP\",\"service\""));
    }

    public String health() {
        return body(http.get().uri("/health").exchange());
    }

    /** Calls as that user. */
    public WebTestClient as(String user) {
        return with(ISSUER.token(user, "user"));
    }

    public WebTestClient operator() {
        return with(ISSUER.token("olga", "operator"));
    }

    /** Calls as another service does. */
    public WebTestClient service() {
        return with(ISSUER.service().text());
    }

    private WebTestClient with(String token) {
        return http.mutate()
                .defaultHeaders(headers -> headers.setBearerAuth(token))
                .build();
    }

    public WebTestClient http() {
        return http;
    }

    public static WebTestClient.ResponseSpec post(WebTestClient caller, String path, String json) {
        return caller.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json)
                .exchange();
    }

    public static WebTestClient.ResponseSpec get(WebTestClient caller, String path) {
        return caller.get().uri(path).exchange();
    }

    public static String body(WebTestClient.ResponseSpec answer) {
        byte[] body = answer.expectBody().returnResult().getResponseBody();
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }

    /** What stands at that path of the answer's JSON. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // As JsonPath itself has it.
    public static <T> T read(WebTestClient.ResponseSpec answer, String path) {
        return JsonPath.read(body(answer), path);
    }

    /** A problem of that status, code and field. */
    public static void assertProblem(
            WebTestClient.ResponseSpec answer, int status, String code, @Nullable String field) {
        WebTestClient.BodyContentSpec body = answer.expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code);
        if (field != null) {
            body.jsonPath("$.field").isEqualTo(field);
        }
    }

    /** A user whom nobody has used yet. */
    public static String user(String name) {
        return name + "-" + ProcessHandle.current().pid() + "-" + NAMES.incrementAndGet();
    }

    /** An id as transfers have it: version 7, ordered by time. */
    public static UUID paymentId() {
        UUID random = UUID.randomUUID();
        long time = (System.currentTimeMillis() << 16) | 0x7000L | (random.getMostSignificantBits() & 0xFFFL);
        return new UUID(time, random.getLeastSignificantBits());
    }

    public static Event payment(EventType type, UUID id, String payer, String payee, long amountMinor) {
        return payment(type, PaymentEvent.TRANSFER, id, payer, payee, amountMinor);
    }

    /** What happens to a hold of that much, in EUR cents. */
    public static Event hold(
            EventType type, UUID id, String payer, String payee, @Nullable String reason, long amountMinor) {
        Instant now = Instant.now();
        boolean open = type == EventType.HoldAuthorized || type == EventType.HoldExpiring;
        HoldEvent body = new HoldEvent(
                id,
                open ? "AUTHORIZED" : "RELEASED",
                reason,
                payer,
                UUID.nameUUIDFromBytes(payer.getBytes(StandardCharsets.UTF_8)),
                payee,
                UUID.nameUUIDFromBytes(payee.getBytes(StandardCharsets.UTF_8)),
                amountMinor,
                0,
                open ? 0 : amountMinor,
                "EUR",
                "rent",
                null,
                null,
                now.plusSeconds(60),
                now,
                open ? null : now);
        return new Event(type, payer, id + ":" + type, now, EventJson.write(body));
    }

    /** The same of a movement of that kind. */
    public static Event payment(EventType type, String kind, UUID id, String payer, String payee, long amountMinor) {
        Instant now = Instant.now();
        PaymentEvent body = new PaymentEvent(
                id,
                kind,
                null,
                null,
                type.name().substring("Payment".length()).toUpperCase(Locale.ROOT),
                null,
                payer,
                UUID.nameUUIDFromBytes(payer.getBytes(StandardCharsets.UTF_8)),
                payee,
                UUID.nameUUIDFromBytes(payee.getBytes(StandardCharsets.UTF_8)),
                amountMinor,
                "EUR",
                "rent",
                false,
                0,
                0,
                null,
                null,
                now,
                now);
        return new Event(type, payer, id + ":" + type, now, EventJson.write(body));
    }

    /** Sends events as the other services do. */
    public void send(List<Event> events) {
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).ignoreExceptions().until(() -> {
            others.publish(events).toFuture().get();
            return true;
        });
    }

    /** A payment that has come to its end, in EUR cents. */
    public UUID pay(String payer, String payee, long amountMinor) {
        UUID id = paymentId();
        send(List.of(payment(EventType.PaymentCompleted, id, payer, payee, amountMinor)));
        return id;
    }

    /** Payments to that payee, from so many payers, each a cent more than the one before. */
    public static List<Event> payments(int count, int payers, String payee) {
        return IntStream.range(0, count)
                .mapToObj(i -> payment(
                        EventType.PaymentCompleted, paymentId(), "payer-" + payee + "-" + i % payers, payee, 100 + i))
                .toList();
    }

    /** A webhook of that user, which leads to that path outside; its id. */
    public String webhook(String user, String path) {
        return read(
                post(
                                as(user),
                                "/v1/webhooks",
                                "{\"url\":\"" + Outside.shared().uri() + path
                                        + "\",\"events\":[\"payment.completed\",\"webhook.test\"]}")
                        .expectStatus()
                        .isCreated(),
                "$.id");
    }

    /** A user's messages, as JSON of the list's items. */
    public List<Object> messages(String user, String filter) {
        return read(get(operator(), "/v1/notifications?userId=" + user + filter), "$.items");
    }

    public static void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(LOOK).untilAsserted(assertion);
    }

    public static void eventually(Callable<Boolean> condition) {
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(LOOK).until(condition);
    }

    @Override
    public void close() {
        others.close();
        service.close();
    }
}
