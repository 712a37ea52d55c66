package io.groat.engine;

import io.groat.account.AccountDirectory;
import io.groat.account.AccountDirectory.Lookup;
import io.groat.account.AccountIdentity;
import io.groat.account.AccountRef;
import io.groat.account.FundingSource;
import io.groat.db.Detached;
import io.groat.order.GatewayPayment;
import io.groat.order.Order;
import io.groat.order.OrderStatus;
import io.groat.order.PaymentGateway;
import io.groat.order.PaymentGateway.Observation;
import io.groat.order.PaymentGateway.Paid;
import io.groat.posting.InitiateAnswer;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.shard.ShardKey;
import io.groat.shard.SlottedId;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes orders for money from outside, makes them known to a gateway, and brings the money in once the gateway has it. What
 * a gateway says may come twice, late, or by two ways at once: each of its payments is put down once and moved under a key
 * of its own, so that whoever finds it, and how often, moves it once.
 *
 * <p>Fails with a RefusedException when a shard can't be asked; the same request tells what was done. What was begun goes on
 * whether or not the caller stays.
 */
public final class OrderEngine {

    private static final Logger LOG = LoggerFactory.getLogger(OrderEngine.class);

    /** Attempts to pay one order that are told of: more say nothing new. */
    private static final int MOST_ATTEMPTS = 200;

    private final ShardGateway shards;
    private final AccountDirectory directory;
    private final FundingEngine funding;
    private final List<PaymentGateway> gateways;
    private final InstantSource clock;
    private final OpenedOrders known = new OpenedOrders();

    /** @param gateways in the order in which they are tried */
    public OrderEngine(
            ShardGateway shards,
            AccountDirectory directory,
            FundingEngine funding,
            List<PaymentGateway> gateways,
            InstantSource clock) {
        this.shards = shards;
        this.directory = directory;
        this.funding = funding;
        this.gateways = List.copyOf(gateways);
        this.clock = clock;
    }

    /** What the gateways are called. */
    public Set<String> gatewayNames() {
        return gateways.stream().map(PaymentGateway::name).collect(Collectors.toUnmodifiableSet());
    }

    /** An order as it stands, and whether an earlier request made it. */
    public record Taken(Order order, boolean replayed) {}

    /**
     * Takes an order, once for each payee and key, and makes it known to the first gateway that takes it. Where none can be
     * reached the order stays, and the same request tries them again.
     *
     * @param allowed whether the one who asks may order for that account; it is not there for them else
     */
    public Mono<Taken> create(OrderRequest request, Predicate<AccountIdentity> allowed) {
        return Detached.work(shards.on(
                        request.payee(), shard -> directory.find(request.payee(), request.currency(), shard.accounts()))
                .flatMap(found -> {
                    if (found instanceof Lookup.Absent absent) {
                        return refused(absent.refusal(), "payee");
                    }
                    AccountIdentity payee = ((Lookup.Found) found).account();
                    return allowed.test(payee) ? add(request, payee) : refused(Refusal.ACCOUNT_NOT_FOUND, "payee");
                })
                .flatMap(this::opened));
    }

    private Mono<Taken> add(OrderRequest request, AccountIdentity payee) {
        if (gateways.stream()
                .noneMatch(one -> one.takes(request.method(), request.currency(), request.amountMinor()))) {
            return refused(Refusal.NO_GATEWAY, "method");
        }
        Order asked = order(request, payee);
        return on(asked.id(), shard -> shard.orders().add(asked)).flatMap(stands -> {
            String difference = stands.firstDifference(asked);
            return difference == null
                    ? Mono.just(new Taken(stands, !stands.id().equals(asked.id())))
                    : Mono.error(new RefusedException(Refused.of(
                            Refusal.IDEMPOTENCY_CONFLICT,
                            difference,
                            "The key stands for order " + stands.id() + ", which has another " + difference)));
        });
    }

    private Order order(OrderRequest request, AccountIdentity payee) {
        Instant now = now();
        Instant until = now.plus(request.lasts());
        return new Order(
                SlottedId.create(SlottedId.Kind.ORDER, SlottedId.slotOf(payee.id()), now),
                1,
                request.idempotencyKey(),
                payee.userId(),
                payee.id(),
                request.payee(),
                request.amountMinor(),
                request.currency(),
                request.method(),
                request.returnUrl(),
                request.reference(),
                null,
                null,
                null,
                OrderStatus.CREATED,
                null,
                now,
                until,
                until,
                null,
                null,
                0);
    }

    /** With the gateway that has taken it; asks them one after the other where none has. */
    private Mono<Taken> opened(Taken taken) {
        Order order = taken.order();
        if (order.providerId() != null || !order.status().isOpen()) {
            return Mono.just(taken);
        }
        List<PaymentGateway> able = gateways.stream()
                .filter(one -> one.takes(order.method(), order.currency(), order.amountMinor()))
                .sorted((one, other) -> Boolean.compare(other.isHealthy(), one.isHealthy()))
                .toList();
        return Flux.fromIterable(able)
                .concatMap(one -> open(one, order), 1)
                .next()
                .switchIfEmpty(Mono.error(() -> new RefusedException(
                        Refused.of(Refusal.GATEWAY_UNAVAILABLE, "method", "Order " + order.id() + " waits for it"))))
                .map(open -> new Taken(open, taken.replayed()));
    }

    /** Empty where the gateway does not answer: then another is asked, for nobody pays what has no address. */
    private Mono<Order> open(PaymentGateway gateway, Order order) {
        return gateway.open(order)
                .doOnError(failure -> LOG.warn(
                        "Gateway {} does not take order {}: {}", gateway.name(), order.id(), failure.toString()))
                .onErrorComplete()
                .flatMap(taken -> changed(
                                order, order.opened(gateway.name(), taken.providerId(), taken.checkout(), now()))
                        .doOnNext(stands -> known.add(gateway.name(), taken.providerId(), stands.id())));
    }

    /** As it stands after a change; where another was quicker, as that one left it. */
    private Mono<Order> changed(Order known, Order next) {
        return on(known.id(), shard -> shard.orders().change(known, next, now()))
                .flatMap(written -> written ? Mono.just(next) : get(known.id()));
    }

    /** The order of that id; empty when there is none. */
    public Mono<Order> find(UUID id) {
        return on(id, shard -> shard.orders().find(id));
    }

    private Mono<Order> get(UUID id) {
        return find(id).switchIfEmpty(refused(Refusal.ORDER_NOT_FOUND, "id"));
    }

    /** The order that a gateway calls so, on whatever shard; empty when there is none. */
    public Mono<Order> findTaken(String gateway, String providerId) {
        UUID id = known.find(gateway, providerId);
        Mono<Order> anywhere = shards.onAll(shard -> shard.orders().findTaken(gateway, providerId))
                .next();
        return id == null
                ? anywhere
                : find(id).filter(order -> providerId.equals(order.providerId()))
                        .switchIfEmpty(anywhere);
    }

    /**
     * A page of orders, newest first.
     *
     * @param userId whose; null for all
     * @param before only those with a lower id: where the page before ended
     */
    public Mono<List<Order>> page(
            @Nullable String userId, @Nullable OrderStatus status, @Nullable UUID before, int limit) {
        if (userId != null) {
            return shards.on(ShardKey.ofUser(userId), shard -> shard.orders().page(userId, status, before, limit));
        }
        return shards.onAll(shard -> shard.orders().page(null, status, before, limit))
                .flatMapIterable(found -> found)
                .sort(Comparator.comparing(Order::id, TransferReader.ID_ORDER).reversed())
                .take(limit)
                .collectList();
    }

    /** What gateways have taken for it, the first first. */
    public Mono<List<GatewayPayment>> payments(UUID id) {
        return on(id, shard -> shard.orders().payments(id));
    }

    /**
     * Asks an order's gateway how it stands, and does what follows; gives it as it stands then. Where the gateway does not
     * answer, what it has said before is done nevertheless, nothing is said of the order's end, and it is asked again later.
     */
    public Mono<Order> look(Order order) {
        Optional<PaymentGateway> taker = taker(order.gateway());
        if (taker.isEmpty()) {
            return observe(order.id(), order.gateway(), Observation.NOTHING);
        }
        Mono<Optional<Observation>> said = taker.get()
                .look(order)
                .map(Optional::of)
                .doOnError(failure -> LOG.debug(
                        "Gateway {} says nothing of order {}: {}", order.gateway(), order.id(), failure.toString()))
                .onErrorReturn(Optional.empty());
        return Detached.work(said.flatMap(observation -> observation.isPresent()
                ? observe(order.id(), order.gateway(), observation.get())
                : booked(order.id()).flatMap(silent -> changed(silent, silent.lookedAt(now())))));
    }

    /** Does what follows from what a gateway says of an order; gives it as it stands then. */
    public Mono<Order> observe(UUID id, @Nullable String gateway, Observation said) {
        Mono<Void> received = gateway == null
                ? Mono.empty()
                : Flux.fromIterable(said.paid())
                        .concatMap(paid -> identified(id, gateway, paid)
                                .flatMap(known -> on(id, shard -> shard.orders().receive(id, gateway, known, now()))))
                        .then();
        return Detached.work(attempted(id, said.failures())
                .then(received)
                .then(Mono.defer(() -> booked(id)))
                .flatMap(order -> ended(order, said)));
    }

    /** Notes attempts that have failed, as long as it is open; those that were noted before are not told again. */
    private Mono<Void> attempted(UUID id, List<String> failures) {
        if (failures.isEmpty()) {
            return Mono.empty();
        }
        int failed = Math.min(failures.size(), MOST_ATTEMPTS);
        return find(id).filter(order -> order.status().isOpen() && order.gateway() != null && order.attempts() < failed)
                .flatMap(order -> {
                    Instant now = now();
                    Order next = order.attempted(failed, now);
                    return on(id, shard -> shard.orders().attempt(order, next, failures, now))
                            .flatMap(written -> written ? Mono.empty() : attempted(id, failures));
                });
    }

    /** A payment with what paid it, as far as its gateway tells: money does not wait for that. */
    private Mono<Paid> identified(UUID id, String gateway, Paid paid) {
        Optional<PaymentGateway> taker = taker(gateway);
        if (paid.instrument() != null || taker.isEmpty()) {
            return Mono.just(paid);
        }
        return on(id, shard -> shard.orders().findPayment(gateway, paid.paymentId()))
                .hasElement()
                .flatMap(known -> known ? Mono.just(paid) : taker.get().identified(paid))
                .doOnError(failure ->
                        LOG.debug("Gateway {} does not say what paid order {}: {}", gateway, id, failure.toString()))
                .onErrorReturn(paid);
    }

    private Optional<PaymentGateway> taker(@Nullable String gateway) {
        return gateways.stream().filter(one -> one.name().equals(gateway)).findFirst();
    }

    /** The order once the books have all that was put down for it. */
    private Mono<Order> booked(UUID id) {
        return payments(id)
                .flatMapIterable(payments -> payments)
                .filter(payment -> payment.movementId() == null)
                .concatMap(payment -> get(id).flatMap(order -> book(order, payment)))
                .then(Mono.defer(() -> get(id)));
    }

    private Mono<Void> book(Order order, GatewayPayment payment) {
        return payment.purpose() == GatewayPayment.Purpose.WALLET ? credit(order, payment) : suspend(order, payment);
    }

    private Mono<Void> credit(Order order, GatewayPayment payment) {
        return funding.deposit(request(order, payment, new AccountRef.ById(order.payeeAccount())))
                .flatMap(answer -> {
                    Transfer made = answer instanceof InitiateAnswer.Decided decided ? decided.transfer() : null;
                    if (made != null && made.status() == TransferStatus.COMPLETED) {
                        return credited(order, payment, made);
                    }
                    Refusal why = made == null
                            ? ((InitiateAnswer.TurnedDown) answer).refused().refusal()
                            : made.reason();
                    return divert(order, payment.diverted(why == null ? "FAILED" : why.name()));
                });
    }

    /** Also where another has looked at it meanwhile: what was booked is not found again. */
    private Mono<Void> credited(Order order, GatewayPayment payment, Transfer made) {
        GatewayPayment booked = payment.booked(made.id());
        if (order.status() == OrderStatus.CREDITED) {
            return on(order.id(), shard -> shard.orders().change(booked));
        }
        Instant now = now();
        Order next = order.become(OrderStatus.CREDITED, null, made.id(), now);
        return on(order.id(), shard -> shard.orders().credit(order, next, booked, now))
                .flatMap(written ->
                        written ? Mono.empty() : get(order.id()).flatMap(stands -> credited(stands, payment, made)));
    }

    /** The wallet does not take it: a person has to say what becomes of it. */
    private Mono<Void> divert(Order order, GatewayPayment payment) {
        return on(order.id(), shard -> shard.orders().change(payment)).then(suspend(order, payment));
    }

    private Mono<Void> suspend(Order order, GatewayPayment payment) {
        return funding.suspend(request(order, payment, new AccountRef.ById(order.payeeAccount())), order.id())
                .flatMap(answer -> answer instanceof InitiateAnswer.Decided decided
                                && decided.transfer().status() == TransferStatus.COMPLETED
                        ? on(
                                order.id(),
                                shard -> shard.orders()
                                        .change(payment.booked(
                                                decided.transfer().id())))
                        : Mono.error(new IllegalStateException(
                                "payment " + payment.paymentId() + " can't be put aside: " + answer)));
    }

    private static FundingRequest request(Order order, GatewayPayment payment, AccountRef account) {
        String way = payment.purpose() == GatewayPayment.Purpose.WALLET ? "order/" : "suspense/";
        return new FundingRequest(
                way + order.id() + "/" + payment.paymentId(),
                account,
                new FundingSource(payment.gateway(), payment.currency()),
                payment.amountMinor(),
                new TransferNote(order.reference(), null, null));
    }

    /** What has become of the order itself. */
    private Mono<Order> ended(Order order, Observation said) {
        Instant now = now();
        Order next = order.lookedAt(now);
        if (order.status().isOpen() && said.over()) {
            next = order.become(OrderStatus.FAILED, "NOT_PAID", null, now);
        } else if (order.status().isOpen() && !order.expiresAt().isAfter(now)) {
            next = order.become(OrderStatus.EXPIRED, null, null, now);
        } else if (order.status() == OrderStatus.CREATED && said.begun()) {
            next = order.become(OrderStatus.PENDING, null, null, now);
        }
        // Nothing that is worth a write: it has its end, and when it is looked at again stands.
        return next.status() == order.status() && Objects.equals(next.lookAt(), order.lookAt())
                ? Mono.just(order)
                : changed(order, next);
    }

    private <T> Mono<T> on(UUID id, Function<Shard, Mono<T>> work) {
        return shards.on(ShardKey.ofId(id), work);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static <T> Mono<T> refused(Refusal why, String field) {
        return Mono.error(new RefusedException(Refused.of(why, field)));
    }
}
