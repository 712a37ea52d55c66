package io.groat.engine;

import io.groat.account.AccountRef;
import io.groat.account.FundingSource;
import io.groat.casework.CaseAction;
import io.groat.casework.CaseDecision;
import io.groat.casework.CaseStatus;
import io.groat.casework.MoneyCase;
import io.groat.casework.SuspenseCases;
import io.groat.db.Detached;
import io.groat.dispute.Dispute;
import io.groat.dispute.Dispute.TakenFrom;
import io.groat.dispute.DisputeGateway;
import io.groat.dispute.DisputeGateway.Seen;
import io.groat.dispute.DisputeStatus;
import io.groat.dispute.Reminders;
import io.groat.order.GatewayPayment;
import io.groat.posting.InitiateAnswer;
import io.groat.posting.InitiateAnswer.Decided;
import io.groat.posting.InitiateAnswer.TurnedDown;
import io.groat.refusal.Refusal;
import io.groat.shard.ShardKey;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Follows disputes as their gateways tell them: money moves out when one opens, from who was paid or, where they have not
 * enough, from suspense, and back when it is won. What was refunded before does not move again, and what has moved is not
 * refunded: both are counted together, under the payment's own count. Each step moves money under a key of its own, so that
 * whoever does it, and how often, does it once.
 */
public final class DisputeEngine {

    private static final Logger LOG = LoggerFactory.getLogger(DisputeEngine.class);
    private static final String KEY = "dispute/";

    private final ShardGateway shards;
    private final FundingEngine funding;
    private final List<DisputeGateway> gateways;
    private final Reminders reminders;
    private final InstantSource clock;

    public DisputeEngine(
            ShardGateway shards,
            FundingEngine funding,
            List<DisputeGateway> gateways,
            Reminders reminders,
            InstantSource clock) {
        this.shards = shards;
        this.funding = funding;
        this.gateways = List.copyOf(gateways);
        this.reminders = reminders;
        this.clock = clock;
    }

    /**
     * Asks a gateway how a dispute stands, which it has told of, and does what follows; what it tells may be older than what
     * it has told before. Empty when the payment is not known here, or not in the books yet.
     */
    public Mono<Dispute> told(String gateway, String providerId) {
        return Mono.justOrEmpty(gateways.stream()
                        .filter(one -> one.name().equals(gateway))
                        .findFirst())
                .flatMap(one -> one.dispute(providerId))
                .flatMap(seen -> observe(gateway, seen));
    }

    /** Asks of one that is known, and does what follows; gives it as it stands then. */
    public Mono<Dispute> look(Dispute dispute) {
        return told(dispute.gateway(), dispute.providerId())
                .onErrorResume(failure -> {
                    LOG.debug(
                            "Gateway {} says nothing of dispute {}: {}",
                            dispute.gateway(),
                            dispute.id(),
                            failure.toString());
                    return Mono.empty();
                })
                .flatMap(stands -> isLookedAt(stands) ? Mono.just(stands) : lookedAt(stands))
                .switchIfEmpty(Mono.defer(() -> lookedAt(dispute)));
    }

    /** The same, asked of again later; as another has left it, where another was quicker. */
    private Mono<Dispute> lookedAt(Dispute dispute) {
        return changed(dispute, dispute.become(dispute.status(), dispute.respondBy(), reminders, now()));
    }

    /** Whether it is due no more, or later. */
    private boolean isLookedAt(Dispute dispute) {
        Instant look = dispute.lookAt();
        return look == null || look.isAfter(now());
    }

    /** Tells that the deadline of one comes near, unless nothing is to be answered any more; gives it as it stands then. */
    public Mono<Dispute> remind(Dispute dispute) {
        Instant now = now();
        Dispute next = dispute.reminded(reminders, now);
        return on(dispute.id(), shard -> {
            Mono<Boolean> written = dispute.awaitsAnswer(now)
                    ? shard.disputes().remind(dispute, next, now)
                    : shard.disputes().change(dispute, next, now);
            return written.flatMap(
                    done -> done ? Mono.just(next) : shard.disputes().find(dispute.id()));
        });
    }

    /** Does what follows from how a dispute stands. Empty when its payment is not known here, or not in the books yet. */
    public Mono<Dispute> observe(String gateway, Seen seen) {
        return Detached.work(shards.onAll(shard -> shard.orders().findPayment(gateway, seen.paymentId()))
                .next()
                .filter(payment -> payment.movementId() != null)
                .flatMap(payment -> known(payment, seen).flatMap(dispute -> follow(dispute, payment, seen))));
    }

    private Mono<Dispute> known(GatewayPayment payment, Seen seen) {
        return on(
                payment.orderId(),
                shard -> shard.orders()
                        .find(payment.orderId())
                        .flatMap(order -> shard.disputes().add(Dispute.begin(order, payment, seen, now()))));
    }

    private Mono<Dispute> follow(Dispute dispute, GatewayPayment payment, Seen seen) {
        if (dispute.status().isFinal() && dispute.status() != seen.status()) {
            LOG.warn(
                    "Gateway {} says {} of dispute {}, which is {}",
                    dispute.gateway(),
                    seen.status(),
                    dispute.id(),
                    dispute.status());
            return Mono.just(dispute);
        }
        if (seen.status() == DisputeStatus.INQUIRY && dispute.status() != DisputeStatus.INQUIRY) {
            return Mono.just(dispute);
        }
        boolean wanted = seen.status() != DisputeStatus.INQUIRY && seen.status() != DisputeStatus.WON;
        Mono<Dispute> taken = wanted && dispute.takenFrom() == null ? take(dispute, payment) : Mono.just(dispute);
        return taken.flatMap(one -> seen.status() == DisputeStatus.WON || one.status() == DisputeStatus.WON
                        ? giveBack(one)
                        : Mono.just(one))
                .flatMap(one -> isAsSeen(one, seen)
                        ? Mono.just(one)
                        : changed(one, one.become(seen.status(), seen.respondBy(), reminders, now())));
    }

    /** Also where another has heard more of it meanwhile. */
    private static boolean isAsSeen(Dispute one, Seen seen) {
        return one.status().isFinal()
                || (seen.status() == DisputeStatus.INQUIRY && one.status() != DisputeStatus.INQUIRY)
                || (one.status() == seen.status() && Objects.equals(one.respondBy(), seen.respondBy()));
    }

    /** What is wanted back, as far as it was not given back before. */
    private Mono<Dispute> take(Dispute dispute, GatewayPayment payment) {
        UUID movement = Objects.requireNonNull(payment.movementId());
        String key = KEY + dispute.id();
        return takeBack(movement, key, dispute.amountMinor())
                // Nothing may be left since another has taken the rest just now: its key tells.
                .flatMap(answer ->
                        isRefusal(answer, Refusal.REFUND_TOO_LARGE) || isRefusal(answer, Refusal.ALREADY_REFUNDED)
                                ? takeBack(movement, key + "/rest", null)
                                : Mono.just(answer))
                .flatMap(answer -> {
                    if (answer instanceof TurnedDown down) {
                        return isRefusal(answer, Refusal.ALREADY_REFUNDED)
                                ? changed(dispute, dispute.taken(TakenFrom.NOBODY, 0, null))
                                : Mono.error(new IllegalStateException(
                                        "dispute " + dispute.id() + " can't be taken: " + down.refused()));
                    }
                    Transfer made = ((Decided) answer).transfer();
                    return made.status() == TransferStatus.COMPLETED
                            ? noted(dispute, TakenFrom.PAYEE, made)
                            : cover(dispute, made);
                });
    }

    /** What has moved is noted, also where another has noted that nothing was left to move. */
    private Mono<Dispute> noted(Dispute known, TakenFrom from, Transfer made) {
        Dispute next = known.taken(from, made.amountMinor(), made.id());
        return on(
                        known.id(),
                        shard -> shard.disputes()
                                .change(known, next, now())
                                .flatMap(done -> done
                                        ? Mono.just(next)
                                        : shard.disputes().find(known.id())))
                .flatMap(stands -> stands.movementId() == null ? noted(stands, from, made) : Mono.just(stands));
    }

    private Mono<InitiateAnswer> takeBack(UUID movement, String key, @Nullable Long amountMinor) {
        return funding.takeBack(movement, key, amountMinor, TransferKind.REVERSAL, TransferNote.NONE);
    }

    private static boolean isRefusal(InitiateAnswer answer, Refusal why) {
        return answer instanceof TurnedDown down && down.refused().refusal() == why;
    }

    /** Who was paid has not enough, or no wallet any more: it is taken from suspense, and a person has to see to it. */
    private Mono<Dispute> cover(Dispute dispute, Transfer refused) {
        LOG.warn(
                "Dispute {} is covered by suspense, for its payee's wallet does not: {}",
                dispute.id(),
                refused.reason());
        return funding.unsuspend(request(dispute, "/cover", refused.amountMinor()), dispute.id())
                .flatMap(answer -> moved(dispute, answer))
                .delayUntil(made -> opened(dispute, SuspenseCases.ofCover(dispute, made.amountMinor(), now())))
                .flatMap(made -> noted(dispute, TakenFrom.SUSPENSE, made));
    }

    private Mono<Dispute> giveBack(Dispute dispute) {
        UUID movement = dispute.movementId();
        if (movement == null || dispute.backId() != null) {
            return Mono.just(dispute);
        }
        Mono<Transfer> back = dispute.takenFrom() == TakenFrom.PAYEE
                ? funding.undo(movement, TransferNote.NONE)
                        .flatMap(answer -> completed(answer)
                                .map(Mono::just)
                                .orElseGet(() -> aside(dispute, "/aside")
                                        .delayUntil(made -> opened(dispute, SuspenseCases.ofWon(dispute, now())))))
                : aside(dispute, "/uncover").delayUntil(made -> uncovered(dispute));
        return back.flatMap(made -> changed(dispute, dispute.back(made.id())));
    }

    private Mono<MoneyCase> opened(Dispute dispute, MoneyCase about) {
        return on(dispute.id(), shard -> shard.cases().open(about));
    }

    /** What was covered is there again: nobody has to decide on it, unless somebody has, which is to be decided on then. */
    private Mono<MoneyCase> uncovered(Dispute dispute) {
        return opened(dispute, SuspenseCases.ofCover(dispute, dispute.takenMinor(), now()))
                .flatMap(about -> about.status() == CaseStatus.OPEN
                        ? on(
                                dispute.id(),
                                shard -> shard.cases()
                                        .change(about, about.settledItself("The dispute was won", now()))
                                        .flatMap(closed -> closed ? Mono.just(about) : uncovered(dispute)))
                        : wonAfterAll(dispute, about));
    }

    private Mono<MoneyCase> wonAfterAll(Dispute dispute, MoneyCase about) {
        CaseDecision decision = about.decision();
        boolean booked = decision != null && decision.action() == CaseAction.WRITE_OFF;
        return booked ? opened(dispute, SuspenseCases.ofWon(dispute, now())) : Mono.just(about);
    }

    private Mono<Transfer> aside(Dispute dispute, String way) {
        return funding.suspend(request(dispute, way, dispute.takenMinor()), dispute.id())
                .flatMap(answer -> moved(dispute, answer));
    }

    private static Mono<Transfer> moved(Dispute dispute, InitiateAnswer answer) {
        return completed(answer)
                .map(Mono::just)
                .orElseGet(() -> Mono.error(
                        new IllegalStateException("money of dispute " + dispute.id() + " does not move: " + answer)));
    }

    private static Optional<Transfer> completed(InitiateAnswer answer) {
        return answer instanceof Decided decided && decided.transfer().status() == TransferStatus.COMPLETED
                ? Optional.of(decided.transfer())
                : Optional.empty();
    }

    private static FundingRequest request(Dispute dispute, String way, long amountMinor) {
        return new FundingRequest(
                KEY + dispute.id() + way,
                // Says on which shard: the order's is its payee's.
                new AccountRef.ByUser(dispute.payeeUser()),
                new FundingSource(dispute.gateway(), dispute.currency()),
                amountMinor,
                TransferNote.NONE);
    }

    /** The one of that id; empty when there is none. */
    public Mono<Dispute> find(UUID id) {
        return on(id, shard -> shard.disputes().find(id));
    }

    /**
     * A page, newest first.
     *
     * @param userId whose orders; null for all
     * @param orderId about which; null for all
     * @param before only those with a lower id: where the page before ended
     */
    public Mono<List<Dispute>> page(
            @Nullable String userId,
            @Nullable UUID orderId,
            @Nullable DisputeStatus status,
            @Nullable UUID before,
            int limit) {
        if (orderId != null) {
            return on(orderId, shard -> shard.disputes().page(userId, orderId, status, before, limit));
        }
        if (userId != null) {
            return shards.on(
                    ShardKey.ofUser(userId), shard -> shard.disputes().page(userId, null, status, before, limit));
        }
        Flux<List<Dispute>> pages = shards.onAll(shard -> shard.disputes().page(null, null, status, before, limit));
        return pages.flatMapIterable(found -> found)
                .sort(Comparator.comparing(Dispute::id, TransferReader.ID_ORDER).reversed())
                .take(limit)
                .collectList();
    }

    private Mono<Dispute> changed(Dispute known, Dispute next) {
        return on(
                known.id(),
                shard -> shard.disputes()
                        .change(known, next, now())
                        .flatMap(done ->
                                done ? Mono.just(next) : shard.disputes().find(known.id())));
    }

    private <T> Mono<T> on(UUID id, Function<Shard, Mono<T>> work) {
        return shards.on(ShardKey.ofId(id), work);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
