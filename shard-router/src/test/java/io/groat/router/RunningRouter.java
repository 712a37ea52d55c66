package io.groat.router;

import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.shard.ShardMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A shard-router on a port of its own over four real shards: the tests' small language. */
public final class RunningRouter implements AutoCloseable {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static RunningRouter shared;

    public final WebTestClient http;
    private final ConfigurableApplicationContext service;
    private final ShardMap map = ShardMap.initial(TestServers.mysqlShards().size());

    private RunningRouter(String database, String... settings) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--groat.relay.enabled=false"));
        List<MySqlServerHandle> servers = TestServers.mysqlShards();
        for (int shard = 0; shard < servers.size(); shard++) {
            String prefix = "--groat.shards[" + shard + "].";
            arguments.add(prefix + "port=" + servers.get(shard).port());
            arguments.add(prefix + "database=" + database);
            arguments.add(prefix + "user=" + servers.get(shard).user());
            arguments.add(prefix + "password=" + servers.get(shard).password());
        }
        arguments.addAll(List.of(settings));
        service = SpringApplication.run(ShardRouter.class, arguments.toArray(String[]::new));
        http = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port())
                .responseTimeout(PATIENCE)
                .build();
    }

    /** The one that test classes share; its shards are up. */
    public static synchronized RunningRouter shared() {
        if (shared == null) {
            shared = fresh();
            shared.awaitShardsUp(4);
        }
        return shared;
    }

    /** One with empty shards of its own. */
    public static RunningRouter fresh(String... settings) {
        String database = "r" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        TestServers.mysqlShards().stream()
                .filter(MySqlServerHandle::running)
                .forEach(server -> server.createDatabase(database));
        return new RunningRouter(database, settings);
    }

    public int port() {
        return Integer.parseInt(service.getEnvironment().getRequiredProperty("local.server.port"));
    }

    public <T> T bean(Class<T> type) {
        return service.getBean(type);
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

    @Override
    public void close() {
        service.close();
    }
}
