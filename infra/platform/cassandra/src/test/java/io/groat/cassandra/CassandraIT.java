package io.groat.cassandra;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Cassandra as services use it, on a real node. */
class CassandraIT {

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final ServerHandle server = TestServers.cassandra();
    private final String keyspace = "it_" + NAMES.incrementAndGet();
    private final Cassandra first = new Cassandra(settings());
    private final Cassandra second = new Cassandra(settings());

    @AfterEach
    void stop() {
        first.stop();
        second.stop();
        server.start();
    }

    @Test
    void readsWhatWasWrittenAndWritesUnderConditions() throws Exception {
        start();
        done(first.writeAll(
                IntStream.range(0, 500)
                        .mapToObj(id -> new Cql("INSERT INTO things (id, name) VALUES (?, ?)", id, "n" + id))
                        .toList(),
                64));
        assertThat(done(first.read(new Cql("SELECT id FROM things")).count())).isEqualTo(500);
        String name = done(first.readOne(new Cql("SELECT name FROM things WHERE id = ?", 7))
                .map(row -> String.valueOf(row.getString(0))));
        assertThat(name).isEqualTo("n7");
        assertThat(done(first.readOne(new Cql("SELECT name FROM things WHERE id = ?", -7))
                        .hasElement()))
                .isFalse();

        Cql taken = new Cql("INSERT INTO things (id, name) VALUES (?, ?) IF NOT EXISTS", 7, "other");
        Cql free = new Cql("INSERT INTO things (id, name) VALUES (?, ?) IF NOT EXISTS", 700, "other");
        assertThat(done(first.writeIf(taken))).isFalse();
        assertThat(done(first.writeIf(free))).isTrue();

        done(first.writeTogether(IntStream.range(0, 20)
                .mapToObj(seq -> new Cql("INSERT INTO others (id, seq, name) VALUES (?, ?, ?)", 1, seq, "x"))
                .toList()));
        assertThat(done(first.read(new Cql("SELECT seq FROM others WHERE id = ?", 1))
                        .count()))
                .isEqualTo(20);
    }

    /** Partitions that are larger than a request, and rows of many partitions in between. */
    @Test
    void rowsOfOnePartitionGoTogether() throws Exception {
        start();
        List<Cql> rows = new ArrayList<>();
        String large = "x".repeat(1_000);
        for (int i = 0; i < 1_000; i++) {
            rows.add(other(i % 2, i / 2, large));
            rows.add(other(i + 10, 0, "small"));
        }
        done(first.writeAll(rows, 8));
        assertThat(count("SELECT seq FROM others WHERE id = ?", 0)).isEqualTo(500);
        assertThat(count("SELECT seq FROM others WHERE id = ?", 1)).isEqualTo(500);
        assertThat(count("SELECT id FROM others")).isEqualTo(2_000);
        assertThat(name(1, 499)).isEqualTo(large);
    }

    @Test
    void callersAtOnceShareRequestsAndNoneIsForgotten() throws Exception {
        start();
        GroupedWrites grouped = new GroupedWrites(first, Duration.ofMillis(20));
        done(Flux.range(0, 300)
                .flatMap(
                        i -> grouped.write(List.of(other(i % 3, i, "a"), other(i + 10, 0, "b")))
                                .subscribeOn(Schedulers.parallel()),
                        300)
                .then());
        assertThat(count("SELECT id FROM others")).isEqualTo(600);
        done(grouped.write(List.of()));
    }

    /** The others' writes must not depend on the one that was to send them. */
    @Test
    void whenTheSenderLeavesTheOthersWrite() throws Exception {
        start();
        GroupedWrites grouped = new GroupedWrites(first, Duration.ofMillis(500));
        CompletableFuture<Void> sender =
                grouped.write(List.of(other(1, 1, "sender"))).toFuture();
        CompletableFuture<Void> joined =
                grouped.write(List.of(other(1, 2, "joined"))).toFuture();
        sender.cancel(true);
        joined.get();
        assertThat(name(1, 2)).isEqualTo("joined");
    }

    /** Services of one kind start together. */
    @Test
    void twoThatStartAtOnceMakeOneSchema() throws Exception {
        first.start();
        second.start();
        await().atMost(PATIENCE).until(() -> first.trouble() == null && second.trouble() == null);
        assertThat(done(second.read(new Cql("SELECT version FROM schema_versions"))
                        .map(row -> row.getInt(0))
                        .sort()
                        .collectList()))
                .containsExactly(1, 2);
        assertThat(done(second.read(new Cql("SELECT id FROM more")).count())).isZero();
    }

    @Test
    void cassandraMayComeLateAndLeaveInBetween() throws Exception {
        server.stop();
        CassandraHealth health = new CassandraHealth(first);
        first.start();
        await().atMost(PATIENCE)
                .until(() -> health.health().getDetails().toString().contains("can't connect"));
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThatThrownBy(() -> done(first.write(new Cql("INSERT INTO more (id) VALUES (?)", 1))))
                .hasRootCauseInstanceOf(CassandraAwayException.class);
        server.start();
        await().atMost(PATIENCE).until(() -> health.health().getStatus().equals(Status.UP));
        done(first.write(new Cql("INSERT INTO more (id) VALUES (?)", 1)));

        server.stop();
        await().atMost(PATIENCE).until(() -> health.health().getStatus().equals(Status.DOWN));
        GroupedWrites grouped = new GroupedWrites(first, Duration.ofMillis(5));
        CompletableFuture<Void> waiting = Flux.range(0, 20)
                .flatMap(i -> grouped.write(List.of(other(i, 0, "late"))))
                .then()
                .toFuture();
        server.start();
        await().atMost(PATIENCE).until(() -> health.health().getStatus().equals(Status.UP));
        waiting.get();
        assertThat(count("SELECT id FROM others")).isEqualTo(20);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(
                                done(first.read(new Cql("SELECT id FROM more")).count()))
                        .isOne());
    }

    private void start() {
        first.start();
        await().atMost(PATIENCE).until(() -> first.trouble() == null);
    }

    private static Cql other(int id, int seq, String name) {
        return new Cql("INSERT INTO others (id, seq, name) VALUES (?, ?, ?)", id, seq, name);
    }

    private long count(String query, Object... values) throws Exception {
        return done(first.read(new Cql(query, values)).count());
    }

    private String name(int id, int seq) throws Exception {
        return done(first.readOne(new Cql("SELECT name FROM others WHERE id = ? AND seq = ?", id, seq))
                .map(row -> String.valueOf(row.getString(0))));
    }

    private static <T> T done(Mono<T> work) throws Exception {
        return work.toFuture().get();
    }

    private CassandraSettings settings() {
        return new CassandraSettings(
                List.of("127.0.0.1"),
                server.port(),
                "datacenter1",
                "",
                "",
                keyspace,
                1,
                Map.of(),
                "cql-test",
                Duration.ofSeconds(5),
                Duration.ofMillis(500));
    }
}
