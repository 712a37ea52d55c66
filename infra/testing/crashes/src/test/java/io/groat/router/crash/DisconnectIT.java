package io.groat.router.crash;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.router.RunningRouter;
import io.groat.web.http.DroppedErrors;
import io.groat.web.http.ProblemHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Clients hang up on the real HTTP server at any moment, some before they have said all, under load. */
class DisconnectIT {

    private static final int USERS = 12;
    private static final int ORDERS = 1_500;
    private static final int AT_ONCE = 48;
    private static final int LONGEST_STAY_MICROS = 12_000;

    @Test
    void nothingIsLeftBehindAndEachKeyIsThereOnceOrNotAtAll() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        ListAppender<ILoggingEvent> failures = logOf(ProblemHandler.class);
        ListAppender<ILoggingEvent> dropped = logOf(DroppedErrors.class);
        try (RunningRouter router = RunningRouter.fresh("--groat.admission.initial=256")) {
            router.awaitShardsUp(4);
            RouterClient client = new RouterClient(router.port());
            Books books = new Books(router.database());
            Wallets wallets = Wallets.open(client, USERS);
            List<Order> leaving = wallets.orders("leave", ORDERS, random);
            List<Order> staying = wallets.orders("stay", ORDERS / 3, random);

            List<RouterClient.Told> told = Flux.merge(
                            Flux.fromIterable(leaving)
                                    .flatMap(order -> hungUp(router.port(), order, random), AT_ONCE)
                                    .then(Mono.<RouterClient.Told>empty()),
                            Flux.fromIterable(staying).flatMap(client::pay, AT_ONCE / 3))
                    .collectList()
                    .blockOptional(PATIENCE)
                    .orElseThrow();

            assertThat(told).as("those who stayed, seed %d", seed).allMatch(RouterClient.Told::completed);
            await().atMost(PATIENCE).until(() -> openTransactions(router.database()) == 0);
            await().atMost(PATIENCE).until(() -> books.pending(wallets.prefix()) == 0);
            List<Books.Booked> booked = books.transfers(wallets.prefix());
            assertThat(booked).extracting(Books.Booked::key).doesNotHaveDuplicates();
            // Some were taken, and some never arrived: else nobody hung up in the middle.
            assertThat(booked.stream().filter(left("leave")).count())
                    .as("seed %d", seed)
                    .isBetween(ORDERS / 20L, ORDERS - 1L);
            isAsQuickAsBefore(client, wallets, leaving);
            // Payments across shards are answered before the payer's own row says so.
            await().atMost(PATIENCE).until(() -> books.pending(wallets.prefix()) == 0);
            books.eachKeyMovedMoneyOnce(
                    Flux.merge(Flux.fromIterable(leaving), Flux.fromIterable(staying))
                            .collectList()
                            .blockOptional()
                            .orElseThrow(),
                    wallets);
            assertThat(client.balanced()).as("seed %d", seed).isTrue();
            // A client that hangs up is no failure of the router.
            assertThat(failures.list).isEmpty();
            assertThat(dropped.list).noneMatch(line -> line.getLevel() == Level.ERROR);
            // No more connections than lanes, readers and relays have.
            assertThat(connections(router.database())).isLessThan(4 * 12L);
        }
    }

    private static ListAppender<ILoggingEvent> logOf(Class<?> type) {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        ((Logger) LoggerFactory.getLogger(type)).addAppender(appender);
        return appender;
    }

    /** No lane and no connection is wedged: all keys that were hung up on are asked again, and all are answered. */
    private static void isAsQuickAsBefore(RouterClient client, Wallets wallets, List<Order> orders) {
        List<RouterClient.Told> again = Flux.fromIterable(orders)
                .flatMap(client::pay, AT_ONCE)
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
        assertThat(again.stream().map(RouterClient.Told::status).collect(Collectors.toSet()))
                .as("answers to %d wallets", wallets.all().size())
                .containsExactly(201);
    }

    /** Sends the order, whole or a part of it, and hangs up after a while or at once, politely or not. */
    private static Mono<Void> hungUp(int port, Order order, Random random) {
        byte[] request = request(order);
        boolean whole = random.nextInt(4) > 0;
        int bytes = whole ? request.length : random.nextInt(request.length);
        boolean reset = random.nextBoolean();
        Duration stay = Duration.ofNanos(1_000L * random.nextInt(LONGEST_STAY_MICROS));
        return Mono.fromCallable(() -> {
                    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                    socket.setTcpNoDelay(true);
                    socket.setSoLinger(reset, 0);
                    socket.getOutputStream().write(request, 0, bytes);
                    return socket;
                })
                .subscribeOn(Schedulers.boundedElastic())
                .delayElement(stay)
                .doOnNext(DisconnectIT::close)
                .then();
    }

    private static byte[] request(Order order) {
        String body = RunningRouter.body(order.payer(), order.payee(), order.amount());
        return """
                POST /v1/transfers HTTP/1.1
                Host: x
                %s
                Content-Type: application/json
                Idempotency-Key: %s
                Content-Length: %d

                %s""".formatted(RunningRouter.AUTHORIZATION, order.key(), body.length(), body)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Predicate<Books.Booked> left(String name) {
        return transfer -> transfer.key().startsWith(name);
    }

    private static long openTransactions(String database) {
        return sum("""
                SELECT COUNT(*) FROM information_schema.innodb_trx t
                JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id WHERE p.db = ?""", database);
    }

    private static long connections(String database) {
        return sum("SELECT COUNT(*) FROM information_schema.processlist WHERE db = ?", database);
    }

    /** The number that each shard's server gives, together. */
    private static long sum(String sql, String database) {
        long sum = 0;
        for (MySqlServerHandle shard : TestServers.mysqlShards()) {
            try (Connection connection = shard.connect();
                    PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, database);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    sum += row.getLong(1);
                }
            } catch (SQLException e) {
                throw new AssertionError("could not ask " + shard, e);
            }
        }
        return sum;
    }
}
