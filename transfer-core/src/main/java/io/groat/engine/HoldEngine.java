package io.groat.engine;

import io.groat.account.AccountDirectory;
import io.groat.account.AccountDirectory.Lookup;
import io.groat.account.AccountIdentity;
import io.groat.db.Detached;
import io.groat.engine.Parties.Payee;
import io.groat.hold.Hold;
import io.groat.hold.HoldStatus;
import io.groat.posting.Authorize;
import io.groat.posting.Capture;
import io.groat.posting.ChangeHold;
import io.groat.posting.HoldAnswer;
import io.groat.posting.InitiateAnswer;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.shard.ShardKey;
import io.groat.shard.SlottedId;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferOrder;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reserves money for payees, takes it for them, lets it go. Fails with a RefusedException when the payer's shard can't be
 * asked: whether anything was done is then unknown, and the same request tells. What was begun goes on whether or not the
 * caller stays.
 */
public final class HoldEngine {

    private final ShardGateway gateway;
    private final Parties parties;
    private final RiskGate gate;
    private final Decisions decisions;
    private final TransferReader reader;
    private final InstantSource clock;

    /** @param gateway the way to the shards, with whatever guards stand before them */
    public HoldEngine(
            ShardGateway gateway,
            AccountDirectory directory,
            RiskGate gate,
            EngineSettings settings,
            InstantSource clock) {
        this.gateway = gateway;
        this.parties = new Parties(gateway, directory, settings);
        this.gate = gate;
        this.decisions = new Decisions(gateway, settings);
        this.reader = new TransferReader(gateway);
        this.clock = clock;
    }

    /** Reserves, once for each payer and key. */
    public Mono<HoldAnswer> authorize(HoldRequest request) {
        TransferRequest payment = request.payment();
        return Detached.work(parties.payer(payment.payer(), payment.currency())
                .flatMap(payer -> payer instanceof Lookup.Found found
                        ? withPayer(request, found.account())
                        : Mono.just(HoldAnswer.turnedDown(((Lookup.Absent) payer).refusal(), "payer"))));
    }

    private Mono<HoldAnswer> withPayer(HoldRequest request, AccountIdentity payer) {
        TransferRequest payment = request.payment();
        return parties.payee(payment.payer(), payment.payee(), payment.currency())
                .flatMap(payee -> payee instanceof Payee.Absent absent
                        ? submit(request, order(payment, payer, null), absent.refusal())
                        : submit(
                                request,
                                order(payment, payer, payee instanceof Payee.Found found ? found.account() : null),
                                null));
    }

    private Mono<HoldAnswer> submit(HoldRequest request, TransferOrder order, @Nullable Refusal unmet) {
        return gate.verdict(request.payment(), order.payer())
                .flatMap(verdict ->
                        gateway.submit(new Authorize(order, verdict, request.expiresAt(), request.lasts(), unmet)));
    }

    private TransferOrder order(TransferRequest payment, AccountIdentity payer, @Nullable AccountIdentity payee) {
        return new TransferOrder(
                        SlottedId.create(SlottedId.Kind.HOLD, SlottedId.slotOf(payer.id()), clock.instant()),
                        payment.idempotencyKey(),
                        payment.payer(),
                        payer,
                        payment.payee(),
                        payee,
                        gateway.shardOf(payment.payer()),
                        gateway.shardOf(payment.payee()),
                        payment.amountMinor(),
                        payment.currency(),
                        payment.note())
                .ofType(payment.type());
    }

    /**
     * Takes what is reserved, once for each hold and key. The answer is the capture as it ended, or PENDING when its payee's
     * shard did not decide in time; it then goes on by itself.
     */
    public Mono<InitiateAnswer> capture(Hold hold, CaptureRequest request) {
        Capture command = new Capture(
                SlottedId.create(SlottedId.Kind.TRANSFER, SlottedId.slotOf(hold.id()), clock.instant()),
                request.idempotencyKey(),
                hold,
                request.amountMinor(),
                request.last(),
                request.note());
        return Detached.work(gateway.submit(command).flatMap(decisions::driven));
    }

    public Mono<HoldAnswer> change(Hold hold, ChangeHold.Change change) {
        return Detached.work(gateway.submit(new ChangeHold(hold, change)));
    }

    /**
     * Ends a hold's review. The first decision counts.
     *
     * @return the hold as it then stands; empty when there is none of that id
     */
    public Mono<Hold> decide(UUID holdId, boolean approved) {
        ChangeHold.Change change = approved ? ChangeHold.Change.Plain.APPROVE : ChangeHold.Change.Plain.DECLINE;
        return find(holdId)
                .flatMap(found -> found.status() == HoldStatus.UNDER_REVIEW
                        ? change(found, change).map(HoldEngine::stands)
                        : Mono.just(found));
    }

    private static Hold stands(HoldAnswer answer) {
        if (answer instanceof HoldAnswer.Stands stands) {
            return stands.hold();
        }
        Refused refused = ((HoldAnswer.TurnedDown) answer).refused();
        throw new IllegalStateException("a decision was turned down: " + refused);
    }

    /** The hold of that id; empty when there is none. */
    public Mono<Hold> find(UUID id) {
        return gateway.on(ShardKey.ofId(id), shard -> shard.holds().find(id));
    }

    /** A hold's captures, oldest first, each PENDING one as its payee's shard has decided it, if that can be asked. */
    public Mono<List<Transfer>> captures(Hold hold) {
        return gateway.on(ShardKey.ofId(hold.id()), shard -> shard.holds().captures(hold))
                .flatMap(reader::decided);
    }

    /**
     * A page, newest first, from every shard: a hold stands with its payer.
     *
     * @param userId only those that this user pays or gets; null for all
     * @param before only those with a lower id: where the page before ended
     */
    public Mono<List<Hold>> page(
            @Nullable String userId, @Nullable HoldStatus status, @Nullable UUID before, int limit) {
        Flux<List<Hold>> pages = gateway.onAll(shard -> shard.holds().page(userId, status, before, limit));
        return pages.flatMapIterable(Function.identity())
                .sort(Comparator.comparing(Hold::id, TransferReader.ID_ORDER).reversed())
                .take(limit)
                .collectList();
    }
}
