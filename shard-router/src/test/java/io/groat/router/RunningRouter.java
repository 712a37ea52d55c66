package io.groat.router;

import static io.groat.infra.testservers.TestServers.PATIENCE;

import com.jayway.jsonpath.JsonPath;
import io.groat.db.Rows;
import io.groat.db.ShardAddress;
import io.groat.db.ShardSchema;
import io.groat.engine.ShardGateway;
import io.groat.engine.Shards;
import io.groat.infra.testservers.MigratedSchema;
import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.infra.webtest.ApiContract;
import io.groat.infra.webtest.TestIssuer;
import io.groat.refusal.Refusal;
import io.groat.router.problem.MoneyProblems;
import io.groat.shard.ShardKey;
import io.groat.shard.ShardMap;
import io.groat.web.document.ApiInfo;
import io.groat.web.http.RouteTable;
import io.groat.web.problem.ProblemCode;
import io.groat.web.problem.WebProblem;
import io.groat.web.token.ApiKey;
import io.groat.web.token.PublicKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A shard-router on a port of its own over four real shards: the tests' small language. */
public final class RunningRouter implements AutoCloseable {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final MigratedSchema SCHEMA = new MigratedSchema("migrated", RunningRouter::migrate);
    private static final AtomicInteger NAMES = new AtomicInteger();

    /** The first keys of every router that tests start. */
    public static final ApiKey OPERATOR = ApiKey.create();

    public static final ApiKey ANALYST = ApiKey.create();
    public static final ApiKey ADMIN = ApiKey.create();
    /** Signs tokens for users, which every router that tests start takes. */
    public static final TestIssuer ISSUER = new TestIssuer();

    /** The head line by which an operator calls. */
    public static final String AUTHORIZATION = "Authorization: Bearer " + OPERATOR.text();

    private static @Nullable RunningRouter shared;

    /** Calls as an operator. */
    public final WebTestClient http;

    private final ConfigurableApplicationContext service;
    private final String database;
    private final ShardMap map = ShardMap.initial(TestServers.mysqlShards().size());

    private RunningRouter(String database, String... settings) {
        this.database = database;
        List<String> arguments = new ArrayList<>(List.of("--server.port=0"));
        if (Stream.of(settings).noneMatch(setting -> setting.startsWith("--groat.relay.enabled="))) {
            arguments.add("--groat.relay.enabled=false");
        }
        List<MySqlServerHandle> servers = TestServers.mysqlShards();
        for (int shard = 0; shard < servers.size(); shard++) {
            String prefix = "--groat.shards[" + shard + "].";
            arguments.add(prefix + "port=" + servers.get(shard).port());
            arguments.add(prefix + "database=" + database);
            arguments.add(prefix + "user=" + servers.get(shard).user());
            arguments.add(prefix + "password=" + servers.get(shard).password());
        }
        if (Stream.of(settings).noneMatch(setting -> setting.startsWith("--groat.risk."))) {
            // Amounts of all sizes move in tests; what the gate does with them has tests of its own.
            arguments.add("--groat.risk.enabled=false");
        }
        arguments.add("--groat.access.bootstrap.operator=" + bootstrap(OPERATOR));
        arguments.add("--groat.access.bootstrap.analyst=" + bootstrap(ANALYST));
        arguments.add("--groat.access.bootstrap.admin=" + bootstrap(ADMIN));
        arguments.add("--groat.access.service-credential=" + ISSUER.service().text());
        if (Stream.of(settings).noneMatch(setting -> setting.contains("access.failures"))) {
            arguments.add("--groat.access.failures=100000");
        }
        arguments.add("--spring.data.redis.port=" + TestServers.redis().port());
        if (Stream.of(settings).noneMatch(setting -> setting.startsWith("--spring.data.redis.timeout="))) {
            // A disk that is busy with four MySQLs may hold its append-only file up for longer than a second.
            arguments.add("--spring.data.redis.timeout=20s");
        }
        arguments.add("--groat.auth.secrets.codes=codes-of-the-tests-and-of-nothing-else");
        arguments.add("--groat.auth.secrets.totp=totp-of-the-tests-and-of-nothing-else");
        arguments.addAll(List.of(settings));
        SpringApplication application = new SpringApplication(ShardRouter.class);
        application.addInitializers(RunningRouter::withEventLoopsOfItsOwn, RunningRouter::withKeysOfTests);
        service = application.run(arguments.toArray(String[]::new));
        http = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port())
                .defaultHeaders(headers -> headers.setBearerAuth(OPERATOR.text()))
                .responseTimeout(PATIENCE)
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(16 << 20))
                .filter((request, next) -> next.exchange(request).flatMap(RunningRouter::readToItsEnd))
                .filter(contract().filter())
                .build();
    }

    /** Every request of {@link #http} is held to it. */
    public ApiContract contract() {
        return new ApiContract("shard-router", bean(RouteTable.class), bean(ApiInfo.class));
    }

    /** What a router is told of a key. */
    public static String bootstrap(ApiKey key) {
        return key.id() + ":" + HexFormat.of().formatHex(key.hash());
    }

    /** Calls with that token; with none when it is empty. */
    public WebTestClient as(String token) {
        return http.mutate()
                .defaultHeaders(headers -> {
                    headers.remove("Authorization");
                    if (!token.isEmpty()) {
                        headers.setBearerAuth(token);
                    }
                })
                .build();
    }

    /** Calls as an operator, many at once. */
    public WebClient client() {
        return WebClient.builder()
                .baseUrl("http://127.0.0.1:" + port())
                .defaultHeaders(headers -> headers.setBearerAuth(OPERATOR.text()))
                .build();
    }

    /** So that a test which looks at the status alone leaves no connection behind. */
    private static Mono<ClientResponse> readToItsEnd(ClientResponse answer) {
        return answer.bodyToMono(byte[].class)
                .defaultIfEmpty(new byte[0])
                .map(body -> answer.mutate()
                        .body(Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(body)))
                        .build());
    }

    /** A router that stops takes its event loops with it; they must not be those of the routers beside it. */
    private static void withEventLoopsOfItsOwn(ConfigurableApplicationContext context) {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        ((GenericApplicationContext) context).registerBean(ReactorResourceFactory.class, () -> resources);
    }

    private static void withKeysOfTests(ConfigurableApplicationContext context) {
        ((GenericApplicationContext) context)
                .registerBean(
                        "keysOfTests",
                        PublicKeys.class,
                        () -> () -> Flux.just(ISSUER.publicKey()),
                        bean -> bean.setPrimary(true));
    }

    /** The one that test classes share; its shards are up. */
    public static synchronized RunningRouter shared() {
        RunningRouter router = shared;
        if (router == null) {
            router = fresh();
            router.awaitShardsUp(4);
            shared = router;
        }
        return router;
    }

    /** One with empty shards of its own. */
    public static RunningRouter fresh(String... settings) {
        String database = "r" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        createMigrated(database);
        return new RunningRouter(database, settings);
    }

    /** Makes a database of that name on each server that is not away, with the schema as the migrations leave it. */
    public static void createMigrated(String database) {
        SCHEMA.createDatabase(runningServers().toList(), database);
    }

    /** Makes this router's database, empty, on the servers that were away when it started: it migrates it. */
    public void createDatabases() {
        runningServers().forEach(server -> server.createDatabase(database));
    }

    private static Stream<MySqlServerHandle> runningServers() {
        return TestServers.mysqlShards().stream().filter(MySqlServerHandle::running);
    }

    private static void migrate(MySqlServerHandle server, String database) {
        ShardSchema.migrate(
                        ShardAddress.of(0, server.host(), server.port(), database, server.user(), server.password()))
                .block(PATIENCE);
    }

    /** Its database, of that name on each server. */
    public String database() {
        return database;
    }

    public int port() {
        return Integer.parseInt(service.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** Commands that the lanes have committed since the start. */
    public long commands() {
        return bean(Shards.class).all().stream()
                .mapToLong(shard -> shard.lane().status().commands())
                .sum();
    }

    public <T> T bean(Class<T> type) {
        return service.getBean(type);
    }

    /** The columns of a table, as the first shard's migrated schema has them. */
    public List<String> columnsOf(String table) {
        return bean(ShardGateway.class)
                .onDatabase(
                        ShardKey.ofShard(0),
                        database -> database.read(
                                "SELECT column_name FROM information_schema.columns"
                                        + " WHERE table_schema = DATABASE() AND table_name = ?",
                                statement -> statement.bind(0, table),
                                row -> Rows.getText(row, 0)))
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    public ShardMap map() {
        return map;
    }

    public void awaitShardsUp(int count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> http.get()
                                .uri("/health")
                                .exchange()
                                .returnResult(String.class)
                                .getResponseBody()
                                .collectList()
                                .map(lines -> String.join("", lines).split("\"state\":\"UP\"", -1).length - 1)
                                .blockOptional()
                                .orElse(0)
                        == count);
    }

    /** A user on that shard that nobody has used yet. */
    public String userOn(int shard) {
        while (true) {
            String user = "user-" + NAMES.incrementAndGet();
            if (map.shardOfUser(user) == shard) {
                return user;
            }
        }
    }

    /** A key that nobody has used yet. */
    public String key() {
        return "key-" + NAMES.incrementAndGet();
    }

    /** A new user on that shard with a main account in EUR. */
    public String wallet(int shard, long balanceMinor) {
        String user = userOn(shard);
        http.post()
                .uri("/create_account/{user}/{balance}", user, balanceMinor)
                .exchange()
                .expectStatus()
                .isCreated();
        return user;
    }

    /** The body of a transfer in EUR. */
    public static String body(String payer, String payee, Object amount) {
        return "{\"payer\":\"" + payer + "\",\"payee\":\"" + payee + "\",\"amount\":" + amount
                + ",\"currency\":\"EUR\"}";
    }

    /** The same for a batch or a stream. */
    public static String line(String key, String payer, String payee, Object amount) {
        return "{\"idempotencyKey\":\"" + key + "\","
                + body(payer, payee, amount).substring(1);
    }

    public WebTestClient.ResponseSpec transfer(String key, String body) {
        return http.post()
                .uri("/v1/transfers")
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .bodyValue(body)
                .exchange();
    }

    public WebTestClient.ResponseSpec get(String uri, Object... variables) {
        return http.get().uri(uri, variables).exchange();
    }

    public WebTestClient.ResponseSpec post(String uri, String body) {
        return http.post()
                .uri(uri)
                .header("Content-Type", "application/json")
                .bodyValue(body)
                .exchange();
    }

    /** The text at that path of the answer's JSON; fails the test when there is none. */
    public static String read(WebTestClient.ResponseSpec answer, String path) {
        return JsonPath.read(json(answer), path);
    }

    /** Whatever is at that path. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // As JsonPath has it.
    public static <T> T readOne(WebTestClient.ResponseSpec answer, String path) {
        return JsonPath.read(json(answer), path);
    }

    /** All texts at that path. */
    public static List<String> readAll(WebTestClient.ResponseSpec answer, String path) {
        return JsonPath.read(json(answer), path);
    }

    /** The answer's JSON object. */
    public static Map<String, @Nullable Object> readObject(WebTestClient.ResponseSpec answer) {
        return JsonPath.read(json(answer), "$");
    }

    private static String json(WebTestClient.ResponseSpec answer) {
        byte[] body = answer.expectBody().returnResult().getResponseBody();
        if (body == null) {
            throw new AssertionError("an answer without a body");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The problem code of that name, wherever it is defined. */
    public static ProblemCode code(String name) {
        return Stream.concat(Arrays.stream(WebProblem.values()), MoneyProblems.codes().stream())
                .filter(code -> code.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    public static WebTestClient.BodyContentSpec expectProblem(WebTestClient.ResponseSpec answer, Refusal refusal) {
        return expectProblem(answer, MoneyProblems.code(refusal));
    }

    /** Checks that the answer is the problem of that code, in the form that all problems have. */
    public static WebTestClient.BodyContentSpec expectProblem(WebTestClient.ResponseSpec answer, ProblemCode code) {
        return answer.expectStatus()
                .isEqualTo(code.status())
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code.name())
                .jsonPath("$.status")
                .isEqualTo(code.status())
                .jsonPath("$.title")
                .isEqualTo(code.title())
                .jsonPath("$.type")
                .isEqualTo("urn:groat:problem:"
                        + code.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .jsonPath("$.instance")
                .isNotEmpty();
    }

    public static void expectProblem(WebTestClient.ResponseSpec answer, Refusal refusal, String field) {
        expectProblem(answer, refusal).jsonPath("$.field").isEqualTo(field);
    }

    public static void expectProblem(WebTestClient.ResponseSpec answer, ProblemCode code, String field) {
        expectProblem(answer, code).jsonPath("$.field").isEqualTo(field);
    }

    /** The posted balance of a user's only account. */
    public long balance(String user) {
        Number posted = JsonPath.read(json(get("/v1/users/{user}/accounts", user)), "$.items[0].balance.posted");
        return posted.longValue();
    }

    /** What the wallet of a user that has one has available. */
    public long available(String user) {
        Number available = JsonPath.read(json(get("/v1/users/{user}/accounts", user)), "$.items[0].balance.available");
        return available.longValue();
    }

    public String accountOf(String user) {
        return read(get("/v1/users/{user}/accounts", user), "$.items[0].id");
    }

    @Override
    public void close() {
        service.close();
    }
}
