package io.groat.saga;

import io.groat.posting.Credit;
import io.groat.posting.Settle;
import io.groat.transfer.CreditOutcome;
import io.groat.transfer.Transfer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Drives a transfer step by step, as {@link SagaStep} says, to its end. */
public final class TransferDrive {

    private final CommandGateway shards;

    public TransferDrive(CommandGateway shards) {
        this.shards = shards;
    }

    /**
     * Takes all steps that are left, and gives the transfer as the payer's shard then has it. Fails when a shard
     * can't be asked; the transfer then stays where it is, to be driven again.
     */
    public Mono<Transfer> toEnd(Transfer transfer) {
        return step(transfer, null);
    }

    /**
     * Takes the steps up to the one that decides, and gives the decided transfer. What is left is written down
     * behind the answer when the payee has the money; a refused transfer is given only when its payer is whole.
     */
    public Mono<Transfer> toDecision(Transfer transfer) {
        if (SagaStep.next(transfer, null) != SagaStep.CREDIT) {
            return Mono.just(transfer);
        }
        return credit(transfer).flatMap(outcome -> {
            Mono<Transfer> settled = settle(transfer, outcome);
            return outcome.credited()
                    ? Mono.just(transfer.decided(outcome)).doOnNext(decided -> behind(settled))
                    : settled;
        });
    }

    /** Drives them on by themselves: nobody waits for them. */
    public void begin(List<Transfer> transfers) {
        transfers.forEach(transfer -> behind(toEnd(transfer)));
    }

    private Mono<Transfer> step(Transfer transfer, @Nullable CreditOutcome outcome) {
        return switch (SagaStep.next(transfer, outcome)) {
            case WAIT, DONE -> Mono.just(transfer);
            case CREDIT -> credit(transfer).flatMap(decided -> step(transfer, decided));
            case SETTLE -> outcome == null ? Mono.just(transfer) : settle(transfer, outcome);
        };
    }

    private Mono<CreditOutcome> credit(Transfer transfer) {
        return shards.submit(new Credit(transfer));
    }

    private Mono<Transfer> settle(Transfer transfer, CreditOutcome outcome) {
        return shards.submit(new Settle(transfer, outcome));
    }

    /** Runs on by itself. Where it fails, redrive finds the transfer PENDING and drives it to its end. */
    private static void behind(Mono<Transfer> rest) {
        rest.onErrorComplete().subscribe();
    }
}
