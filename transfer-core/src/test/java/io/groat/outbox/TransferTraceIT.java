package io.groat.outbox;

import static io.groat.engine.TestCluster.await;
import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.engine.ShardSql;
import io.groat.engine.TestCluster;
import io.groat.event.StoredEvent;
import io.groat.event.TraceParent;
import io.groat.posting.InitiateAnswer;
import io.groat.saga.TransferDrive;
import io.groat.transfer.Transfer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** A transfer's events are in the trace of the request that made it, whoever takes its legs and whenever. */
class TransferTraceIT {

    private static final TraceParent TRACE = new TraceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    private final TestCluster cluster = TestCluster.fresh();

    @AfterEach
    void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void allEventsOfATransferAreInItsTrace(int payeeShard) {
        Transfer made = traced("traced", cluster.payer(0, 1000), cluster.payer(payeeShard, 0), TRACE);

        assertThat(eventsOf(made)).hasSize(2).extracting(StoredEvent::trace).containsOnly(TRACE);
    }

    /** A balance is that of all payments of a batch. */
    @Test
    void whatIsOfNoSinglePaymentIsInNoTrace() {
        traced("traced", cluster.payer(0, 1000), cluster.payer(0, 0), TRACE);

        assertThat(drained())
                .filteredOn(event -> !event.type().startsWith("Payment"))
                .isNotEmpty()
                .extracting(StoredEvent::trace)
                .containsOnlyNulls();
    }

    @Test
    void whoDrivesItOnAfterACrashFindsItsTrace() throws SQLException {
        Transfer begun = cluster.debited("left", cluster.payer(0, 1000), cluster.payer(1, 0), 10);
        try (ShardSql sql = ShardSql.on(cluster, 0)) {
            sql.run("UPDATE transfers SET traceparent = ?", TRACE.text());
        }

        await(new TransferDrive(cluster.shards).toDecision(cluster.stored(begun.id())));

        List<StoredEvent> events = eventsOf(begun);
        assertThat(events).extracting(StoredEvent::type).containsExactly("PaymentInitiated", "PaymentCompleted");
        assertThat(events.get(1).trace()).isEqualTo(TRACE);
    }

    @Test
    void anotherRequestOfTheSameKeyChangesNothing() {
        String payer = cluster.payer(0, 1000);
        String payee = cluster.payer(0, 0);
        Transfer made = traced("same", payer, payee, TRACE);

        Transfer again = traced("same", payer, payee, TraceParent.begin());

        assertThat(again.id()).isEqualTo(made.id());
        assertThat(cluster.stored(made.id()).note().trace()).isEqualTo(TRACE);
        assertThat(eventsOf(made)).hasSize(2).extracting(StoredEvent::trace).containsOnly(TRACE);
    }

    private Transfer traced(String key, String payer, String payee, TraceParent trace) {
        InitiateAnswer answer = await(cluster.transfers.transfer(
                TestCluster.request(key, payer, payee, 10).in(trace)));
        return ((InitiateAnswer.Decided) answer).transfer();
    }

    /** The third leg may come after the answer. */
    private List<StoredEvent> eventsOf(Transfer transfer) {
        List<StoredEvent> seen = new ArrayList<>();
        Awaitility.await().atMost(PATIENCE).until(() -> {
            drained().stream()
                    .filter(event -> event.id().startsWith(transfer.id() + ":"))
                    .forEach(seen::add);
            return seen.size() >= 2;
        });
        return seen;
    }

    private List<StoredEvent> drained() {
        OutboxStore outbox = new OutboxStore(cluster.shards.get(0).database());
        assertThat(await(outbox.lease("test", Duration.ofMinutes(1)))).isTrue();
        List<StoredEvent> drained = new ArrayList<>();
        await(cluster.shards
                .get(0)
                .database()
                .inTransaction(connection -> outbox.drain(
                        connection, "test", 64, content -> Mono.fromRunnable(() -> drained.addAll(content.events())))));
        return drained;
    }
}
