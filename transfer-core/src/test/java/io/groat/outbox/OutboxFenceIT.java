package io.groat.outbox;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncer.r2dbc.mysql.api.MySqlConnection;
import io.groat.db.ShardDatabase;
import io.groat.engine.ShardSql;
import io.groat.engine.TestCluster;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** One sends a shard's events at a time: who stands still in the middle is not overtaken, only relieved. */
class OutboxFenceIT {

    private static final Duration SHORT_LEASE = Duration.ofMillis(50);
    private static final Duration SILENCE = Duration.ofSeconds(4);

    private final TestCluster cluster = TestCluster.fresh();
    private final String payer = cluster.payer(0, 1000);
    private final String payee = cluster.userOn(0);
    private final List<String> sent = new ArrayList<>();
    private ShardSql sql;
    private ShardDatabase database;
    private OutboxStore outbox;

    @BeforeEach
    void start() throws SQLException {
        sql = ShardSql.on(cluster, 0);
        database = cluster.shards.get(0).database();
        outbox = new OutboxStore(database);
        cluster.open(payee, 0);
        sql.run("DELETE FROM outbox_events");
    }

    @AfterEach
    void stop() throws SQLException {
        sql.close();
        cluster.close();
    }

    @Test
    void whoStandsStillIsNotOvertakenAndIsRelievedAfterItsSilence() throws SQLException {
        cluster.paid("first", payer, payee, 1);
        assertThat(outbox.lease("frozen", SHORT_LEASE).block(PATIENCE)).isTrue();
        MySqlConnection frozen =
                database.connect(SILENCE).blockOptional(PATIENCE).orElseThrow();
        // It has the oldest row, and its publishing never ends.
        Disposable standing = frozen.beginTransaction()
                .then(outbox.drain(frozen, "frozen", 64, events -> Mono.never()))
                .subscribe();
        Awaitility.await().atMost(PATIENCE).until(this::firstRowIsLocked);
        cluster.paid("second", payer, payee, 2);

        long begin = System.nanoTime();
        Awaitility.await().atMost(PATIENCE).until(this::leaseIsTaken);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("not before its silence was long enough")
                .isGreaterThan(Duration.ofSeconds(1));
        drain("other");

        assertThat(sent).filteredOn(id -> id.endsWith("PaymentInitiated")).hasSize(2);
        assertThat(sql.number("SELECT COUNT(*) FROM outbox_events")).isZero();
        standing.dispose();
    }

    @Test
    void whoHasLostTheRightFindsNothing() throws SQLException {
        cluster.paid("first", payer, payee, 1);
        assertThat(outbox.lease("before", SHORT_LEASE).block(PATIENCE)).isTrue();
        Awaitility.await().atMost(PATIENCE).until(this::leaseIsTaken);

        assertThat(drain("before")).isZero();
        assertThat(sent).isEmpty();
        assertThat(drain("other")).isPositive();
        assertThat(sent).isNotEmpty();
    }

    private boolean leaseIsTaken() {
        return Boolean.TRUE.equals(outbox.lease("other", Duration.ofMinutes(1))
                .onErrorReturn(false)
                .block(PATIENCE));
    }

    private boolean firstRowIsLocked() throws SQLException {
        return sql.numbers("SELECT id FROM outbox_events FOR UPDATE SKIP LOCKED")
                .isEmpty();
    }

    private int drain(String owner) {
        Function<OutboxPayload.Content, Mono<Void>> publish =
                content -> Mono.fromRunnable(() -> content.events().forEach(event -> sent.add(event.id())));
        return database.inTransaction(connection -> outbox.drain(connection, owner, 64, publish))
                .blockOptional(PATIENCE)
                .orElseThrow();
    }
}
