package io.groat.engine;

import io.groat.account.AccountDirectory;
import io.groat.account.AccountDirectory.Lookup;
import io.groat.account.AccountIdentity;
import io.groat.db.Detached;
import io.groat.engine.Parties.Payee;
import io.groat.posting.Initiate;
import io.groat.posting.InitiateAnswer;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.shard.SlottedId;
import io.groat.transfer.TransferOrder;
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
