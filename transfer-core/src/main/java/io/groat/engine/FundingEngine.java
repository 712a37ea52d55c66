package io.groat.engine;

import io.groat.account.AccountDirectory;
import io.groat.account.AccountDirectory.Lookup;
import io.groat.account.AccountIdentity;
import io.groat.account.AccountRef;
import io.groat.account.FundingSource;
import io.groat.db.Detached;
import io.groat.posting.CancelHeld;
import io.groat.posting.Command;
import io.groat.posting.Initiate;
import io.groat.posting.InitiateAnswer;
import io.groat.posting.Refund;
import io.groat.posting.ReleaseHeld;
import io.groat.posting.UndoRefund;
import io.groat.posting.Verdict;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.rule.TransactionType;
import io.groat.shard.ShardKey;
import io.groat.shard.SlottedId;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import io.groat.transfer.TransferStatus;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Brings money in and out. Each shard has an account of every source, so that it is a movement within the shard of the
 * user's account: it ends with its first leg, COMPLETED or FAILED, and is never under way.
 *
 * <p>Fails with a RefusedException when that shard can't be asked: whether the movement was made is then unknown, and the
 * same request tells. What was begun goes on whether or not the caller stays.
 */
public final class FundingEngine {

    /** In no user's id, so that keys of two payees never meet. */
    private static final char KEY_SEPARATOR = '/';

    private final ShardGateway gateway;
    private final AccountDirectory directory;
    private final InstantSource clock;

    /** @param gateway the way to the shards, with whatever guards stand before them */
    public FundingEngine(ShardGateway gateway, AccountDirectory directory, InstantSource clock) {
        this.gateway = gateway;
        this.directory = directory;
        this.clock = clock;
    }

    /** Brings money in, once for each payee and key. A frozen account takes it, a closed one does not. */
    public Mono<InitiateAnswer> deposit(FundingRequest request) {
        return move(
                request,
                "payee",
                payee -> order(
                        // The row's payer is the source, for all payees alike: the key says whose it is.
                        payee.userId() + KEY_SEPARATOR + request.idempotencyKey(),
                        request.source().ref(),
                        request.source().identity(),
                        request.account(),
                        payee,
                        request,
                        TransferKind.DEPOSIT));
    }

    /** Takes money out, once for each payer and key, where the account has as much available. */
    public Mono<InitiateAnswer> withdraw(FundingRequest request) {
        return move(
                request,
                "payer",
                payer -> order(
                        request.idempotencyKey(),
                        request.account(),
                        payer,
                        request.source().ref(),
                        request.source().identity(),
                        request,
                        TransferKind.WITHDRAWAL));
    }

    /**
     * Reserves money that is to go out, once for each payer and key: a withdrawal that is HELD until its gateway says that it
     * has arrived, and is ended by {@link #release} or {@link #cancel}. FAILED where the account's rules speak against it.
     *
     * @param request whose account is named by its id
     * @param verdict DECLINE turns it down; else it is held
     */
    public Mono<InitiateAnswer> reserve(FundingRequest request, AccountIdentity payer, Verdict verdict) {
        TransferOrder order = order(
                request.idempotencyKey(),
                request.account(),
                payer,
                request.source().ref(),
                request.source().identity(),
                request,
                TransferKind.WITHDRAWAL);
        return Detached.work(gateway.submit(new Initiate(order, verdict == Verdict.DECLINE ? verdict : Verdict.HOLD)));
    }

    /** Takes what was reserved; gives the movement as it then stands. One that has ended stays as it is. */
    public Mono<Transfer> release(UUID movementId) {
        return held(movementId, ReleaseHeld::new);
    }

    /** Lets go what was reserved; gives the movement as it then stands. One that has ended stays as it is. */
    public Mono<Transfer> cancel(UUID movementId, Refusal reason) {
        return held(movementId, movement -> new CancelHeld(movement, reason));
    }

    private Mono<Transfer> held(UUID movementId, Function<Transfer, Command<Transfer>> command) {
        return Detached.work(find(movementId)
                .flatMap(found -> found.status() == TransferStatus.HELD
                        ? gateway.submit(command.apply(found))
                        : Mono.just(found)));
    }

    private Mono<Transfer> find(UUID movementId) {
        return gateway.on(ShardKey.ofId(movementId), shard -> shard.transfers().find(movementId))
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("there is no movement " + movementId)));
    }

    /**
     * Takes back what went out or came in, or a part of it, once for each key: a movement of its own the other way round,
     * within the shard. What is left of it is counted there, so that no more comes back than went.
     *
     * @param key of whom it is taken from: the source's for a withdrawal
     * @param amountMinor null for all that is left
     * @param kind REFUND or REVERSAL, which takes from a frozen account, too
     */
    public Mono<InitiateAnswer> takeBack(
            UUID movementId, String key, @Nullable Long amountMinor, TransferKind kind, TransferNote note) {
        return Detached.work(find(movementId)
                .flatMap(found -> gateway.submit(new Refund(
                        SlottedId.create(SlottedId.Kind.TRANSFER, SlottedId.slotOf(found.id()), clock.instant()),
                        key,
                        found,
                        amountMinor,
                        kind,
                        note))));
    }

    /** Undoes what {@link #takeBack} did, once: the money is where it was, and can be taken back again. */
    public Mono<InitiateAnswer> undo(UUID takenBackId, TransferNote note) {
        return Detached.work(find(takenBackId)
                .flatMap(found -> gateway.submit(new UndoRefund(
                        SlottedId.create(SlottedId.Kind.TRANSFER, SlottedId.slotOf(found.id()), clock.instant()),
                        found,
                        note))));
    }

    /**
     * Puts money from outside aside, which is not as it was ordered, once for each source and key: on the shard of the
     * account that it was ordered for.
     *
     * @param request whose account says on which shard
     */
    public Mono<InitiateAnswer> suspend(FundingRequest request, UUID about) {
        return aside(request, request.source(), suspense(request), about);
    }

    /** Gives a source what it wants back of what stands aside, or of what nobody has; else as {@link #suspend}. */
    public Mono<InitiateAnswer> unsuspend(FundingRequest request, UUID about) {
        return aside(request, suspense(request), request.source(), about);
    }

    private static FundingSource suspense(FundingRequest request) {
        return new FundingSource(FundingSource.SUSPENSE, request.source().currency());
    }

    private Mono<InitiateAnswer> aside(FundingRequest request, FundingSource from, FundingSource to, UUID about) {
        int shard = gateway.shardOf(request.account());
        return Detached.work(gateway.submit(new Initiate(new TransferOrder(
                SlottedId.create(SlottedId.Kind.TRANSFER, SlottedId.slotOf(about), clock.instant()),
                request.idempotencyKey(),
                from.ref(),
                from.identity(),
                to.ref(),
                to.identity(),
                shard,
                shard,
                request.amountMinor(),
                request.source().currency(),
                request.note(),
                TransferKind.SUSPENSE,
                about,
                TransactionType.DEPOSIT))));
    }

    private Mono<InitiateAnswer> move(
            FundingRequest request, String field, Function<AccountIdentity, TransferOrder> order) {
        return Detached.work(gateway.on(
                        request.account(),
                        shard -> directory.find(
                                request.account(), request.source().currency(), shard.accounts()))
                .flatMap(lookup -> lookup instanceof Lookup.Found found
                        ? gateway.submit(new Initiate(order.apply(found.account())))
                        : Mono.just(
                                new InitiateAnswer.TurnedDown(Refused.of(((Lookup.Absent) lookup).refusal(), field)))));
    }

    private TransferOrder order(
            String key,
            AccountRef payerRef,
            AccountIdentity payer,
            AccountRef payeeRef,
            AccountIdentity payee,
            FundingRequest request,
            TransferKind kind) {
        int shard = gateway.shardOf(request.account());
        AccountIdentity user = kind.equals(TransferKind.DEPOSIT) ? payee : payer;
        return new TransferOrder(
                SlottedId.create(SlottedId.Kind.TRANSFER, SlottedId.slotOf(user.id()), clock.instant()),
                key,
                payerRef,
                payer,
                payeeRef,
                payee,
                shard,
                shard,
                request.amountMinor(),
                request.source().currency(),
                request.note(),
                kind,
                null,
                kind.equals(TransferKind.DEPOSIT) ? TransactionType.DEPOSIT : TransactionType.WITHDRAWAL);
    }
}
