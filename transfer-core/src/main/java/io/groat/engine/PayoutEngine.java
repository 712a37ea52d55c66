package io.groat.engine;

import io.groat.account.AccountDirectory;
import io.groat.account.AccountDirectory.Lookup;
import io.groat.account.AccountIdentity;
import io.groat.account.AccountRef;
import io.groat.db.Detached;
import io.groat.order.GatewayPayment;
import io.groat.order.Order;
import io.groat.payout.Destination;
import io.groat.payout.Payout;
import io.groat.payout.PayoutGateway;
import io.groat.payout.PayoutStatus;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.shard.ShardKey;
import io.groat.shard.SlottedId;
import io.groat.transfer.RefundTotal;
import io.groat.transfer.Transfer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes orders to pay out, and to give back what orders have brought, each once for its payer and key; {@link PayoutSteps}
 * carries them out.
 *
 * <p>Fails with a RefusedException when a shard can't be asked; the same request tells what was done. What was begun goes on
 * whether or not the caller stays.
 */
public final class PayoutEngine {

    /** How long a request waits for its gateway; what takes longer goes on behind. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ShardGateway shards;
    private final AccountDirectory directory;
    private final List<PayoutGateway> gateways;
    private final PayoutSteps steps;
    private final InstantSource clock;

    /** @param gateways in the order in which they are tried */
    public PayoutEngine(
            ShardGateway shards,
            AccountDirectory directory,
            List<PayoutGateway> gateways,
            PayoutSteps steps,
            InstantSource clock) {
        this.shards = shards;
        this.directory = directory;
        this.gateways = List.copyOf(gateways);
        this.steps = steps;
        this.clock = clock;
    }

    /** A payout as it stands, and whether an earlier request made it. */
    public record Taken(Payout payout, boolean replayed) {}

    /**
     * Pays out, once for each payer and key. Fails with what speaks against it, under the same key again, where its money
     * can't be reserved.
     *
     * @param allowed whether the one who asks may pay out from that account; it is not there for them else
     */
    public Mono<Taken> create(PayoutRequest request, Predicate<AccountIdentity> allowed) {
        return shards.on(
                        request.payer(), shard -> directory.find(request.payer(), request.currency(), shard.accounts()))
                .flatMap(found -> {
                    if (found instanceof Lookup.Absent absent) {
                        return refused(absent.refusal(), "payer");
                    }
                    AccountIdentity payer = ((Lookup.Found) found).account();
                    return allowed.test(payer) ? create(request, payer) : refused(Refusal.ACCOUNT_NOT_FOUND, "payer");
                });
    }

    private Mono<Taken> create(PayoutRequest request, AccountIdentity payer) {
        return shards.on(
                        ShardKey.ofUser(payer.userId()),
                        shard -> shard.destinations().find(payer.userId(), request.destination()))
                .switchIfEmpty(Mono.defer(() -> refused(Refusal.DESTINATION_NOT_FOUND, "destination")))
                .flatMap(place -> {
                    if (!place.currency().equals(request.currency())) {
                        return refused(Refusal.CURRENCY_MISMATCH, "destination");
                    }
                    Optional<PayoutGateway> gateway = gateway(request, place);
                    return gateway.isEmpty()
                            ? refused(Refusal.NO_GATEWAY, "destination")
                            : take(payout(request, payer, place, gateway.get()));
                });
    }

    /** The one that knows the place, if it can be reached; one that can't only where there is no other. */
    private Optional<PayoutGateway> gateway(PayoutRequest request, Destination place) {
        return gateways.stream()
                .filter(one -> one.pays(place.kind(), request.currency(), request.amountMinor()))
                .min(Comparator.comparing((PayoutGateway one) -> !one.isHealthy())
                        .thenComparing(one -> !one.name().equals(place.gateway())));
    }

    private Payout payout(PayoutRequest request, AccountIdentity payer, Destination place, PayoutGateway gateway) {
        Instant now = now();
        return new Payout(
                SlottedId.create(SlottedId.Kind.PAYOUT, SlottedId.slotOf(payer.id()), now),
                1,
                request.idempotencyKey(),
                payer.userId(),
                payer.id(),
                request.payer(),
                request.amountMinor(),
                request.currency(),
                place.id(),
                null,
                null,
                place.shown(),
                request.reference(),
                gateway.name(),
                null,
                PayoutStatus.CREATED,
                null,
                now,
                null,
                now.plus(PATIENCE),
                null,
                null,
                null);
    }

    /**
     * Gives back what an order has brought, or a part of it, to where it was paid from, once for each payee and key.
     *
     * @param amountMinor minor units; null for all that is left
     */
    public Mono<Taken> refund(
            Order order, String idempotencyKey, @Nullable Long amountMinor, @Nullable String reference) {
        return shards.on(ShardKey.ofId(order.id()), shard -> shard.orders().payments(order.id()))
                .flatMap(payments -> payments.stream()
                        .filter(payment -> payment.movementId() != null
                                && payment.movementId().equals(order.movementId()))
                        .findFirst()
                        .map(payment -> refund(order, payment, idempotencyKey, amountMinor, reference))
                        .orElseGet(() -> refused(Refusal.ORDER_NOT_PAID, "id")));
    }

    /**
     * Gives back what a gateway has taken for an order, be it with the wallet or in suspense, or a part of it.
     *
     * @param payment that the books have
     * @param amountMinor minor units; null for all that is left
     */
    public Mono<Taken> refund(
            Order order,
            GatewayPayment payment,
            String idempotencyKey,
            @Nullable Long amountMinor,
            @Nullable String reference) {
        UUID movement = Objects.requireNonNull(payment.movementId());
        return shards.on(
                        ShardKey.ofId(order.id()),
                        shard -> shard.payouts()
                                .findByKey(order.payeeUser(), idempotencyKey)
                                .map(Optional::of)
                                .defaultIfEmpty(Optional.empty())
                                .zipWith(shard.transfers()
                                        .find(movement)
                                        .zipWhen(moved -> shard.transfers()
                                                .refundTotal(movement)
                                                .defaultIfEmpty(RefundTotal.none(moved)))))
                .flatMap(found -> {
                    Transfer moved = found.getT2().getT1();
                    RefundTotal total = found.getT2().getT2();
                    // All that is left is as much as was left when the key was used first.
                    long amount = amountMinor != null
                            ? amountMinor
                            : found.getT1().map(Payout::amountMinor).orElse(total.leftMinor());
                    return amount <= 0
                            ? refused(Refusal.ALREADY_REFUNDED, "id")
                            : take(refund(order, payment, moved, idempotencyKey, amount, reference));
                });
    }

    private Payout refund(
            Order order,
            GatewayPayment payment,
            Transfer moved,
            String idempotencyKey,
            long amountMinor,
            @Nullable String reference) {
        Instant now = now();
        UUID account = Objects.requireNonNull(moved.payeeAccount());
        return new Payout(
                SlottedId.create(SlottedId.Kind.PAYOUT, SlottedId.slotOf(order.id()), now),
                1,
                idempotencyKey,
                order.payeeUser(),
                account,
                new AccountRef.ById(account),
                amountMinor,
                payment.currency(),
                null,
                order.id(),
                payment.paymentId(),
                payment.paymentId(),
                reference,
                payment.gateway(),
                null,
                PayoutStatus.CREATED,
                null,
                now,
                null,
                now.plus(PATIENCE),
                null,
                null,
                null);
    }

    private Mono<Taken> take(Payout asked) {
        return on(asked.id(), shard -> shard.payouts().add(asked)).flatMap(stands -> {
            String difference = stands.firstDifference(asked);
            return difference == null
                    ? begun(stands).map(payout -> new Taken(payout, !stands.id().equals(asked.id())))
                    : Mono.error(new RefusedException(Refused.of(
                            Refusal.IDEMPOTENCY_CONFLICT,
                            difference,
                            "The key stands for payout " + stands.id() + ", which has another " + difference)));
        });
    }

    private Mono<Payout> begun(Payout payout) {
        Mono<Payout> goes = payout.status().isUnsent() ? steps.advance(payout) : Mono.just(payout);
        return Detached.work(goes)
                .timeout(PATIENCE)
                .onErrorResume(TimeoutException.class, slow -> get(payout.id()))
                .flatMap(PayoutEngine::orTurnedDown);
    }

    /** What was never reserved is turned down with what spoke against it. */
    private static Mono<Payout> orTurnedDown(Payout payout) {
        boolean turnedDown = payout.status() == PayoutStatus.FAILED && payout.sentAt() == null;
        return turnedDown
                ? Refusal.named(payout.reason())
                        .filter(why -> why != Refusal.PAYOUT_CALLED_OFF)
                        .map(why -> PayoutEngine.<Payout>refused(why, null))
                        .orElseGet(() -> Mono.just(payout))
                : Mono.just(payout);
    }

    /** The one of that id; empty when there is none. */
    public Mono<Payout> find(UUID id) {
        return on(id, shard -> shard.payouts().find(id));
    }

    private Mono<Payout> get(UUID id) {
        return find(id).switchIfEmpty(Mono.error(() -> new IllegalStateException("there is no payout " + id)));
    }

    /** The one that a gateway calls so; empty when none is. */
    public Mono<Payout> findSent(String gateway, String providerId) {
        return shards.onAll(shard -> shard.payouts().findSent(gateway, providerId))
                .next();
    }

    /** The refunds of an order, the first first. */
    public Mono<List<Payout>> ofOrder(UUID orderId) {
        return on(orderId, shard -> shard.payouts().ofOrder(orderId));
    }

    /**
     * A page, newest first.
     *
     * @param userId whose; null for all
     * @param before only those with a lower id: where the page before ended
     */
    public Mono<List<Payout>> page(
            @Nullable String userId, @Nullable PayoutStatus status, @Nullable UUID before, int limit) {
        if (userId != null) {
            return shards.on(ShardKey.ofUser(userId), shard -> shard.payouts().page(userId, status, before, limit));
        }
        Flux<List<Payout>> pages = shards.onAll(shard -> shard.payouts().page(null, status, before, limit));
        return pages.flatMapIterable(found -> found)
                .sort(Comparator.comparing(Payout::id, TransferReader.ID_ORDER).reversed())
                .take(limit)
                .collectList();
    }

    /** Lets one go that waits for a person; fails with PAYOUT_UNDER_WAY when it does not wait. */
    public Mono<Payout> approve(Payout payout) {
        return steps.approve(payout);
    }

    /**
     * Calls one off that was not sent; fails with PAYOUT_UNDER_WAY where a gateway may have it.
     *
     * @param why PAYMENT_DECLINED or PAYOUT_CALLED_OFF
     */
    public Mono<Payout> callOff(Payout payout, Refusal why) {
        return steps.callOff(payout, why);
    }

    private <T> Mono<T> on(UUID id, Function<Shard, Mono<T>> work) {
        return shards.on(ShardKey.ofId(id), work);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static <T> Mono<T> refused(Refusal why, @Nullable String field) {
        return Mono.error(new RefusedException(new Refused(why, field, null)));
    }
}
