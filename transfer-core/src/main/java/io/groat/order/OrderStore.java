package io.groat.order;

import io.groat.db.DbTime;
import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import io.groat.db.SqlText;
import io.groat.event.Event;
import io.groat.outbox.OutboxWriter;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Orders of one shard's wallets, and what gateways have taken for them. What a gateway has taken is put down once, under the
 * order's lock: so only one of all that come is the one that was ordered.
 */
public final class OrderStore {

    private static final String SELECT = OrderRows.TABLE.select();
    private static final String FIND = SELECT + " WHERE id = ?";
    private static final String LOCK = FIND + " FOR UPDATE";
    private static final String BY_KEY = SELECT + " WHERE payee_user_id = ? AND idempotency_key = ?";
    private static final String BY_PROVIDER = SELECT + " WHERE provider_id = ? AND gateway = ?";
    private static final String ADD = OrderRows.TABLE.insertBound(true);
    private static final String DUE = SELECT + " WHERE look_at <= ? ORDER BY look_at LIMIT ?";
    private static final String IF_VERSION = " WHERE t.version = ";
    private static final String PAYMENTS = GatewayPaymentRows.TABLE.select() + " WHERE order_id = ? ORDER BY seen_at";
    private static final String PAYMENT = GatewayPaymentRows.TABLE.select() + " WHERE gateway = ? AND payment_id = ?";
    private static final String ADD_PAYMENT = GatewayPaymentRows.TABLE.insertBound(true);
    private static final String CHANGE_PAYMENT = "UPDATE gateway_payments SET purpose = ?, reason = ?, movement_id = ?"
            + " WHERE gateway = ? AND payment_id = ? AND movement_id IS NULL";

    private static final String INSTRUMENT_SEEN = "SELECT p.instrument_seen_at FROM gateway_payments p"
            + " JOIN orders o ON o.id = p.order_id WHERE p.instrument = ? AND o.payee_user_id = ?"
            + " ORDER BY p.seen_at LIMIT 1";

    private final ShardDatabase database;
    private final OutboxWriter outbox;

    public OrderStore(ShardDatabase database, OutboxWriter outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /** The order of that id; empty when there is none. */
    public Mono<Order> find(UUID id) {
        return database.read(FIND, statement -> statement.bind(0, Rows.bytes(id)), OrderRows::read)
                .flatMapIterable(rows -> rows)
                .next();
    }

    /** The order that a gateway calls so; empty when none here is. */
    public Mono<Order> findTaken(String gateway, String providerId) {
        return database.read(
                        BY_PROVIDER, statement -> statement.bind(0, providerId).bind(1, gateway), OrderRows::read)
                .flatMapIterable(rows -> rows)
                .next();
    }

    /** Adds one, or finds the one that stands under its key. */
    public Mono<Order> add(Order order) {
        return database.write(ADD, statement -> OrderRows.TABLE.bind(statement, order))
                .then(database.read(
                        BY_KEY,
                        statement -> statement.bind(0, order.payeeUser()).bind(1, order.idempotencyKey()),
                        OrderRows::read))
                .map(rows -> rows.get(0));
    }

    /** Writes what has become of one, and tells of it; false when another was quicker. */
    public Mono<Boolean> change(Order known, Order next, Instant now) {
        return change(known, next, OrderEvents.of(known, next, now), now);
    }

    /**
     * As {@link #change}, of one that its wallet has by that payment, which is noted as booked with it: whoever sees the one
     * may ask for the other.
     */
    public Mono<Boolean> credit(Order known, Order next, GatewayPayment payment, Instant now) {
        return outbox.changeTogether(
                OrderRows.TABLE.update(List.of(next)) + IF_VERSION + known.version(),
                statement -> {},
                OrderEvents.credited(known, next, payment, now),
                now,
                connection -> OutboxWriter.changed(connection, CHANGE_PAYMENT, statement -> bind(statement, payment))
                        .then());
    }

    /**
     * As {@link #change}, of one that somebody has tried to pay.
     *
     * @param reasons of all attempts that have failed, the first first
     */
    public Mono<Boolean> attempt(Order known, Order next, List<String> reasons, Instant now) {
        return change(known, next, OrderEvents.attempted(known, next, reasons, now), now);
    }

    private Mono<Boolean> change(Order known, Order next, List<Event> told, Instant now) {
        return outbox.change(
                OrderRows.TABLE.update(List.of(next)) + IF_VERSION + known.version(), statement -> {}, told, now);
    }

    /** Those of which the gateway is to be asked, the longest due first. */
    public Mono<List<Order>> due(Instant now, int limit) {
        return database.read(
                DUE, statement -> statement.bind(0, DbTime.toDb(now)).bind(1, limit), OrderRows::read);
    }

    /**
     * A page of orders, newest first.
     *
     * @param userId whose; null for all
     * @param before only those with a lower id: where the page before ended
     */
    public Mono<List<Order>> page(
            @Nullable String userId, @Nullable OrderStatus status, @Nullable UUID before, int limit) {
        SqlText sql = new SqlText(1024).raw(SELECT).raw(" WHERE TRUE");
        if (userId != null) {
            sql.raw(" AND payee_user_id = ").text(userId);
        }
        if (status != null) {
            sql.raw(" AND status = ").name(status);
        }
        if (before != null) {
            sql.raw(" AND id < ").id(before);
        }
        sql.raw(" ORDER BY id DESC LIMIT ").number(limit);
        return database.read(sql.toString(), statement -> {}, OrderRows::read);
    }

    /** What gateways have taken for an order, the first first. */
    public Mono<List<GatewayPayment>> payments(UUID orderId) {
        return database.read(PAYMENTS, statement -> statement.bind(0, Rows.bytes(orderId)), GatewayPaymentRows::read);
    }

    /** What a gateway calls so that it has taken for an order here; empty when there is none. */
    public Mono<GatewayPayment> findPayment(String gateway, String paymentId) {
        return database.read(
                        PAYMENT, statement -> statement.bind(0, gateway).bind(1, paymentId), GatewayPaymentRows::read)
                .flatMapIterable(rows -> rows)
                .next();
    }

    /** Puts down what a gateway has taken, and what becomes of the order by it; gives it as it was put down first. */
    public Mono<GatewayPayment> receive(UUID orderId, String gateway, PaymentGateway.Paid paid, Instant now) {
        return database.inTransaction(connection -> locked(connection, orderId)
                .flatMap(order -> seenBefore(connection, order, paid.instrument())
                        .flatMap(before -> {
                            GatewayPayment payment = GatewayPayment.of(order, gateway, paid, before.orElse(null), now);
                            return add(connection, payment)
                                    .flatMap(added -> added ? paid(connection, order, payment, now) : Mono.empty())
                                    .then(payment(connection, gateway, paid.paymentId()));
                        })));
    }

    /** When that instrument has first paid for a wallet of the order's user; empty inside where it never has. */
    private static Mono<Optional<Instant>> seenBefore(Connection connection, Order order, @Nullable String instrument) {
        return instrument == null
                ? Mono.just(Optional.empty())
                : ShardDatabase.rows(
                                connection,
                                INSTRUMENT_SEEN,
                                statement -> statement.bind(0, instrument).bind(1, order.payeeUser()),
                                row -> Rows.getTime(row, 0))
                        .map(found -> found.stream().findFirst());
    }

    private static Mono<Order> locked(Connection connection, UUID orderId) {
        return ShardDatabase.rows(
                        connection, LOCK, statement -> statement.bind(0, Rows.bytes(orderId)), OrderRows::read)
                .flatMapIterable(rows -> rows)
                .next();
    }

    private static Mono<Boolean> add(Connection connection, GatewayPayment payment) {
        return changed(connection, ADD_PAYMENT, payment).map(rows -> rows > 0);
    }

    private static Mono<Long> changed(Connection connection, String sql, GatewayPayment payment) {
        Statement statement = connection.createStatement(sql);
        GatewayPaymentRows.TABLE.bind(statement, payment);
        return Flux.from(statement.execute())
                .concatMap(result -> result.getRowsUpdated())
                .reduce(0L, Long::sum);
    }

    private static Mono<Void> paid(Connection connection, Order order, GatewayPayment payment, Instant now) {
        if (payment.purpose() == GatewayPayment.Purpose.SUSPENSE) {
            return Mono.empty();
        }
        Order next = order.become(OrderStatus.PAID, null, null, now);
        return Flux.from(connection
                        .createStatement(OrderRows.TABLE.update(List.of(next)))
                        .execute())
                .concatMap(result -> result.getRowsUpdated())
                .then();
    }

    private static Mono<GatewayPayment> payment(Connection connection, String gateway, String paymentId) {
        return ShardDatabase.rows(
                        connection,
                        PAYMENT,
                        statement -> statement.bind(0, gateway).bind(1, paymentId),
                        GatewayPaymentRows::read)
                .map(rows -> rows.get(0));
    }

    /** Writes where a payment's money has gone, or is to go; what the books have stays as it is. */
    public Mono<Void> change(GatewayPayment payment) {
        return database.write(CHANGE_PAYMENT, statement -> bind(statement, payment))
                .then();
    }

    private static void bind(Statement statement, GatewayPayment payment) {
        statement.bind(0, payment.purpose().name());
        if (payment.reason() == null) {
            statement.bindNull(1, String.class);
        } else {
            statement.bind(1, payment.reason());
        }
        if (payment.movementId() == null) {
            statement.bindNull(2, byte[].class);
        } else {
            statement.bind(2, Rows.bytes(payment.movementId()));
        }
        statement.bind(3, payment.gateway()).bind(4, payment.paymentId());
    }
}
