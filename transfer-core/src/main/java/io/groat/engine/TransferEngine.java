package io.groat.engine;

import io.groat.account.AccountDirectory;
import io.groat.account.AccountDirectory.Lookup;
import io.groat.account.AccountIdentity;
import io.groat.account.AccountRef;
import io.groat.db.Detached;
import io.groat.money.CurrencyCode;
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
    private final AccountDirectory directory;
    private final RiskGate gate;
    private final EngineSettings settings;
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
        this.directory = directory;
        this.gate = gate;
        this.settings = settings;
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
        return Detached.work(payer(request)
                .flatMap(payer -> payer instanceof Lookup.Found found
                        ? withPayer(request, found.account())
                        : turnedDown(((Lookup.Absent) payer).refusal(), "payer")));
    }

    private Mono<Lookup> payer(TransferRequest request) {
        return directory
                .peek(request.payer(), request.currency())
                .map(Mono::just)
                .orElseGet(() -> ask(request.payer(), request.currency()));
    }

    private Mono<Lookup> ask(AccountRef ref, CurrencyCode currency) {
        return gateway.on(ref, shard -> directory.find(ref, currency, shard.accounts()));
    }

    private Mono<InitiateAnswer> withPayer(TransferRequest request, AccountIdentity payer) {
        return payee(request).flatMap(payee -> {
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
                request.note());
    }

    private Mono<InitiateAnswer> submit(Initiate first) {
        return gateway.submit(first).flatMap(decisions::driven);
    }

    /** What is known of a payee before the first leg. */
    private sealed interface Payee {
        record Found(AccountIdentity account) implements Payee {}

        record Absent(Refusal refusal) implements Payee {}

        /** Its shard could not be asked in time; the second leg will. */
        record NotAsked() implements Payee {}
    }

    private Mono<Payee> payee(TransferRequest request) {
        return directory
                .peek(request.payee(), request.currency())
                .map(Mono::just)
                .orElseGet(() -> askForPayee(request))
                .<Payee>map(lookup -> lookup instanceof Lookup.Found found
                        ? new Payee.Found(found.account())
                        : new Payee.Absent(((Lookup.Absent) lookup).refusal()))
                .defaultIfEmpty(new Payee.NotAsked());
    }

    /** Another shard is asked briefly or, when it is away, not at all; the payer's own has to answer anyway. */
    private Mono<Lookup> askForPayee(TransferRequest request) {
        Mono<Lookup> asked = ask(request.payee(), request.currency());
        if (gateway.shardOf(request.payee()) == gateway.shardOf(request.payer())) {
            return asked;
        }
        return gateway.reachable(request.payee())
                ? asked.timeout(settings.payeeLookupLimit()).onErrorComplete()
                : Mono.empty();
    }

    private static Mono<InitiateAnswer> turnedDown(Refusal refusal, String field) {
        return Mono.just(new InitiateAnswer.TurnedDown(Refused.of(refusal, field)));
    }
}
