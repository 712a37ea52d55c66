package io.groat.fraud;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.HoldEvent;
import io.groat.event.OrderEvent;
import io.groat.event.PayerAnswered;
import io.groat.event.PayerAnswered.Consequence;
import io.groat.event.PaymentEvent;
import io.groat.fraud.score.Score;
import io.groat.fraud.score.ScoreStore;
import io.groat.infra.testservers.JavaProgram;
import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.infra.webtest.ApiContract;
import io.groat.infra.webtest.TestIssuer;
import io.groat.streams.EventPublisher;
import io.groat.web.document.ApiInfo;
import io.groat.web.http.RouteTable;
import io.groat.web.redis.RedisLink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

/** A fraud-scorer on a port, a keyspace and a consumer group of its own: the tests' small language. */
public final class RunningScorer implements AutoCloseable {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static final String FIRST_MODEL = "--groat.fraud.first-model=";

    private static @Nullable RunningScorer shared;

    private final ConfigurableApplicationContext service;
    private final WebTestClient http;
    private final EventPublisher router;

    private RunningScorer(String name, String... settings) {
        List<String> arguments = arguments(name, settings);
        arguments.add("--server.port=0");
        SpringApplication application = new SpringApplication(FraudScorer.class);
        application.addInitializers(RunningScorer::withEventLoopsOfItsOwn);
        service = application.run(arguments.toArray(String[]::new));
        router = new EventPublisher(bootstrap(), "/shard-router", Duration.ofSeconds(30));
        http = client(Integer.parseInt(service.getEnvironment().getRequiredProperty("local.server.port")));
    }

    /** What a scorer of that name is started with, in this process or another; without a model unless the settings say so. */
    private static List<String> arguments(String name, String... settings) {
        List<String> all = new ArrayList<>(usual(name));
        all.addAll(List.of(settings));
        if (all.stream().noneMatch(setting -> setting.startsWith(FIRST_MODEL))) {
            all.add(FIRST_MODEL + "false");
        }
        return all;
    }

    private static List<String> usual(String name) {
        return List.of(
                "--groat.kafka.bootstrap-servers=" + bootstrap(),
                "--groat.kafka.topics.replicas=1",
                "--groat.cassandra.port=" + TestServers.cassandra().port(),
                "--groat.cassandra.keyspace=" + name,
                "--groat.cassandra.replicas=1",
                "--groat.fraud.pipeline.group=" + name,
                "--groat.fraud.pipeline.facts-topic=facts_" + name,
                "--spring.data.redis.port=" + TestServers.redis().port(),
                "--groat.access.jwks-uri=" + ISSUER.jwksUri(),
                "--groat.access.service-credential=" + ISSUER.service().text());
    }

    /** As a process of its own, which can be killed. Those of one name share the work. */
    public static ServerHandle process(String name, List<String> javaOptions, String... settings) {
        return JavaProgram.start(FraudScorer.class, javaOptions, arguments(name, settings));
    }

    public static String bootstrap() {
        return "127.0.0.1:" + TestServers.kafka().port();
    }

    /** A name that no other scorer of this JVM has. */
    public static String name() {
        return "s" + ProcessHandle.current().pid() + "_" + NAMES.incrementAndGet();
    }

    /** The one that test classes share. */
    public static synchronized RunningScorer shared() {
        RunningScorer scorer = shared;
        if (scorer == null) {
            scorer = named(name());
            scorer.awaitUp();
            shared = scorer;
        }
        return scorer;
    }

    public static RunningScorer named(String name, String... settings) {
        return new RunningScorer(name, settings);
    }

    /** One that stops takes its event loops with it; they must not be those of others. */
    private static void withEventLoopsOfItsOwn(ConfigurableApplicationContext context) {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        ((GenericApplicationContext) context).registerBean(ReactorResourceFactory.class, () -> resources);
    }

    /** Every request to it in tests is held to it. */
    public ApiContract contract() {
        return new ApiContract("fraud-scorer", service.getBean(RouteTable.class), service.getBean(ApiInfo.class));
    }

    private WebTestClient client(int port) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(PATIENCE)
                .filter(contract().filter())
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(16 << 20))
                .build();
    }

    public String address() {
        return "http://127.0.0.1:" + port() + "/";
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
        await().atMost(PATIENCE).until(() -> health().contains("\"status\":\"UP\",\"service\""));
    }

    public String health() {
        return body(http.get().uri("/health").exchange());
    }

    /** Calls as an analyst of that name. */
    public WebTestClient as(String analyst) {
        return http.mutate()
                .defaultHeaders(headers -> headers.setBearerAuth(ISSUER.token(analyst, "analyst")))
                .build();
    }

    public WebTestClient http() {
        return http;
    }

    public static String body(WebTestClient.ResponseSpec answer) {
        byte[] body = answer.expectBody().returnResult().getResponseBody();
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }

    /** What stands at that path of the answer's JSON. */
    public static Object read(WebTestClient.ResponseSpec answer, String path) {
        return JsonPath.read(body(answer), path);
    }

    /** What a payer says by the link that they were sent; always the same payer, so they come in their order. */
    public static Event answer(UUID payment, boolean own) {
        return answer(payment, own, "link", own ? Consequence.none : Consequence.cancel);
    }

    /** What lets it go: a "yes" in the app. */
    public static Event confirmation(UUID payment) {
        return answer(payment, true, "app", Consequence.release);
    }

    private static Event answer(UUID payment, boolean own, String by, Consequence consequence) {
        PayerAnswered body = new PayerAnswered(
                payment,
                "payer",
                own,
                own ? "payer-confirmed" : "payer-denied",
                by,
                consequence,
                Instant.now().truncatedTo(ChronoUnit.MILLIS));
        return new Event(
                EventType.PayerAnswered, "payer", payment + ":PayerAnswered", body.at(), EventJson.write(body));
    }

    /** A user whom nobody has used yet. */
    public static String user(String name) {
        return name + "-" + ProcessHandle.current().pid() + "-" + NAMES.incrementAndGet();
    }

    /** An id as transfers have it: version 7, ordered by time. */
    public static UUID paymentId(Instant at) {
        UUID random = UUID.randomUUID();
        long time = (at.toEpochMilli() << 16) | 0x7000L | (random.getMostSignificantBits() & 0xFFFL);
        return new UUID(time, random.getLeastSignificantBits());
    }

    public static Event initiated(
            UUID id, String payer, @Nullable String payee, long amountMinor, Instant at, String status) {
        PaymentEvent body = new PaymentEvent(
                id,
                PaymentEvent.TRANSFER,
                null,
                null,
                status,
                null,
                payer,
                UUID.nameUUIDFromBytes(payer.getBytes(StandardCharsets.UTF_8)),
                payee,
                null,
                amountMinor,
                "EUR",
                null,
                false,
                0,
                0,
                1_000_000L,
                at.minus(Duration.ofDays(400)),
                at,
                null);
        return new Event(EventType.PaymentInitiated, payer, id + ":PaymentInitiated", at, EventJson.write(body));
    }

    public static Event ended(UUID id, String payer, EventType type, Instant at) {
        PaymentEvent body = new PaymentEvent(
                id,
                PaymentEvent.TRANSFER,
                null,
                null,
                type.name().substring("Payment".length()).toUpperCase(java.util.Locale.ROOT),
                null,
                payer,
                UUID.nameUUIDFromBytes(payer.getBytes(StandardCharsets.UTF_8)),
                null,
                null,
                1,
                "EUR",
                null,
                false,
                0,
                0,
                null,
                null,
                at,
                at);
        return new Event(type, payer, id + ":" + type, at, EventJson.write(body));
    }

    /**
     * A step of an order of money from outside, in EUR cents.
     *
     * @param step what makes its id differ from those of other steps of the same type
     * @param seenAt since when the instrument is known that pays
     */
    public static Event order(
            EventType type,
            String user,
            long amountMinor,
            Instant at,
            UUID id,
            String step,
            @Nullable String instrument,
            @Nullable Instant seenAt) {
        boolean credited = type == EventType.OrderCredited;
        OrderEvent body = new OrderEvent(
                id,
                credited ? "CREDITED" : type == EventType.OrderFailed ? "FAILED" : "PENDING",
                credited ? null : "declined",
                user,
                UUID.nameUUIDFromBytes(user.getBytes(StandardCharsets.UTF_8)),
                amountMinor,
                "EUR",
                "card",
                "acme-pay",
                null,
                credited ? id : null,
                instrument,
                seenAt,
                0,
                at.minusSeconds(60),
                at.plusSeconds(600),
                credited ? at.minusSeconds(1) : null,
                type == EventType.OrderAttemptFailed ? null : at);
        return new Event(type, user, id + ":" + type + step, at, EventJson.write(body));
    }

    /** That money is reserved. */
    public static Event hold(
            String status, String payer, String payee, long amountMinor, Instant at, Instant expiresAt, UUID id) {
        UUID account = UUID.nameUUIDFromBytes(payer.getBytes(StandardCharsets.UTF_8));
        HoldEvent body = new HoldEvent(
                id,
                status,
                null,
                payer,
                account,
                payee,
                null,
                amountMinor,
                0,
                0,
                "EUR",
                null,
                1_000_000L,
                at.minus(Duration.ofDays(400)),
                expiresAt,
                at,
                null);
        return new Event(EventType.HoldAuthorized, payer, id + ":HoldAuthorized", at, EventJson.write(body));
    }

    /**
     * A movement that is about an earlier one.
     *
     * @param parentCreatedAt when that was made
     */
    public static Event movement(
            EventType type,
            String kind,
            String payer,
            String payee,
            long amountMinor,
            Instant at,
            @Nullable Instant parentCreatedAt) {
        UUID id = paymentId(at);
        PaymentEvent body = new PaymentEvent(
                id,
                kind,
                UUID.randomUUID(),
                parentCreatedAt,
                type == EventType.PaymentInitiated ? "INITIATED" : "COMPLETED",
                null,
                payer,
                UUID.nameUUIDFromBytes(payer.getBytes(StandardCharsets.UTF_8)),
                payee,
                UUID.nameUUIDFromBytes(payee.getBytes(StandardCharsets.UTF_8)),
                amountMinor,
                "EUR",
                null,
                false,
                0,
                0,
                null,
                null,
                at,
                type == EventType.PaymentInitiated ? null : at);
        return new Event(type, payer, id + ":" + type, at, EventJson.write(body)).with(Event.KIND, kind);
    }

    /** Sends events as the router's relay does. */
    public void send(List<Event> events) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            router.publish(events).toFuture().get();
            return true;
        });
    }

    /** A payment of now, in EUR cents. */
    public UUID pay(String payer, String payee, long amountMinor) {
        return pay(payer, payee, amountMinor, "INITIATED");
    }

    public UUID pay(String payer, String payee, long amountMinor, String status) {
        Instant now = Instant.now();
        UUID id = paymentId(now);
        send(List.of(initiated(id, payer, payee, amountMinor, now, status)));
        return id;
    }

    /** Waits for a payment's score. */
    public Score scored(UUID payment) {
        return awaitFound(bean(ScoreStore.class).find(payment));
    }

    /** Pays and waits until the score is listed. */
    public UUID payAndWait(String payer, String payee, long amountMinor) {
        UUID payment = pay(payer, payee, amountMinor);
        for (String party : List.of("userId=" + payer, "payee=" + payee)) {
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> body(as("ann").get().uri("/v1/scores?" + party).exchange())
                            .contains(payment.toString()));
        }
        awaitFound(bean(ScoreStore.class).findFeatures(payment));
        return payment;
    }

    /** Waits until the query finds something. */
    public static <T> T awaitFound(Mono<T> query) {
        return Objects.requireNonNull(await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> query.toFuture().get(), Objects::nonNull));
    }

    /** What stands in Redis about a payer; empty when nothing does. */
    public String risk(String user) {
        return Objects.requireNonNull(await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> bean(RedisLink.class)
                                .run(commands -> commands.get("fraud:score:" + user))
                                .defaultIfEmpty("")
                                .toFuture()
                                .get(),
                        Objects::nonNull));
    }

    @Override
    public void close() {
        router.close();
        service.close();
    }
}
