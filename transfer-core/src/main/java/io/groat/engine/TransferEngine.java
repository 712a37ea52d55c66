package io.groat.engine;

import io.groat.account.AccountDirectory;
import io.groat.account.AccountDirectory.Lookup;
import io.groat.account.AccountIdentity;
import io.groat.db.Detached;
import io.groat.engine.Parties.Payee;
import io.groat.posting.Initiate;
import io.groat.posting.InitiateAnswer;
import io.groat.posting.Preview;
import io.groat.posting.PreviewAnswer;
import io.groat.posting.PreviewCredit;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.shard.SlottedId;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferOrder;
import io.groat.transfer.TransferStatus;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Moves money: finds payer and payee, takes the first leg, and drives the transfer to its end. */
public final class TransferEngine {

    private final ShardGateway gateway;
    private final Decisions decisions;
    private final Parties parties;
    private final RiskGate gate;
    private final InstantSource clock;

    /** @param gateway the way to the shards, with whatever guards stand before them */
    public TransferEngine(
            ShardGateway gateway,
            AccountDirectory directory,
            RiskGate gate,
            EngineSettings settings,
            InstantSource clock) {
        this.gateway = gateway;
        this.decisions = new Decisions(gateway, settings);
        this.parties = new Parties(gateway, directory, settings);
        this.gate = gate;
        this.clock = clock;
    }

    /**
     * Moves money, once for each payer and key. The answer is the transfer as it ended, or PENDING when its
     * payee's shard did not decide in time; it then goes on by itself. Or it is HELD, until somebody decides. Fails with a RefusedException when the
     * payer's shard can't be asked: whether the transfer was made is then unknown, and the same request tells.
     *
     * <p>What was begun goes on whether or not the caller stays.
     */
    public Mono<InitiateAnswer> transfer(TransferRequest request) {
        return Detached.work(parties.payer(request.payer(), request.currency())
                .flatMap(payer -> payer instanceof Lookup.Found found
                        ? withPayer(request, found.account())
                        : turnedDown(((Lookup.Absent) payer).refusal(), "payer")));
    }

    private Mono<InitiateAnswer> withPayer(TransferRequest request, AccountIdentity payer) {
        return parties.payee(request.payer(), request.payee(), request.currency())
                .flatMap(payee -> {
                    if (payee instanceof Payee.Absent absent) {
                        return submit(Initiate.unmet(order(request, payer, null), absent.refusal()));
                    }
                    return initiate(request, payer, payee instanceof Payee.Found found ? found.account() : null);
                });
    }

    private Mono<InitiateAnswer> initiate(
            TransferRequest request, AccountIdentity payer, @Nullable AccountIdentity payee) {
        if (payee != null && payee.id().equals(payer.id())) {
            return turnedDown(Refusal.SAME_ACCOUNT, "payee");
        }
        TransferOrder order = order(request, payer, payee);
        return gate.verdict(request, payer).flatMap(verdict -> submit(new Initiate(order, verdict)));
    }

    /**
     * What the payment would come to, if it were made now: by the same rules, under the same locks. Nothing is done, and
     * nothing is kept under the key.
     */
    public Mono<PreviewAnswer> preview(TransferRequest request) {
        return parties.payer(request.payer(), request.currency())
                .flatMap(payer -> payer instanceof Lookup.Found found
                        ? previewed(request, found.account())
                        : Mono.just(
                                new PreviewAnswer.TurnedDown(Refused.of(((Lookup.Absent) payer).refusal(), "payer"))));
    }

    private Mono<PreviewAnswer> previewed(TransferRequest request, AccountIdentity payer) {
        return parties.payee(request.payer(), request.payee(), request.currency())
                .flatMap(payee -> {
                    TransferOrder order =
                            order(request, payer, payee instanceof Payee.Found found ? found.account() : null);
                    Refusal unmet = payee instanceof Payee.Absent absent ? absent.refusal() : null;
                    return gateway.submit(new Preview(order, unmet)).flatMap(answer -> withPayee(order, answer));
                });
    }

    /** Another shard than the payer's has its say, where it can be asked. */
    private Mono<PreviewAnswer> withPayee(TransferOrder order, PreviewAnswer answer) {
        if (!order.crossShard() || !(answer instanceof PreviewAnswer.Priced priced) || priced.reason() != null) {
            return Mono.just(answer);
        }
        Transfer sent = Transfer.begin(order, priced.terms(), TransferStatus.PENDING, null, clock.instant());
        return gateway.submit(new PreviewCredit(sent))
                .<PreviewAnswer>map(outcome -> outcome.reason() == null ? priced : priced.refusedFor(outcome.reason()))
                .onErrorReturn(RefusedException.class, priced);
    }

    private TransferOrder order(TransferRequest request, AccountIdentity payer, @Nullable AccountIdentity payee) {
        return new TransferOrder(
                        SlottedId.create(SlottedId.Kind.TRANSFER, SlottedId.slotOf(payer.id()), clock.instant()),
                        request.idempotencyKey(),
                        request.payer(),
                        payer,
                        request.payee(),
                        payee,
                        gateway.shardOf(request.payer()),
                        gateway.shardOf(request.payee()),
                        request.amountMinor(),
                        request.currency(),
                        request.note())
                .ofType(request.type());
    }

    private Mono<InitiateAnswer> submit(Initiate first) {
        return gateway.submit(first).flatMap(decisions::driven);
    }

    private static Mono<InitiateAnswer> turnedDown(Refusal refusal, String field) {
        return Mono.just(new InitiateAnswer.TurnedDown(Refused.of(refusal, field)));
    }
}
