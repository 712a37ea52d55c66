package io.groat.db;

import io.asyncer.r2dbc.mysql.MySqlConnectionConfiguration;
import io.asyncer.r2dbc.mysql.MySqlConnectionFactory;
import io.asyncer.r2dbc.mysql.api.MySqlConnection;
import io.asyncer.r2dbc.mysql.constant.SslMode;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/**
 * The gateway to one shard's MySQL. Reads run on a small pool; whoever needs a transaction of its own gets a
 * connection of its own.
 *
 * <p>No unit of work depends on its caller staying: a caller that goes away leaves the work to end by itself,
 * because cancelling a request in flight can wedge a MySQL connection for good.
 */
public final class ShardDatabase {

    private static final Duration LOCK_WAIT = Duration.ofSeconds(3);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    /**
     * Event loops of the connections to MySQL. Not the shared ones, which put a connection on the loop of whoever
     * asks for it: lanes wake each other, and all would end on one.
     */
    private static final LoopResources LOOPS = LoopResources.create(
            "groat-mysql", 1, Math.max(4, Runtime.getRuntime().availableProcessors()), true, false);

    private final ShardAddress address;
    private final MySqlConnectionFactory connections;
    private final ConnectionPool pool;

    public ShardDatabase(ShardAddress address) {
        this.address = address;
        this.connections = MySqlConnectionFactory.from(configuration(address));
        this.pool = new ConnectionPool(ConnectionPoolConfiguration.builder(connections)
                .name("shard-" + address.shard())
                .initialSize(0)
                .minIdle(0)
                .maxSize(address.readConnections())
                .maxIdleTime(Duration.ofMinutes(5))
                .maxLifeTime(Duration.ofMinutes(30))
                .maxAcquireTime(address.readTimeout())
                .maxCreateConnectionTime(address.connectTimeout())
                .maxValidationTime(Duration.ofSeconds(1))
                // A server that was away has left as many broken ones as were idle: a read passes over them all.
                .acquireRetry(address.readConnections())
                .postAllocate(ShardDatabase::withoutTransaction)
                .build());
    }

    public ShardAddress address() {
        return address;
    }

    public int shard() {
        return address.shard();
    }

    /** A new connection that belongs to the caller alone, who closes it. */
    public Mono<MySqlConnection> connect() {
        return Mono.<MySqlConnection>from(connections.create()).timeout(address.connectTimeout());
    }

    /**
     * As {@link #connect()}, for one that holds locks. When the server hears nothing on it for that long, it rolls back
     * and closes: what a router has locked that stands still, the others get.
     *
     * @param silence in whole seconds
     */
    public Mono<MySqlConnection> connect(Duration silence) {
        return connect()
                .flatMap(made -> made.createStatement("SET SESSION wait_timeout = " + silence.toSeconds())
                        .execute()
                        .flatMap(result -> result.getRowsUpdated())
                        .then(Mono.just(made))
                        .timeout(address.connectTimeout())
                        .onErrorResume(failure -> made.close()
                                .timeout(CLOSE_LIMIT)
                                .onErrorComplete()
                                .then(Mono.error(failure))));
    }

    /**
     * Runs one statement on the pool.
     *
     * @param sql constant text, with {@code ?} for values
     * @param bind sets the values
     * @param map makes a value of each row
     * @return all rows, once the statement has ended; fails after the address's read timeout
     */
    public <T> Mono<List<T>> read(String sql, Consumer<Statement> bind, Function<Readable, T> map) {
        return detached(
                Mono.usingWhen(pool.create(), connection -> rows(connection, sql, bind, map), Connection::close));
    }

    /** Runs one statement that changes rows, by itself; gives how many. */
    public Mono<Long> write(String sql, Consumer<Statement> bind) {
        return detached(Mono.usingWhen(
                pool.create(),
                connection -> {
                    Statement statement = connection.createStatement(sql);
                    bind.accept(statement);
                    return Flux.from(statement.execute())
                            .concatMap(result -> result.getRowsUpdated())
                            .reduce(0L, Long::sum);
                },
                Connection::close));
    }

    /** Runs the work in one transaction on a pooled connection: commits when it succeeds, else rolls back. */
    public <T> Mono<T> inTransaction(Function<Connection, Mono<T>> work) {
        return detached(Mono.usingWhen(
                pool.create(),
                connection -> Mono.usingWhen(
                        Mono.from(connection.beginTransaction()).thenReturn(connection),
                        work,
                        Connection::commitTransaction,
                        (failed, error) -> failed.rollbackTransaction(),
                        Connection::rollbackTransaction),
                Connection::close));
    }

    /**
     * Whoever had it before may have left a transaction open. The driver, which knows from the server's last answer, says
     * so by its commit mode; where there is none, a rollback would ask the server for nothing.
     */
    private static Publisher<Void> withoutTransaction(Connection connection) {
        return connection.isAutoCommit() ? Mono.empty() : connection.rollbackTransaction();
    }

    /** The rows of one statement on that connection. */
    public static <T> Mono<List<T>> rows(
            Connection connection, String sql, Consumer<Statement> bind, Function<Readable, T> map) {
        return Mono.defer(() -> {
            Statement statement = connection.createStatement(sql);
            bind.accept(statement);
            return Flux.from(statement.execute())
                    .concatMap(result -> result.map(map))
                    .collectList();
        });
    }

    /** Closes the pool; work under way ends first. */
    public Mono<Void> close() {
        return pool.disposeLater();
    }

    /** The work, cut off from its caller's cancellation; the caller waits no longer than the read timeout. */
    private <T> Mono<T> detached(Mono<T> work) {
        return Detached.work(work).timeout(address.readTimeout());
    }

    private static MySqlConnectionConfiguration configuration(ShardAddress address) {
        return MySqlConnectionConfiguration.builder()
                .host(address.host())
                .port(address.port())
                .user(address.user())
                .password(address.password())
                .database(address.database())
                .sslMode(address.tls() ? SslMode.VERIFY_IDENTITY : SslMode.DISABLED)
                .connectTimeout(address.connectTimeout())
                .loopResources(LOOPS)
                .tcpKeepAlive(true)
                .tcpNoDelay(true)
                .connectionTimeZone("UTC")
                .forceConnectionTimeZoneToSession(true)
                .sessionVariables(
                        "transaction_isolation='READ-COMMITTED'", "innodb_lock_wait_timeout=" + LOCK_WAIT.toSeconds())
                .statementTimeout(address.readTimeout())
                .build();
    }
}
