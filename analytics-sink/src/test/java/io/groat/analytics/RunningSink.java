package io.groat.analytics;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.groat.event.Event;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/** An analytics-sink on a port, a keyspace and a consumer group of its own: the tests' small language. */
public final class RunningSink implements AutoCloseable {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static final FakeRouter ROUTER = new FakeRouter();

    private static @Nullable RunningSink shared;

    private final ConfigurableApplicationContext service;
    private final WebTestClient http;

    private RunningSink(String name, String... settings) {
        List<String> arguments = new ArrayList<>(arguments(name));
        arguments.add("--server.port=0");
        arguments.addAll(List.of(settings));
        SpringApplication application = new SpringApplication(AnalyticsSink.class);
        application.addInitializers(RunningSink::withEventLoopsOfItsOwn);
        service = application.run(arguments.toArray(String[]::new));
        http = WebTestClient.bindToServer()
                .baseUrl(address())
                .responseTimeout(PATIENCE)
                .filter(contract().filter())
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(16 << 20))
                .build();
    }

    /** What a sink of that name is started with, in this process or another. */
    private static List<String> arguments(String name) {
        return List.of(
                "--groat.kafka.bootstrap-servers=" + bootstrap(),
                "--groat.kafka.topics.replicas=1",
                "--groat.cassandra.port=" + TestServers.cassandra().port(),
                "--groat.cassandra.keyspace=" + name,
                "--groat.cassandra.replicas=1",
                "--groat.analytics.ingest.group=" + name,
                "--groat.analytics.router=http://127.0.0.1:9",
                "--spring.data.redis.port=" + TestServers.redis().port(),
                "--groat.access.jwks-uri=" + ISSUER.jwksUri(),
                "--groat.access.service-credential=" + ISSUER.service().text());
    }

    /** As a process of its own, which can be killed; up when it takes events in. Those of one name share the work. */
    public static ServerHandle process(String name) {
        return JavaProgram.start(AnalyticsSink.class, List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"), arguments(name));
    }

    public static String bootstrap() {
        return "127.0.0.1:" + TestServers.kafka().port();
    }

    /** A name that no other sink of this JVM has. */
    public static String name() {
        return "a" + ProcessHandle.current().pid() + "_" + NAMES.incrementAndGet();
    }

    /** The one that test classes share. */
    public static synchronized RunningSink shared() {
        RunningSink sink = shared;
        if (sink == null) {
            sink = named(
                    name(),
                    "--groat.analytics.watch.report-every=2s",
                    "--groat.analytics.watch.router=" + ROUTER.address(),
                    "--groat.analytics.watch.services.shard-router=" + ROUTER.address());
            sink.awaitUp();
            shared = sink;
        }
        return sink;
    }

    /** Whom the shared one asks about shards. */
    public static FakeRouter router() {
        return ROUTER;
    }

    public static RunningSink named(String name, String... settings) {
        return new RunningSink(name, settings);
    }

    /** One that stops takes its event loops with it; they must not be those of others. */
    private static void withEventLoopsOfItsOwn(ConfigurableApplicationContext context) {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        ((GenericApplicationContext) context).registerBean(ReactorResourceFactory.class, () -> resources);
    }

    public String address() {
        return "http://127.0.0.1:" + port();
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

    public static String analystToken() {
        return ISSUER.token("ana", "analyst");
    }

    public WebTestClient asAnalyst() {
        return as("analyst");
    }

    public WebTestClient as(String role) {
        String token = ISSUER.token("ana", role);
        return http.mutate()
                .defaultHeaders(headers -> headers.setBearerAuth(token))
                .build();
    }

    /** Every request of {@link #http} is held to it. */
    public ApiContract contract() {
        return new ApiContract("analytics-sink", bean(RouteTable.class), bean(ApiInfo.class));
    }

    public WebTestClient http() {
        return http;
    }

    public static String body(WebTestClient.ResponseSpec answer) {
        byte[] body = answer.expectBody().returnResult().getResponseBody();
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }

    /** What stands at that path of the answer to an analyst, who asks again while there is none to be had. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // As JsonPath itself: whoever asks knows what stands there.
    public <T> T read(String uri, String path) {
        EntityExchangeResult<byte[]> answer = await().atMost(PATIENCE).until(() -> ask(uri), RunningSink::isAnAnswer);
        assertThat(answer.getStatus()).as(uri).isEqualTo(HttpStatus.OK);
        return JsonPath.read(
                new String(Objects.requireNonNull(answer.getResponseBody()), StandardCharsets.UTF_8), path);
    }

    private EntityExchangeResult<byte[]> ask(String uri) {
        return asAnalyst().get().uri(uri).exchange().expectBody().returnResult();
    }

    /** Before the figures have been read, and while Cassandra is away, there is none. */
    private static boolean isAnAnswer(EntityExchangeResult<byte[]> answer) {
        return !HttpStatus.SERVICE_UNAVAILABLE.equals(answer.getStatus());
    }

    /** Sends events as the other services do, each as often as it is in the list. */
    public static void send(List<Event> events) {
        try (EventPublisher publisher = new EventPublisher(bootstrap(), "/tests", Duration.ofSeconds(30))) {
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                publisher.publish(events).toFuture().get();
                return true;
            });
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
