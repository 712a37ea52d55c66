package io.groat.engine;

import io.groat.account.AccountIdentity;
import io.groat.account.AccountRef;
import io.groat.account.FundingSource;
import io.groat.casework.SuspenseCases;
import io.groat.order.GatewayPayment;
import io.groat.payout.Payout;
import io.groat.posting.InitiateAnswer;
import io.groat.posting.Verdict;
import io.groat.refusal.Refusal;
import io.groat.rule.TransactionType;
import io.groat.shard.ShardKey;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * How money moves for payouts and refunds to the source: under keys made of them, so that each step moves once, whoever takes
 * it and how often.
 */
final class PayoutMoney {

    private static final Logger LOG = LoggerFactory.getLogger(PayoutMoney.class);

    private static final String KEY = "payout/";
    private static final String RETURN_KEY = "return/";
    private static final String ASIDE_KEY = "aside/";

    private final ShardGateway shards;
    private final FundingEngine funding;
    private final RiskGate gate;
    private final InstantSource clock;

    PayoutMoney(ShardGateway shards, FundingEngine funding, RiskGate gate, InstantSource clock) {
        this.shards = shards;
        this.funding = funding;
        this.gate = gate;
        this.clock = clock;
    }

    /**
     * What was reserved.
     *
     * @param movement that has it, or was refused; null where there is none
     * @param refused why nothing was; null where it was
     */
    record Taken(
            @Nullable UUID movement,
            boolean underReview,
            @Nullable String refused) {}

    /** Reserves a payout's money; of a refund it is taken at once. */
    Mono<Taken> reserve(Payout payout) {
        return payout.isRefund() ? takeBack(payout) : hold(payout);
    }

    private Mono<Taken> hold(Payout payout) {
        AccountIdentity payer =
                new AccountIdentity(payout.payerAccount(), payout.payerUser(), AccountRef.MAIN, payout.currency());
        FundingSource source = new FundingSource(payout.gateway(), payout.currency());
        TransferNote note = note(payout);
        TransferRequest asked = new TransferRequest(
                KEY + payout.id(),
                payout.payerRef(),
                source.ref(),
                payout.amountMinor(),
                payout.currency(),
                note,
                TransactionType.WITHDRAWAL);
        FundingRequest request = new FundingRequest(
                asked.idempotencyKey(), new AccountRef.ById(payer.id()), source, payout.amountMinor(), note);
        return gate.verdict(asked, payer)
                .flatMap(verdict -> funding.reserve(request, payer, verdict)
                        .map(answer -> taken(answer, TransferStatus.HELD, verdict == Verdict.HOLD)));
    }

    /** Of what the order's payment has brought; within a shard, so that it has ended once it is made. */
    private Mono<Taken> takeBack(Payout payout) {
        return payment(payout)
                .flatMap(payment -> funding.takeBack(
                        Objects.requireNonNull(payment.movementId()),
                        KEY + payout.id(),
                        payout.amountMinor(),
                        TransferKind.REFUND,
                        note(payout)))
                .map(answer -> taken(answer, TransferStatus.COMPLETED, false));
    }

    private static Taken taken(InitiateAnswer answer, TransferStatus wanted, boolean underReview) {
        if (answer instanceof InitiateAnswer.TurnedDown down) {
            return new Taken(null, false, down.refused().refusal().name());
        }
        Transfer movement = ((InitiateAnswer.Decided) answer).transfer();
        Refusal why = movement.reason();
        return movement.status() == wanted
                ? new Taken(movement.id(), underReview, null)
                : new Taken(
                        movement.id(), false, why == null ? movement.status().name() : why.name());
    }

    private Mono<GatewayPayment> payment(Payout payout) {
        UUID order = Objects.requireNonNull(payout.orderId());
        return shards.on(ShardKey.ofId(order), shard -> shard.orders().payments(order))
                .flatMapIterable(payments -> payments)
                .filter(payment -> payment.paymentId().equals(payout.paymentId())
                        && payment.gateway().equals(payout.gateway()))
                .next()
                .switchIfEmpty(Mono.error(
                        () -> new IllegalStateException("payout " + payout.id() + " gives back an unknown payment")));
    }

    /** Lets go what was reserved by a movement that its payout does not know. */
    Mono<?> giveUp(Payout payout, UUID movement) {
        return payout.isRefund()
                ? funding.undo(movement, note(payout))
                : funding.cancel(movement, Refusal.PAYOUT_CALLED_OFF);
    }

    /** Takes what is reserved; gives the movement as it then stands. */
    Mono<Transfer> release(Payout payout) {
        return funding.release(movement(payout));
    }

    /** Lets go what is reserved; gives the movement as it then stands. */
    Mono<Transfer> cancel(Payout payout, Refusal why) {
        return funding.cancel(movement(payout), why);
    }

    /** Brings back what a refund has taken; gives what has brought it. */
    Mono<UUID> undo(Payout payout) {
        return funding.undo(movement(payout), note(payout)).flatMap(answer -> brought(payout, answer));
    }

    /** Brings back what a payout has taken; gives what has brought it. */
    Mono<UUID> bringBack(Payout payout) {
        return funding.takeBack(movement(payout), RETURN_KEY + payout.id(), null, TransferKind.REVERSAL, note(payout))
                .flatMap(answer -> brought(payout, answer));
    }

    /** What has brought the money back: to the wallet, or, where that does not take it, into suspense. */
    private Mono<UUID> brought(Payout payout, InitiateAnswer answer) {
        Optional<Transfer> moved =
                answer instanceof InitiateAnswer.Decided decided ? Optional.of(decided.transfer()) : Optional.empty();
        if (moved.filter(one -> one.status() == TransferStatus.COMPLETED).isPresent()) {
            return Mono.just(moved.get().id());
        }
        LOG.warn(
                "What came back of payout {} is put aside, since its wallet does not take it: {}", payout.id(), answer);
        FundingRequest request = new FundingRequest(
                ASIDE_KEY + payout.id(),
                new AccountRef.ById(payout.payerAccount()),
                new FundingSource(payout.gateway(), payout.currency()),
                payout.amountMinor(),
                note(payout));
        return funding.suspend(request, payout.id())
                .flatMap(aside -> aside instanceof InitiateAnswer.Decided decided
                                && decided.transfer().status() == TransferStatus.COMPLETED
                        ? opened(payout, decided.transfer().id())
                        : Mono.error(new IllegalStateException(
                                "what came back of payout " + payout.id() + " can't be put aside: " + aside)));
    }

    private static UUID movement(Payout payout) {
        return Objects.requireNonNull(payout.movementId(), "a payout whose money is reserved has a movement");
    }

    /** Before the payout says that it came back: a person has to see to it. */
    private Mono<UUID> opened(Payout payout, UUID movement) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return shards.on(ShardKey.ofId(payout.id()), shard -> shard.cases().open(SuspenseCases.ofReturn(payout, now)))
                .thenReturn(movement);
    }

    private static TransferNote note(Payout payout) {
        return new TransferNote(payout.reference(), null, null);
    }
}
