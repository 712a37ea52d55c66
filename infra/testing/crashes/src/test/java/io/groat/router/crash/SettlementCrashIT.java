package io.groat.router.crash;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.StatementProxy;
import io.groat.infra.testservers.StatementProxy.Moment;
import io.groat.infra.testservers.TestServers;
import io.groat.shard.ShardMap;
import io.groat.shard.SlottedId;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Kills a router's process (SIGKILL) at every step of a settlement and starts another on the same shards: that one ends
 * what was begun, by itself once the file was acknowledged, and nothing is booked twice.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettlementCrashIT {

    private static final int PAYMENTS = 12;
    private static final long AMOUNT = 1000;
    private static final long FEE = 20;
    private static final String HEADER =
            "entity_id,type,debit,credit,amount,currency,fee,tax,settlement_id,settled_at,order_id,"
                    + "order_receipt,created_at\n";

    /** The shard at which the router dies: that of the file, too. */
    private static final int STRUCK = 1;

    private final List<StatementProxy> proxies =
            TestServers.mysqlShards().stream().map(StatementProxy::before).toList();
    private final String database = "settle" + ProcessHandle.current().pid();
    private ServerHandle router;
    private Wallets wallets;
    private int runs;

    @BeforeAll
    void start() {
        TestServers.mysqlShards().forEach(server -> server.createDatabase(database));
        router = another();
        wallets = Wallets.open(client(), PAYMENTS);
    }

    @AfterAll
    void stop() {
        router.kill();
        proxies.forEach(StatementProxy::close);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            before its rows are written      | ASKED | INSERT IGNORE INTO settlement_rows
            its rows are written             | DONE  | INSERT IGNORE INTO settlement_rows
            it is let go, and not told       | DONE  | UPDATE [^;]* settlements t
            before a thing is claimed        | ASKED | INSERT IGNORE INTO settled_items
            a thing is claimed               | DONE  | INSERT IGNORE INTO settled_items
            one of its movements is made     | DONE  | INSERT INTO transfers.*COMMIT
            it is booked, and not noted      | ASKED | UPDATE settled_items
            it is noted, and its row is not  | ASKED | UPDATE [^;]* settlement_rows t
            """)
    void anotherRouterEndsIt(String point, Moment moment, String statement) throws SQLException {
        String run = "run" + ++runs;
        for (int n = 0; n < PAYMENTS; n++) {
            pay(run + "-" + n, wallets.get(n));
        }
        assertThat(transit("balance")).isEqualTo(-AMOUNT * PAYMENTS);
        String file = file(run);
        ServerHandle victim = router;
        CompletableFuture<String> struck =
                proxies.get(STRUCK).cutAt(moment, Pattern.compile(statement, Pattern.DOTALL), victim::kill);

        Optional<HttpResponse<String>> told = upload(file);
        assertThat(struck).as(point).succeedsWithin(PATIENCE);
        router = another();

        // What was acknowledged goes on by itself; of what was not the same file tells.
        if (told.isEmpty() || told.get().statusCode() != 202) {
            assertThat(upload(file).orElseThrow().statusCode()).isIn(200, 202);
        }
        await().atMost(PATIENCE).until(() -> transit("unsettled.count") == 0);
        assertThat(transit("balance")).isZero();
        assertThat(transit("difference")).isZero();
        String again = upload(file).orElseThrow().body();
        String id = JsonPath.read(again, "$.id");
        await().atMost(PATIENCE)
                .until(() -> JsonPath.read(client().get("/v1/settlements/" + id), "$.status")
                        .equals("DONE"));
        assertThat(JsonPath.<List<Integer>>read(
                        client().get("/v1/settlements/" + id), "$.outcomes[?(@.outcome == 'MATCHED')].rows"))
                .containsExactly(PAYMENTS);
        assertThat(fees()).isEqualTo(-FEE * runs * PAYMENTS);
        assertThat(client().balanced()).isTrue();
    }

    /** What a gateway has taken, as the router writes it down. */
    private void pay(String payment, String user) throws SQLException {
        String deposit = client().post(
                        "/v1/deposits",
                        "application/json",
                        "{\"payee\":\"" + user + "\",\"amount\":" + AMOUNT
                                + ",\"currency\":\"EUR\",\"source\":\"razorpay\"}",
                        "Idempotency-Key",
                        payment)
                .orElseThrow()
                .body();
        UUID movement = UUID.fromString(JsonPath.read(deposit, "$.id"));
        MySqlServerHandle shard =
                TestServers.mysqlShards().get(ShardMap.initial(4).shardOfUser(user));
        try (Connection connection = shard.connect()) {
            connection.setCatalog(database);
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO gateway_payments (gateway, payment_id, order_id, amount, currency,"
                            + " fee, purpose, seen_at, movement_id) VALUES ('razorpay', ?, ?, ?, 'EUR', 0, 'WALLET',"
                            + " UTC_TIMESTAMP(6), ?)")) {
                insert.setString(1, payment);
                insert.setBytes(
                        2, bytes(SlottedId.create(SlottedId.Kind.ORDER, SlottedId.slotOf(movement), Instant.now())));
                insert.setLong(3, AMOUNT);
                insert.setBytes(4, bytes(movement));
                insert.executeUpdate();
            }
        }
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /** A file that belongs to the shard at which the router dies. */
    private static String file(String run) {
        for (int transfer = 0; ; transfer++) {
            StringBuilder file = new StringBuilder(HEADER);
            for (int n = 0; n < PAYMENTS; n++) {
                file.append(run + "-" + n + ",payment,0," + (AMOUNT - FEE) + "," + AMOUNT + ",EUR," + FEE + ",0,setl_"
                        + transfer + ",1764547200,,,1764500000\n");
            }
            if (ShardMap.initial(4).shardOfUser("razorpay/" + sha256(file.toString())) == STRUCK) {
                return file.toString();
            }
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private Optional<HttpResponse<String>> upload(String file) {
        return client().post("/v1/settlements?gateway=razorpay", "text/csv", file);
    }

    private long transit(String field) {
        List<Number> found = JsonPath.read(client().get("/v1/settlements/transit"), "$.accounts[*]." + field);
        return found.isEmpty() ? 0 : found.get(0).longValue();
    }

    private long fees() throws SQLException {
        long sum = 0;
        for (MySqlServerHandle shard : TestServers.mysqlShards()) {
            try (Connection connection = shard.connect()) {
                connection.setCatalog(database);
                try (PreparedStatement select = connection.prepareStatement(
                                "SELECT COALESCE(SUM(posted), 0) FROM accounts WHERE type = 'funding:razorpay-fees'");
                        var rows = select.executeQuery()) {
                    rows.next();
                    sum += rows.getLong(1);
                }
            }
        }
        return sum;
    }

    private RouterClient client() {
        return new RouterClient(router.port());
    }

    private ServerHandle another() {
        String gateway = "groat.gateways.providers[0].";
        return RouterProgram.start(
                database,
                proxies.stream().map(StatementProxy::port).toList(),
                "groat.relay.enabled=false",
                "groat.settlements.pause=200ms",
                "groat.gateways.secret=destinations-of-the-tests-and-of-nothing-else",
                gateway + "name=razorpay",
                gateway + "shape=razorpay",
                gateway + "uri=http://127.0.0.1:9/",
                gateway + "key-id=key",
                gateway + "secret=secret",
                gateway + "webhook-secrets=secret",
                gateway + "methods=upi",
                gateway + "currencies=EUR");
    }
}
