package io.groat.engine;

import io.groat.db.Detached;
import io.groat.payout.Destination;
import io.groat.payout.Payout;
import io.groat.payout.PayoutGateway;
import io.groat.payout.PayoutGateway.Said;
import io.groat.payout.PayoutStatus;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.shard.ShardKey;
import io.groat.transfer.TransferStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Carries out payouts, and refunds to the source, step by step: money is reserved, the gateway is asked once to send it, and
 * asked how it stands from then on, until it has arrived or has not. Each step moves money under a key of its own and changes
 * the payout by its version, so that whoever does it, and how often, does it once; a step that was begun and not finished is
 * found by its time to look.
 *
 * <p>A gateway is asked to send only by who has written down before that it is. Where no answer comes nobody knows whether it
 * has sent: it is asked then, and never told to send again.
 */
public final class PayoutSteps {

    private static final Logger LOG = LoggerFactory.getLogger(PayoutSteps.class);

    /** After which one is not tried any more that no gateway could be asked to send. */
    private static final Duration GIVEN_UP = Duration.ofHours(24);

    private final ShardGateway shards;
    private final PayoutMoney money;
    private final List<PayoutGateway> gateways;
    private final Duration longestWay;
    private final InstantSource clock;

    /**
     * @param longestWay after which what a gateway does not know was not taken by it: a request takes seconds, and longer where
     *     a router stands still in the middle
     */
    public PayoutSteps(
            ShardGateway shards,
            FundingEngine funding,
            RiskGate gate,
            List<PayoutGateway> gateways,
            Duration longestWay,
            InstantSource clock) {
        this.shards = shards;
        this.money = new PayoutMoney(shards, funding, gate, clock);
        this.gateways = List.copyOf(gateways);
        this.longestWay = longestWay;
        this.clock = clock;
    }

    /** Does what is to be done about one now; gives it as it stands then. */
    public Mono<Payout> advance(Payout payout) {
        return Detached.work(
                switch (payout.status()) {
                    case CREATED ->
                        reserve(payout)
                                .flatMap(next -> next.status() == PayoutStatus.RESERVED ? send(next) : Mono.just(next));
                    case RESERVED -> send(payout);
                    case SENDING, SENT, SETTLED -> ask(payout);
                    case FAILED -> payout.lookAt() == null ? Mono.just(payout) : letGo(payout);
                    case UNDER_REVIEW, RETURNED -> Mono.just(payout);
                });
    }

    /** Does what follows from what a gateway says of one; gives it as it stands then. */
    public Mono<Payout> observe(UUID id, String gateway, Said said) {
        return Detached.work(
                get(id).flatMap(payout -> payout.gateway().equals(gateway) ? apply(payout, said) : Mono.just(payout)));
    }

    Mono<Payout> approve(Payout payout) {
        if (payout.status() != PayoutStatus.UNDER_REVIEW) {
            return refused(Refusal.PAYOUT_UNDER_WAY);
        }
        return Detached.work(changed(payout, payout.approved(now())).flatMap(this::advance));
    }

    Mono<Payout> callOff(Payout payout, Refusal why) {
        if (payout.status() == PayoutStatus.FAILED && why.name().equals(payout.reason())) {
            return Mono.just(payout);
        }
        if (payout.status() != PayoutStatus.UNDER_REVIEW && payout.status() != PayoutStatus.RESERVED) {
            return refused(Refusal.PAYOUT_UNDER_WAY);
        }
        // Written down first: who is about to send it finds it changed, and does not.
        return Detached.work(changed(payout, payout.calledOff(why.name(), now()))
                .flatMap(next ->
                        next.status() == PayoutStatus.FAILED ? advance(next) : refused(Refusal.PAYOUT_UNDER_WAY)));
    }

    private Mono<Payout> reserve(Payout payout) {
        return money.reserve(payout)
                .flatMap(taken -> claimed(
                                payout,
                                taken.refused() == null
                                        ? payout.reserved(
                                                Objects.requireNonNull(taken.movement()), taken.underReview(), now())
                                        : payout.failed(taken.refused(), null, taken.movement(), null, now()))
                        .flatMap(done -> done.map(Mono::just).orElseGet(() -> reservedElsewhere(payout, taken))));
    }

    /** Where another was turned down, and this one was not since something came back in between: it goes back. */
    private Mono<Payout> reservedElsewhere(Payout payout, PayoutMoney.Taken taken) {
        UUID movement = taken.movement();
        return get(payout.id())
                .flatMap(stands -> taken.refused() == null
                                && movement != null
                                && stands.status() == PayoutStatus.FAILED
                                && stands.movementId() == null
                        ? money.giveUp(payout, movement).thenReturn(stands)
                        : Mono.just(stands));
    }

    private Mono<Payout> send(Payout payout) {
        Optional<PayoutGateway> gateway = gateway(payout);
        if (gateway.isEmpty() || !gateway.get().isHealthy()) {
            return later(payout);
        }
        return destination(payout).flatMap(place -> {
            if (place.isEmpty() && !payout.isRefund()) {
                return calledOff(payout, Refusal.DESTINATION_NOT_FOUND);
            }
            return claimed(payout, payout.sending(now()))
                    .flatMap(claimed -> claimed.isPresent()
                            ? sent(claimed.get(), gateway.get(), place.orElse(null))
                            : get(payout.id()));
        });
    }

    private Mono<Payout> calledOff(Payout payout, Refusal why) {
        return changed(payout, payout.calledOff(why.name(), now())).flatMap(this::advance);
    }

    private Mono<Optional<Destination>> destination(Payout payout) {
        UUID id = payout.destinationId();
        return id == null
                ? Mono.just(Optional.empty())
                : shards.on(
                                ShardKey.ofUser(payout.payerUser()),
                                shard -> shard.destinations().find(payout.payerUser(), id))
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty());
    }

    private Mono<Payout> sent(Payout payout, PayoutGateway gateway, @Nullable Destination place) {
        return gateway.send(payout, place)
                .map(Optional::of)
                .onErrorResume(failure -> {
                    LOG.warn(
                            "Gateway {} has not said whether it sends payout {}; it is asked: {}",
                            gateway.name(),
                            payout.id(),
                            failure.toString());
                    return Mono.just(Optional.empty());
                })
                .flatMap(said -> said.map(one -> apply(payout, one)).orElseGet(() -> Mono.just(payout)));
    }

    private Mono<Payout> ask(Payout payout) {
        Optional<PayoutGateway> gateway = gateway(payout);
        if (gateway.isEmpty()) {
            return lookedAt(payout);
        }
        return gateway.get()
                .ask(payout)
                .map(Optional::of)
                .onErrorResume(failure -> {
                    LOG.debug(
                            "Gateway {} says nothing of payout {}: {}",
                            payout.gateway(),
                            payout.id(),
                            failure.toString());
                    return Mono.just(Optional.empty());
                })
                .flatMap(answer -> {
                    if (answer.isEmpty()) {
                        return lookedAt(payout);
                    }
                    return answer.get().map(said -> apply(payout, said)).orElseGet(() -> unknown(payout));
                });
    }

    /** The gateway knows none of that id: its request may be on the way still. */
    private Mono<Payout> unknown(Payout payout) {
        Instant sentAt = payout.sentAt();
        boolean lost = payout.status() == PayoutStatus.SENDING
                && sentAt != null
                && sentAt.plus(longestWay).isBefore(now());
        return lost ? refuse(payout, "NOT_TAKEN", null) : lookedAt(payout);
    }

    private Mono<Payout> apply(Payout payout, Said said) {
        PayoutStatus status = payout.status();
        if (!status.isUnderWay() && status != PayoutStatus.SETTLED) {
            if (status == PayoutStatus.FAILED && said.step() == PayoutGateway.Step.ARRIVED) {
                LOG.error("Gateway {} has paid out {}, which has failed", payout.gateway(), payout.id());
            }
            return Mono.just(payout);
        }
        String reason = said.reason() == null ? "REFUSED" : said.reason();
        return switch (said.step()) {
            case UNSENT -> status == PayoutStatus.SENDING ? unsent(payout, reason) : Mono.just(payout);
            case UNDER_WAY ->
                status == PayoutStatus.SENDING
                        ? changed(payout, payout.sent(said.providerId(), now()))
                        : lookedAt(payout);
            case ARRIVED -> status == PayoutStatus.SETTLED ? lookedAt(payout) : settle(payout, said.providerId());
            case REFUSED ->
                status == PayoutStatus.SETTLED ? comeBack(payout, reason) : refuse(payout, reason, said.providerId());
            case CAME_BACK ->
                (status == PayoutStatus.SETTLED ? Mono.just(payout) : settle(payout, said.providerId()))
                        .flatMap(settled -> settled.status() == PayoutStatus.SETTLED
                                ? comeBack(settled, reason)
                                : Mono.just(settled));
        };
    }

    private Mono<Payout> unsent(Payout payout, String why) {
        return changed(payout, payout.unsent(why, now()));
    }

    /** Nobody can be asked to send it. */
    private Mono<Payout> later(Payout payout) {
        return payout.createdAt().plus(GIVEN_UP).isBefore(now())
                ? calledOff(payout, Refusal.GATEWAY_UNAVAILABLE)
                : changed(payout, payout.unsent(Refusal.GATEWAY_UNAVAILABLE.name(), now()));
    }

    private Mono<Payout> settle(Payout payout, @Nullable String providerId) {
        if (payout.isRefund()) {
            return changed(payout, payout.settled(providerId, now()));
        }
        return money.release(payout).flatMap(movement -> {
            if (movement.status() != TransferStatus.COMPLETED) {
                return Mono.error(new IllegalStateException(
                        "payout " + payout.id() + " has arrived, and its movement is " + movement.status()));
            }
            return changed(payout, payout.settled(providerId, now()));
        });
    }

    private Mono<Payout> refuse(Payout payout, String reason, @Nullable String providerId) {
        if (payout.isRefund()) {
            return money.undo(payout)
                    .flatMap(back -> changed(payout, payout.failed(reason, providerId, null, back, now())));
        }
        return money.cancel(payout, Refusal.PAYOUT_REFUSED)
                .flatMap(movement -> movement.status() == TransferStatus.CANCELLED
                        ? changed(payout, payout.failed(reason, providerId, null, null, now()))
                        // Another has found that it had arrived before.
                        : get(payout.id()));
    }

    /** Of one that was called off: what was reserved for it. */
    private Mono<Payout> letGo(Payout payout) {
        Refusal why = Refusal.named(payout.reason()).orElse(Refusal.PAYOUT_CALLED_OFF);
        Mono<Optional<UUID>> back = payout.isRefund()
                ? money.undo(payout).map(Optional::of)
                : money.cancel(payout, why).thenReturn(Optional.<UUID>empty());
        return back.flatMap(by -> changed(payout, payout.failed(why.name(), null, null, by.orElse(null), now())));
    }

    private Mono<Payout> comeBack(Payout payout, String reason) {
        Mono<UUID> back = payout.isRefund() ? money.undo(payout) : money.bringBack(payout);
        return back.flatMap(by -> changed(payout, payout.returned(reason, by, now())));
    }

    private Mono<Payout> lookedAt(Payout payout) {
        return changed(payout, payout.lookedAt(now()));
    }

    /** As it stands then: the next, or what another has made of it. */
    private Mono<Payout> changed(Payout known, Payout next) {
        return claimed(known, next).flatMap(done -> done.map(Mono::just).orElseGet(() -> get(known.id())));
    }

    /** Empty inside where another was quicker. */
    private Mono<Optional<Payout>> claimed(Payout known, Payout next) {
        return on(known.id(), shard -> shard.payouts().change(known, next, now()))
                .map(done -> done ? Optional.of(next) : Optional.empty());
    }

    private Mono<Payout> get(UUID id) {
        return on(id, shard -> shard.payouts().find(id))
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("there is no payout " + id)));
    }

    private Optional<PayoutGateway> gateway(Payout payout) {
        return gateways.stream()
                .filter(one -> one.name().equals(payout.gateway()))
                .findFirst();
    }

    private <T> Mono<T> on(UUID id, Function<Shard, Mono<T>> work) {
        return shards.on(ShardKey.ofId(id), work);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static <T> Mono<T> refused(Refusal why) {
        return Mono.error(new RefusedException(Refused.of(why, "id")));
    }
}
