package io.groat.reconcile;

import io.asyncer.r2dbc.mysql.api.MySqlConnection;
import io.groat.db.ShardDatabase;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A consistent read over all shards at one moment, while traffic runs.
 *
 * <p>Every leg that moves money between shards locks a clearing account. So the cut holds all clearing accounts
 * for as long as it takes to open a snapshot on each shard, a few milliseconds, and lets go: a transfer is then
 * either wholly before the cut or not in it at all, on both of its shards.
 */
final class SnapshotCut {

    private static final Duration GATE_LIMIT = Duration.ofSeconds(5);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private static final String HOLD_CLEARING = """
            SELECT id FROM accounts FORCE INDEX (accounts_owner) WHERE user_id = '' AND kind = 'CLEARING' FOR SHARE""";
    private static final List<String> OPEN_GATE = List.of("START TRANSACTION", HOLD_CLEARING);
    private static final List<String> OPEN_SNAPSHOT = List.of(
            "SET SESSION max_execution_time = 0",
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
            "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");

    private final Map<Integer, MySqlConnection> snapshots = new ConcurrentHashMap<>();

    private SnapshotCut() {}

    /** Opens a cut, does the work on it, and closes it whatever comes. */
    static <T> Mono<T> with(List<ShardDatabase> shards, Function<SnapshotCut, Mono<T>> work) {
        return Mono.usingWhen(
                Mono.fromSupplier(SnapshotCut::new),
                cut -> cut.open(shards).then(Mono.defer(() -> work.apply(cut))),
                cut -> closeAll(cut.snapshots.values()));
    }

    /** The snapshot of a shard. */
    MySqlConnection of(int shard) {
        MySqlConnection snapshot = snapshots.get(shard);
        if (snapshot == null) {
            throw new IllegalStateException("the cut has no snapshot of shard " + shard);
        }
        return snapshot;
    }

    private Mono<Void> open(List<ShardDatabase> shards) {
        return connectAll(shards)
                .then(Mono.usingWhen(
                        Mono.fromSupplier(ConcurrentLinkedQueue<MySqlConnection>::new),
                        gates -> openGates(shards, gates).then(openSnapshots()).timeout(GATE_LIMIT),
                        SnapshotCut::closeAll));
    }

    private Mono<Void> connectAll(List<ShardDatabase> shards) {
        return Flux.fromIterable(shards)
                .flatMap(shard -> connect(shard).doOnNext(made -> snapshots.put(shard.shard(), made)), shards.size())
                .then();
    }

    private static Mono<MySqlConnection> connect(ShardDatabase shard) {
        return shard.connect()
                .onErrorMap(failure -> new RefusedException(
                        Refused.of(
                                Refusal.SHARD_UNAVAILABLE,
                                "shard",
                                "Shard " + shard.shard() + " can't be reached; the books are checked on all or none"),
                        failure));
    }

    private static Mono<Void> openGates(List<ShardDatabase> shards, Queue<MySqlConnection> gates) {
        return Flux.fromIterable(shards)
                .flatMap(
                        shard -> connect(shard).doOnNext(gates::add).flatMap(gate -> runAll(gate, OPEN_GATE)),
                        shards.size())
                .then();
    }

    private Mono<Void> openSnapshots() {
        return Mono.defer(() -> Flux.fromIterable(snapshots.values())
                .flatMap(snapshot -> runAll(snapshot, OPEN_SNAPSHOT), Math.max(1, snapshots.size()))
                .then());
    }

    private static Mono<Void> runAll(MySqlConnection connection, List<String> statements) {
        var batch = connection.createBatch();
        statements.forEach(batch::add);
        return Flux.from(batch.execute())
                .concatMap(result -> result.map(row -> row))
                .then();
    }

    private static Mono<Void> closeAll(Iterable<MySqlConnection> connections) {
        return Flux.fromIterable(connections)
                .flatMap(connection -> connection.close().timeout(CLOSE_LIMIT).onErrorComplete())
                .then();
    }
}
