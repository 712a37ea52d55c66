package io.groat.router.crash;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.router.gateway.SandboxProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A gateway's webhooks come all at once and each several times while their router is killed (SIGKILL) and another started.
 * From then on the gateway says nothing when it is asked, so that what was answered is known by the inbox alone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookFloodIT {

    private static final int USERS = 8;
    private static final int ORDERS = 160;
    private static final int TIMES = 3;
    private static final int AT_ONCE = 64;
    private static final int BEFORE_THE_KILL = ORDERS / 2;
    private static final long AMOUNT = 700;
    private static final String DEAF =
            "{\"pathPrefix\":\"/razorpay/v1/orders/\",\"how\":\"error500\",\"times\":1000000}";

    /** What a gateway tells of a payment, which it has signed. */
    private record Webhook(String id, String body) {}

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Integer> shards =
            TestServers.mysqlShards().stream().map(MySqlServerHandle::port).toList();
    private final String database = "flood" + ProcessHandle.current().pid();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private SandboxProcess sandbox;
    private ServerHandle router;

    @BeforeAll
    void start(@TempDir Path folder) {
        TestServers.mysqlShards().forEach(server -> server.createDatabase(database));
        sandbox = new SandboxProcess(folder);
        // It tells nobody anything by itself: the test does.
        sandbox.start("http://127.0.0.1:9");
        router = another();
    }

    @AfterAll
    void stop() {
        router.kill();
        sandbox.close();
    }

    @Test
    void whatWasAnsweredIsCreditedOnce() throws SQLException {
        Wallets wallets = Wallets.open(client(), USERS);
        List<String> orders = IntStream.range(0, ORDERS)
                .mapToObj(n -> order(wallets.get(n % USERS), n))
                .toList();
        sandbox.control("faults", DEAF);
        orders.forEach(order -> sandbox.pay(order, "never"));
        List<Webhook> flood = flood(webhooks());

        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(flood));
        await().atMost(PATIENCE).until(() -> acknowledged.size() >= BEFORE_THE_KILL);
        router.kill();
        sent.join();
        Set<String> told = Set.copyOf(acknowledged);
        assertThat(told.size()).as("the router died amid the flood").isBetween(BEFORE_THE_KILL, ORDERS - 1);
        router = another();

        // By itself: nobody tells it again.
        await().atMost(PATIENCE).until(() -> credited().keySet().containsAll(told));
        assertThat(inbox()).containsAll(told);
        send(flood);
        assertThat(acknowledged).hasSize(ORDERS);
        await().atMost(PATIENCE).until(() -> credited().size() == ORDERS);
        send(flood);
        await().atMost(PATIENCE).until(() -> waiting() == 0);
        assertThat(credited().values()).containsOnly(1);
        assertThat(inbox()).hasSize(ORDERS);
        assertThat(balances(wallets.prefix())).hasSize(USERS).containsOnly(Wallets.OPENING + AMOUNT * (ORDERS / USERS));
        assertThat(client().balanced()).isTrue();
    }

    /** What the gateway calls the order. */
    private String order(String user, int number) {
        String body = "{\"payee\":\"" + user + "\",\"amount\":" + AMOUNT + ",\"currency\":\"EUR\",\"method\":\"upi\"}";
        // Where the machine is so busy that the gateway is late, the same request tries again.
        String made = await().atMost(PATIENCE)
                .until(
                        () -> client().post(
                                        "/v1/orders", "application/json", body, "Idempotency-Key", "order-" + number),
                        answer -> answer.isPresent() && answer.get().statusCode() == 201)
                .orElseThrow()
                .body();
        String checkout = JsonPath.read(made, "$.checkoutUrl");
        return checkout.substring(checkout.lastIndexOf('/') + 1);
    }

    /** One for each payment that the gateway has taken. */
    private List<Webhook> webhooks() {
        List<Map<String, Object>> payments = JsonPath.read(sandbox.state(), "$.payments");
        return payments.stream()
                .map(payment -> new Webhook(
                        "of_" + payment.get("id"),
                        "{\"event\":\"payment.captured\",\"payload\":{\"payment\":{\"entity\":{\"id\":\""
                                + payment.get("id")
                                + "\",\"order_id\":\"" + payment.get("checkout")
                                + "\",\"amount\":" + AMOUNT
                                + ",\"currency\":\"EUR\",\"status\":\"captured\",\"fee\":14}}}}"))
                .toList();
    }

    /** Each several times, in no order. */
    private static List<Webhook> flood(List<Webhook> webhooks) {
        List<Webhook> flood = new ArrayList<>();
        for (int time = 0; time < TIMES; time++) {
            flood.addAll(webhooks);
        }
        Collections.shuffle(flood, new Random(ORDERS));
        return flood;
    }

    /** Many at once, each sent once; notes which were answered. */
    private void send(Collection<Webhook> flood) {
        int port = router.port();
        Flux.fromIterable(flood)
                .flatMap(
                        webhook -> Mono.fromFuture(
                                        () -> http.sendAsync(request(port, webhook), BodyHandlers.discarding()))
                                .doOnNext(answer -> {
                                    if (answer.statusCode() / 100 == 2) {
                                        acknowledged.add(webhook.id);
                                    }
                                })
                                .onErrorComplete(IOException.class),
                        AT_ONCE)
                .then()
                .block(PATIENCE);
    }

    private static HttpRequest request(int port, Webhook webhook) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/gateways/razorpay/webhook"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(webhook.body));
        SandboxProcess.signed(webhook.id, webhook.body).forEach(request::header);
        return request.build();
    }

    /** How many deposits stand for each webhook's payment. */
    private Map<String, Integer> credited() throws SQLException {
        Map<String, Integer> credited = new HashMap<>();
        read(
                        "SELECT SUBSTRING_INDEX(idempotency_key, '/', -1) FROM transfers WHERE kind = 'DEPOSIT'"
                                + " AND status = 'COMPLETED' AND payer_user_id = 'funding:razorpay'",
                        row -> row.getString(1))
                .forEach(payment -> credited.merge("of_" + payment, 1, Integer::sum));
        return credited;
    }

    private List<String> inbox() throws SQLException {
        return read("SELECT event_id FROM gateway_events", row -> row.getString(1));
    }

    /** What of the inbox is not worked off. */
    private int waiting() throws SQLException {
        return read("SELECT event_id FROM gateway_events WHERE try_at IS NOT NULL", row -> row.getString(1))
                .size();
    }

    private List<Long> balances(String prefix) throws SQLException {
        return read("SELECT posted FROM accounts WHERE user_id LIKE '" + prefix + "%'", row -> row.getLong(1));
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> read(String sql, Reader<T> reader) throws SQLException {
        List<T> found = new ArrayList<>();
        for (MySqlServerHandle shard : TestServers.mysqlShards()) {
            try (Connection connection = shard.connect()) {
                connection.setCatalog(database);
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery(sql)) {
                    while (rows.next()) {
                        found.add(reader.read(rows));
                    }
                }
            }
        }
        return found;
    }

    private RouterClient client() {
        return new RouterClient(router.port());
    }

    private ServerHandle another() {
        return RouterProgram.start(
                database,
                shards,
                Stream.concat(
                                Stream.of("groat.relay.enabled=false"),
                                sandbox.settings().stream().map(setting -> setting.substring("--".length())))
                        .toArray(String[]::new));
    }
}
