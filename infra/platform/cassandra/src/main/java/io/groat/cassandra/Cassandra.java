package io.groat.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The way to Cassandra. It may come later than the service: until then every call fails at once with {@link
 * CassandraAwayException}, and afterwards the driver reconnects by itself. All statements are prepared, and all are
 * idempotent but the conditional ones.
 */
public final class Cassandra {

    private static final Logger LOG = LoggerFactory.getLogger(Cassandra.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    private final CassandraSettings settings;
    private final Map<String, Mono<PreparedStatement>> prepared = new ConcurrentHashMap<>();
    private final Disposable.Swap connecting = Disposables.swap();
    private volatile @Nullable CqlSession session;
    private volatile String reason = "not connected yet";

    public Cassandra(CassandraSettings settings) {
        this.settings = settings;
    }

    /** Begins to connect, in the background, and brings the schema up to date. */
    public void start() {
        connecting.update(Mono.defer(this::connect)
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, settings.retryPause())
                        .doBeforeRetry(again -> failed(again.failure())))
                .subscribe(this::connected));
    }

    public void stop() {
        connecting.dispose();
        CqlSession open = session;
        if (open != null) {
            open.forceCloseAsync();
        }
    }

    /** What is wrong; null when nothing is. */
    public @Nullable String trouble() {
        CqlSession open = session;
        if (open == null) {
            return reason;
        }
        boolean anyUp = open.getMetadata().getNodes().values().stream()
                .anyMatch(node -> node.getState() == NodeState.UP || node.getState() == NodeState.UNKNOWN);
        return anyUp ? null : "no node of " + settings.contactPoints() + " answers";
    }

    /** All rows, page by page as they are asked for. */
    public Flux<Row> read(Cql cql) {
        return bind(cql).flatMapMany(statement -> Flux.from(ready().executeReactive(statement)));
    }

    /** The row, or nothing. */
    public Mono<Row> readOne(Cql cql) {
        return run(cql).mapNotNull(AsyncResultSet::one);
    }

    /** Writes; doing it twice has to be the same as once. */
    public Mono<Void> write(Cql cql) {
        return run(cql).then();
    }

    /**
     * Writes all, in few requests and at most so many of them at a time. Rows of one partition become one mutation, as far
     * as a request has room; none may come twice, for they have no order. When it fails some may have been written.
     */
    public Mono<Void> writeAll(Collection<Cql> all, int concurrency) {
        return Flux.fromIterable(all)
                .concatMap(this::bind)
                .collectList()
                .flatMapIterable(WriteBatches::of)
                .flatMap(some -> execute(some.size() == 1 ? some.get(0) : batch(some)), concurrency)
                .then();
    }

    /**
     * Writes in one request. Rows of one partition become one mutation, all or none of them; of several partitions some
     * may be written when it fails. For a few rows at a time: a few kilobytes.
     */
    public Mono<Void> writeTogether(List<Cql> all) {
        return all.size() == 1
                ? write(all.get(0))
                : Flux.fromIterable(all)
                        .concatMap(this::bind)
                        .collectList()
                        .flatMap(bound -> execute(batch(bound)))
                        .then();
    }

    /** Writes under the statement's condition; whether it was met. Its outcome is unknown when it fails. */
    public Mono<Boolean> writeIf(Cql cql) {
        return bind(cql)
                .flatMap(statement -> execute(statement.setIdempotent(false)))
                .map(AsyncResultSet::wasApplied);
    }

    /** Tries again, for as long as it takes, while Cassandra is away or overloaded. */
    public <T> Mono<T> patiently(Mono<T> work) {
        return work.retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                .maxBackoff(LONGEST_PAUSE)
                .filter(Cassandra::isOutage)
                .doBeforeRetry(again -> LOG.atLevel(loudness(again.failure()))
                        .log(
                                "Cassandra does not take a request, attempt {}: {}",
                                again.totalRetries() + 1,
                                firstLine(again.failure()))));
    }

    /**
     * How loudly to tell that something failed: a service that starts knows Cassandra only a moment later, and while it
     * can't be reached that is told where it is tried.
     */
    public static Level loudness(Throwable failure) {
        return failure instanceof CassandraAwayException ? Level.DEBUG : Level.WARN;
    }

    private static boolean isOutage(Throwable failure) {
        return failure instanceof CassandraAwayException
                || (failure instanceof DriverException && !(failure instanceof QueryValidationException));
    }

    private Mono<AsyncResultSet> run(Cql cql) {
        return bind(cql).flatMap(this::execute);
    }

    private Mono<AsyncResultSet> execute(Statement<?> statement) {
        return Mono.fromCompletionStage(() -> ready().executeAsync(statement));
    }

    private Mono<BoundStatement> bind(Cql cql) {
        return prepared.computeIfAbsent(cql.text(), this::prepare)
                .map(statement -> statement.bind(cql.values()).setIdempotent(true))
                .map(bound -> cql.leavesNulls() ? withoutNulls(bound) : bound);
    }

    private static BoundStatement withoutNulls(BoundStatement bound) {
        BoundStatement left = bound;
        for (int i = 0; i < bound.size(); i++) {
            left = bound.isNull(i) ? left.unset(i) : left;
        }
        return left;
    }

    /** Kept once it succeeded. */
    private Mono<PreparedStatement> prepare(String text) {
        return Mono.fromCompletionStage(() -> ready().prepareAsync(text)).cacheInvalidateIf(never -> false);
    }

    private static Statement<?> batch(List<? extends BatchableStatement<?>> bound) {
        BatchStatementBuilder batch = new BatchStatementBuilder(BatchType.UNLOGGED);
        bound.forEach(batch::addStatement);
        return batch.setIdempotence(true).build();
    }

    private CqlSession ready() {
        CqlSession open = session;
        if (open == null) {
            throw new CassandraAwayException("Cassandra: " + reason);
        }
        return open;
    }

    private Mono<CqlSession> connect() {
        return Mono.fromCompletionStage(() -> Sessions.builder(settings).buildAsync())
                .flatMap(opened -> new Schema(opened, settings)
                        .update()
                        .thenReturn(opened)
                        .onErrorResume(failure -> Mono.fromCompletionStage(opened::forceCloseAsync)
                                .then(Mono.error(failure))));
    }

    private void connected(CqlSession opened) {
        session = opened;
        LOG.info("Cassandra is there, keyspace {}", settings.keyspace());
    }

    private void failed(Throwable failure) {
        reason = "can't connect to " + settings.contactPoints() + ": " + firstLine(failure);
        LOG.warn("Cassandra {}", reason);
    }

    private static String firstLine(Throwable failure) {
        return failure.toString().lines().findFirst().orElse("");
    }
}
