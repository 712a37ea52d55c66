package io.groat.engine;

import io.groat.db.Detached;
import io.groat.posting.InitiateAnswer;
import io.groat.posting.Refund;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.shard.ShardKey;
import io.groat.shard.SlottedId;
import io.groat.transfer.CreditOutcome;
import io.groat.transfer.RefundTotal;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Gives back what movements brought. Fails with a RefusedException when the shard of the movement's payee can't be asked:
 * whether the refund was made is then unknown, and the same request tells. What was begun goes on whether or not the
 * caller stays.
 */
public final class RefundEngine {

    private final ShardGateway gateway;
    private final TransferReader reader;
    private final Decisions decisions;
    private final InstantSource clock;

    /** @param gateway the way to the shards, with whatever guards stand before them */
    public RefundEngine(ShardGateway gateway, TransferReader reader, EngineSettings settings, InstantSource clock) {
        this.gateway = gateway;
        this.reader = reader;
        this.decisions = new Decisions(gateway, settings);
        this.clock = clock;
    }

    /**
     * The movement of that id; empty when there is none. Where its payer's shard can't be asked the payee's, whichever that
     * is, has it too, once it has arrived there. One that is PENDING is so for sure: fails where its payee's shard, which
     * may have decided it, can't be asked.
     */
    public Mono<Transfer> original(UUID id) {
        return reader.find(id)
                .onErrorResume(RefusedException.class, away -> arrived(id, away))
                .flatMap(this::surely);
    }

    private Mono<Transfer> surely(Transfer found) {
        if (found.status() != TransferStatus.PENDING) {
            return Mono.just(found);
        }
        return gateway.on(
                        ShardKey.ofShard(found.payeeShard()),
                        shard -> shard.transfers().outcomes(List.of(found.id())))
                .map(outcomes -> outcomes.stream()
                        .filter(CreditOutcome::credited)
                        .findFirst()
                        .map(found::decided)
                        .orElse(found));
    }

    private Mono<Transfer> arrived(UUID id, RefusedException away) {
        int payerShard = gateway.shardOf(ShardKey.ofId(id));
        return Flux.range(0, gateway.shardCount())
                .filter(shard -> shard != payerShard)
                .flatMap(shard -> gateway.on(
                                ShardKey.ofShard(shard),
                                asked -> asked.transfers().arrived(id))
                        .onErrorComplete())
                .next()
                .switchIfEmpty(Mono.error(away));
    }

    /**
     * Gives back, once for each payee and key. The answer is the refund as it ended, or PENDING when the shard that it goes
     * back to did not decide in time; it then goes on by itself.
     */
    public Mono<InitiateAnswer> refund(Transfer original, RefundRequest request) {
        Refusal refusal = refusal(original);
        if (refusal != null) {
            return Mono.just(new InitiateAnswer.TurnedDown(Refused.of(refusal, "id")));
        }
        UUID payee = Objects.requireNonNull(original.payeeAccount());
        Refund command = new Refund(
                SlottedId.create(SlottedId.Kind.TRANSFER, SlottedId.slotOf(payee), clock.instant()),
                request.idempotencyKey(),
                original,
                request.amountMinor(),
                request.kind(),
                request.note());
        return Detached.work(gateway.submit(command).flatMap(decisions::driven));
    }

    /** Whether something of it can be given back, or was. */
    public static boolean isRefundable(Transfer original) {
        return refusal(original) == null;
    }

    private static @Nullable Refusal refusal(Transfer original) {
        if (original.kind().givesBack()) {
            return Refusal.REFUND_OF_REFUND;
        }
        if (original.kind().equals(TransferKind.DEPOSIT)) {
            return Refusal.REFUND_OF_DEPOSIT;
        }
        if (original.kind().equals(TransferKind.WITHDRAWAL)) {
            return Refusal.REFUND_OF_WITHDRAWAL;
        }
        if (original.kind().equals(TransferKind.COMMISSION)) {
            return Refusal.REFUND_OF_COMMISSION;
        }
        if (original.kind().equals(TransferKind.SETTLEMENT) || original.kind().equals(TransferKind.SUSPENSE)) {
            return Refusal.REFUND_OF_SETTLEMENT;
        }
        return switch (original.status()) {
            case COMPLETED -> null;
            case HELD, PENDING -> Refusal.REFUND_OF_PENDING;
            case FAILED, CANCELLED -> Refusal.REFUND_OF_FAILED;
        };
    }

    /** How much of a COMPLETED movement was given back; fails with a RefusedException when its payee's shard can't say. */
    public Mono<RefundTotal> total(Transfer original) {
        return gateway.on(
                        ShardKey.ofShard(original.payeeShard()),
                        shard -> shard.transfers().refundTotal(original.id()))
                .defaultIfEmpty(RefundTotal.none(original));
    }
}
