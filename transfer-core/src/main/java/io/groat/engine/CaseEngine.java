package io.groat.engine;

import io.groat.account.AccountRef;
import io.groat.account.FundingSource;
import io.groat.casework.CaseAction;
import io.groat.casework.CaseDecision;
import io.groat.casework.CaseKind;
import io.groat.casework.CaseStatus;
import io.groat.casework.CaseStore.CaseFilter;
import io.groat.casework.Decision;
import io.groat.casework.MoneyCase;
import io.groat.db.Detached;
import io.groat.order.GatewayPayment;
import io.groat.payout.Payout;
import io.groat.posting.InitiateAnswer;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.settlement.Leg;
import io.groat.settlement.Settleable;
import io.groat.settlement.SettledItem;
import io.groat.settlement.SettlementKeys;
import io.groat.shard.ShardKey;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Cases and who decides on them. A decision is written down before its money moves, and then carried out by whoever finds
 * it, once: its movements have keys of its own. Where the ledger refuses it the case is open again and says why.
 */
public final class CaseEngine {

    private static final Logger LOG = LoggerFactory.getLogger(CaseEngine.class);
    private static final int PAGE = 200;

    /** How long a decision is left to the router that took it. */
    private static final Duration OWN = Duration.ofSeconds(10);

    private final ShardGateway shards;
    private final FundingEngine funding;
    private final SettlementEngine settlements;
    private final PayoutEngine payouts;
    private final SourcePostings postings;
    private final InstantSource clock;

    /** @param payouts by which what stands aside goes back to where it came from */
    public CaseEngine(
            ShardGateway shards,
            FundingEngine funding,
            SettlementEngine settlements,
            PayoutEngine payouts,
            InstantSource clock) {
        this.shards = shards;
        this.funding = funding;
        this.settlements = settlements;
        this.payouts = payouts;
        this.postings = new SourcePostings(shards, clock);
        this.clock = clock;
    }

    /** The case of that id; empty when there is none. */
    public Mono<MoneyCase> find(UUID id) {
        return on(id, shard -> shard.cases().find(id));
    }

    private Mono<MoneyCase> get(UUID id) {
        return find(id).switchIfEmpty(refused(Refusal.CASE_NOT_FOUND, null));
    }

    /** A page of cases, newest first; as {@link io.groat.casework.CaseStore#page}. */
    public Mono<List<MoneyCase>> page(CaseFilter filter, @Nullable UUID before, int limit) {
        if (filter.itemId() != null) {
            return on(filter.itemId(), shard -> shard.cases().page(filter, before, limit));
        }
        return shards.onAll(shard -> shard.cases().page(filter, before, limit))
                .flatMapIterable(found -> found)
                .sort(Comparator.comparing(MoneyCase::id, TransferReader.ID_ORDER)
                        .reversed())
                .take(limit)
                .collectList();
    }

    /** Gives a case to somebody for a while, or for longer; to another only once that is over. */
    public Mono<MoneyCase> claim(UUID id, String who) {
        return change(id, (found, now) -> {
            if (found.status() != CaseStatus.OPEN) {
                return refused(Refusal.CASE_CLOSED, null);
            }
            return found.isClaimed(now) && !found.isClaimedBy(who, now)
                    ? claimed(found)
                    : Mono.just(found.claimed(who, now));
        });
    }

    /** Lets go of a case that one has claimed. */
    public Mono<MoneyCase> release(UUID id, String who) {
        return change(id, (found, now) -> {
            if (found.isClaimedBy(who, now)) {
                return Mono.just(found.released());
            }
            return found.isClaimed(now) ? claimed(found) : refused(Refusal.CASE_NOT_CLAIMED, null);
        });
    }

    /**
     * Decides on a case that one has claimed, and carries it out. The same decision of the same person again changes nothing.
     * Gives the case as it stands then: open, with its trouble, where the ledger refused.
     */
    public Mono<MoneyCase> decide(UUID id, String who, CaseAction action, String note) {
        return Detached.work(change(id, (found, now) -> {
                    CaseDecision before = found.decision();
                    if (found.status() != CaseStatus.OPEN) {
                        return before != null && who.equals(before.by()) && action == before.action()
                                ? Mono.just(found)
                                : refused(Refusal.CASE_CLOSED, null);
                    }
                    if (!found.isClaimedBy(who, now)) {
                        return found.isClaimed(now) ? claimed(found) : refused(Refusal.CASE_NOT_CLAIMED, null);
                    }
                    if (!found.actions().contains(action)) {
                        return refused(Refusal.CASE_ACTION_NOT_POSSIBLE, "Possible are " + found.actions());
                    }
                    MoneyCase decided = found.decided(new CaseDecision(action, note, who, now), now.plus(OWN));
                    return unlessKnown(found, action, decided);
                })
                .flatMap(decided -> decided.status() == CaseStatus.DECIDED ? carryOut(decided) : Mono.just(decided)));
    }

    /**
     * What is known by now of a row of which nothing was is settled with that, and not by decision. This is asked before the
     * decision is written down: a row that comes again later finds the one or the other.
     */
    private Mono<MoneyCase> unlessKnown(MoneyCase found, CaseAction action, MoneyCase decided) {
        return found.kind() != CaseKind.MISSING_HERE || action == CaseAction.CLOSE
                ? Mono.just(decided)
                : isKnown(found)
                        .flatMap(known -> known
                                ? refused(Refusal.CASE_ACTION_NOT_POSSIBLE, "It is known by now, and settled with that")
                                : Mono.just(decided));
    }

    /** Changes a case as it is found, anew where another was quicker. What does not change is not written. */
    private Mono<MoneyCase> change(UUID id, BiFunction<MoneyCase, Instant, Mono<MoneyCase>> step) {
        return get(id).flatMap(found -> step.apply(found, now())
                .flatMap(next -> next.version() == found.version()
                        ? Mono.just(found)
                        : on(id, shard -> shard.cases().change(found, next))
                                .flatMap(written -> written ? Mono.just(next) : change(id, step))));
    }

    /** Does what was decided; gives the case as it stands then. */
    private Mono<MoneyCase> carryOut(MoneyCase decided) {
        CaseDecision decision = decided.decision();
        CaseAction action = decision == null ? null : decision.action();
        if (action == null) {
            return settleRow(decided);
        }
        return switch (action) {
            case CREDIT_WALLET -> credit(decided);
            case REFUND_TO_SOURCE -> refund(decided);
            case BOOK_TO_SUSPENSE, BOOK_AS_FEE, WRITE_OFF ->
                decided.itemSubject() == null
                        ? move(decided, Decision.legs(decided, action))
                        : settle(decided, Decision.legs(decided, action));
            case CLOSE -> closed(decided, null);
        };
    }

    private Mono<MoneyCase> credit(MoneyCase decided) {
        UUID wallet = decided.wallet();
        if (wallet == null) {
            return troubled(decided, Refusal.ACCOUNT_NOT_FOUND.name());
        }
        return funding.deposit(new FundingRequest(
                        SettlementKeys.deciding(decided.id(), decided.attempt(), "credit"),
                        new AccountRef.ById(wallet),
                        new FundingSource(FundingSource.SUSPENSE, decided.currency()),
                        decided.amountMinor(),
                        new TransferNote(decided.subject(), null, null)))
                .flatMap(answer -> {
                    if (answer instanceof InitiateAnswer.TurnedDown turned) {
                        return troubled(decided, turned.refused().refusal().name());
                    }
                    Transfer made = ((InitiateAnswer.Decided) answer).transfer();
                    Refusal reason = made.reason();
                    return made.status() == TransferStatus.COMPLETED
                            ? closed(decided, made.id())
                            : troubled(decided, reason == null ? "FAILED" : reason.name());
                });
    }

    /** By its gateway, which may take its time, and may refuse in the end: the case is open again then. */
    private Mono<MoneyCase> refund(MoneyCase decided) {
        UUID order = decided.itemId();
        if (order == null) {
            return troubled(decided, Refusal.ORDER_NOT_FOUND.name());
        }
        return on(
                        order,
                        shard -> shard.orders()
                                .find(order)
                                .zipWith(shard.orders().payments(order)))
                .flatMap(found -> found.getT2().stream()
                        .filter(payment -> payment.gateway().equals(decided.gateway())
                                && payment.paymentId().equals(decided.subject()))
                        .findFirst()
                        .map(payment -> payouts.refund(
                                found.getT1(),
                                payment,
                                SettlementKeys.deciding(decided.id(), decided.attempt(), "refund"),
                                null,
                                null))
                        .orElseGet(() -> refused(Refusal.ORDER_NOT_PAID, null)))
                .flatMap(taken -> refunded(decided, taken.payout()))
                .onErrorResume(
                        RefusedException.class,
                        refused -> refused.refused().refusal().isRetryable()
                                ? Mono.error(refused)
                                : troubled(decided, refused.refused().refusal().name()));
    }

    private Mono<MoneyCase> refunded(MoneyCase decided, Payout refund) {
        return switch (refund.status()) {
            case SETTLED -> closed(decided, refund.movementId());
            case FAILED, RETURNED -> troubled(decided, refund.reason() == null ? "FAILED" : refund.reason());
            case CREATED, UNDER_REVIEW, RESERVED, SENDING, SENT -> changed(decided, decided.waiting(now().plus(OWN)));
        };
    }

    private Mono<MoneyCase> move(MoneyCase decided, List<Leg> legs) {
        return postings.move(
                        decided.id(),
                        legs,
                        leg -> SettlementKeys.deciding(decided.id(), decided.attempt(), leg),
                        decided.subject())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(made -> closed(decided, made.orElse(null)));
    }

    /** What the gateway has not settled as it should is settled by decision, unless it has been meanwhile. */
    private Mono<MoneyCase> settle(MoneyCase decided, List<Leg> legs) {
        UUID itemId = decided.itemId();
        String subject = decided.itemSubject();
        if (itemId == null || subject == null) {
            throw new IllegalStateException("case " + decided.id() + " is about nothing that can be settled");
        }
        SettledItem mine = new SettledItem(
                decided.gateway(),
                subject,
                decided.id(),
                0,
                decided.row() == null ? "" : decided.subject(),
                decided.occurredAt(),
                now(),
                null);
        Settleable item = item(decided, itemId, subject);
        return on(itemId, shard -> shard.settled().claim(mine)).flatMap(stands -> {
            if (stands.isBy(mine)) {
                return settlements
                        .book(stands, item, legs)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .flatMap(made -> closed(decided, made.orElse(null)));
            }
            return decided.kind() == CaseKind.MISSING_THERE
                    ? changed(decided, decided.settledItself("The gateway has settled it meanwhile", now()))
                    : troubled(decided, "SETTLED_BEFORE");
        });
    }

    private static Settleable item(MoneyCase about, UUID id, String subject) {
        int end = subject.indexOf('/');
        return new Settleable(
                about.gateway(),
                subject.substring(end + 1),
                Settleable.Kind.valueOf(subject.substring(0, end)),
                subject,
                id,
                about.amountMinor(),
                about.currency(),
                about.occurredAt());
    }

    /** What nothing was known of is known by now. */
    private Mono<MoneyCase> settleRow(MoneyCase decided) {
        if (decided.row() == null) {
            return closed(decided, null);
        }
        return settlements
                .again(
                        decided.gateway(),
                        decided.row().settlementId(),
                        decided.row().line())
                .then(Mono.defer(() -> closed(decided, null)));
    }

    private Mono<MoneyCase> closed(MoneyCase decided, @Nullable UUID movement) {
        return changed(decided, decided.closed(movement, now()));
    }

    private Mono<MoneyCase> troubled(MoneyCase decided, String why) {
        return changed(decided, decided.troubled(why));
    }

    /** As it stands after a change; where another was quicker, as that one left it. */
    private Mono<MoneyCase> changed(MoneyCase known, MoneyCase next) {
        return on(known.id(), shard -> shard.cases().change(known, next))
                .flatMap(written -> written ? Mono.just(next) : get(known.id()));
    }

    /** Opens cases of one shard, carries out what was decided and looks again for what was not known; gives how many. */
    public Mono<Long> round(int shard) {
        return open(shard).concatWith(due(shard)).reduce(0L, Long::sum);
    }

    private Mono<Long> open(int shard) {
        return shards.on(ShardKey.ofShard(shard), one -> one.cases().suspended(PAGE))
                .flatMapIterable(payments -> payments)
                .concatMap(this::openSuspense)
                .count();
    }

    private Mono<MoneyCase> openSuspense(GatewayPayment payment) {
        return on(
                payment.orderId(),
                shard -> shard.orders()
                        .find(payment.orderId())
                        .flatMap(order -> shard.cases().open(MoneyCase.ofSuspense(order, payment, now()))));
    }

    private Mono<Long> due(int shard) {
        return shards.on(ShardKey.ofShard(shard), one -> one.cases().due(now(), PAGE))
                .flatMapIterable(due -> due)
                .concatMap(one -> work(one)
                        .doOnError(failure -> LOG.debug("Case {} is worked on later: {}", one.id(), failure.toString()))
                        .onErrorComplete())
                .count();
    }

    private Mono<MoneyCase> work(MoneyCase due) {
        if (due.status() == CaseStatus.DECIDED) {
            return Detached.work(carryOut(due));
        }
        return Detached.work(isKnown(due)
                .flatMap(known -> known
                        ? change(due, due.decided(found(), now())).flatMap(this::carryOut)
                        : change(due, due.lookedAt(now()))));
    }

    /** Empty where another was quicker. */
    private Mono<MoneyCase> change(MoneyCase known, MoneyCase next) {
        return on(known.id(), shard -> shard.cases().change(known, next))
                .filter(written -> written)
                .map(written -> next);
    }

    private Mono<Boolean> isKnown(MoneyCase open) {
        return open.row() == null
                ? Mono.just(false)
                : settlements.isKnown(
                        open.gateway(), open.row().settlementId(), open.row().line());
    }

    private CaseDecision found() {
        return new CaseDecision(null, "It is known by now", "system:settlement", now());
    }

    private static <T> Mono<T> claimed(MoneyCase found) {
        return refused(Refusal.CASE_CLAIMED, found.claimedBy() + " has it until " + found.claimedUntil());
    }

    private static <T> Mono<T> refused(Refusal why, @Nullable String detail) {
        return Mono.error(
                () -> new RefusedException(detail == null ? Refused.of(why, "id") : Refused.of(why, "id", detail)));
    }

    private <T> Mono<T> on(UUID id, Function<Shard, Mono<T>> work) {
        return shards.on(ShardKey.ofId(id), work);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
