package io.groat.engine;

import static io.groat.engine.TestCluster.await;
import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.event.StoredEvent;
import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.outbox.OutboxStore;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

/**
 * Two releases on one database, as during an update: what release 0.1 wrote is read and carried on, and what it writes is
 * taken by the newest schema. Its rows and statements were recorded as it sent them; they are never changed.
 */
class PreviousReleaseIT {

    /** The newest migration that release 0.1 has. */
    private static final String ITS_SCHEMA = "5";

    private static final String NEWEST = "latest";
    private static final String PAYER = "user-7";
    private static final String ELSEWHERE = "user-9";
    private static final String BESIDE = "user-10";
    private static final int RECORDED_SHARDS = 2;

    enum Written {
        /** Then it is updated. */
        BEFORE_THE_NEW_SCHEMA,
        /** It goes on while another router has updated the database already. */
        ON_THE_NEW_SCHEMA
    }

    @ParameterizedTest
    @EnumSource
    void whatItWroteIsCarriedOn(Written written) throws SQLException, IOException {
        String database = TestCluster.newDatabase();
        for (int shard = 0; shard < TestServers.mysqlShards().size(); shard++) {
            migrate(shard, database, written == Written.BEFORE_THE_NEW_SCHEMA ? ITS_SCHEMA : NEWEST);
            if (shard < RECORDED_SHARDS) {
                run(shard, database, "shard-" + shard + ".sql");
            }
        }
        try (TestCluster cluster = TestCluster.on(database)) {
            assertThat(cluster.balance(PAYER)).isEqualTo(930);
            assertThat(cluster.balance(BESIDE)).isEqualTo(10);
            assertThat(cluster.balance(ELSEWHERE)).isEqualTo(20);

            // A key from before is the same transfer, in no trace.
            Transfer before = cluster.paid("across", PAYER, ELSEWHERE, 20);
            assertThat(before.status()).isEqualTo(TransferStatus.COMPLETED);
            assertThat(before.note().trace()).isNull();
            assertThat(cluster.paid("declined-1", PAYER, ELSEWHERE, 25).status())
                    .isEqualTo(TransferStatus.FAILED);
            Transfer held = cluster.paid("held-1", PAYER, ELSEWHERE, 30);
            assertThat(held.status()).isEqualTo(TransferStatus.HELD);
            assertThat(sent(cluster))
                    .as("the outbox from before")
                    .filteredOn(event -> event.type().startsWith("Payment"))
                    .hasSize(8)
                    .extracting(StoredEvent::trace)
                    .containsOnlyNulls();

            // What was begun comes to its end, and new transfers beside it.
            cluster.startRedrive();
            await(cluster.held.release(held.id()));
            cluster.paid("new", PAYER, BESIDE, 5);
            Transfer pending = cluster.paid("pending", PAYER, ELSEWHERE, 40);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> cluster.stored(pending.id()).status() == TransferStatus.COMPLETED
                            && cluster.stored(held.id()).status() == TransferStatus.COMPLETED);
            assertThat(cluster.balance(PAYER)).isEqualTo(895);
            assertThat(cluster.balance(ELSEWHERE)).isEqualTo(90);
            assertThat(cluster.reconcile().balanced()).isTrue();
        }
    }

    /** Each kind of statement that its lanes and its relay send. */
    @ParameterizedTest
    @EnumSource(names = "ON_THE_NEW_SCHEMA")
    void itsStatementsAreTaken(Written written) throws SQLException, IOException {
        String database = TestCluster.newDatabase();
        migrate(0, database, NEWEST);
        run(0, database, "shard-0.sql");
        run(0, database, "statements.sql");
    }

    private static List<StoredEvent> sent(TestCluster cluster) {
        OutboxStore outbox = new OutboxStore(cluster.shards.get(0).database());
        assertThat(await(outbox.lease("test", Duration.ofMinutes(1)))).isTrue();
        List<StoredEvent> sent = new ArrayList<>();
        await(cluster.shards
                .get(0)
                .database()
                .inTransaction(connection -> outbox.drain(
                        connection, "test", 64, content -> Mono.fromRunnable(() -> sent.addAll(content.events())))));
        return sent;
    }

    private static void migrate(int shard, String database, String target) {
        MySqlServerHandle server = TestServers.mysqlShards().get(shard);
        Flyway.configure()
                .dataSource(
                        "jdbc:mysql://" + server.host() + ":" + server.port() + "/" + database
                                + "?sslMode=DISABLED&allowPublicKeyRetrieval=true",
                        server.user(),
                        server.password())
                .locations("classpath:db/shard")
                .target(target)
                .load()
                .migrate();
    }

    /** Statements, each ended by a semicolon at its line's end. */
    private static void run(int shard, String database, String file) throws SQLException, IOException {
        String path = "/release-0.1/" + file;
        try (InputStream in = Objects.requireNonNull(PreviousReleaseIT.class.getResourceAsStream(path), path);
                Connection connection = TestServers.mysqlShards().get(shard).connect()) {
            connection.setCatalog(database);
            for (String sql : new String(in.readAllBytes(), StandardCharsets.UTF_8).split(";\n", -1)) {
                execute(connection, sql);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        if (!sql.isBlank()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
