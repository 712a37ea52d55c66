package io.groat.saga;

import io.groat.transfer.CreditOutcome;
import io.groat.transfer.Transfer;
import org.jspecify.annotations.Nullable;

/**
 * What a transfer needs next, from what is known of it. Every step may be taken any number of times, by any
 * number of routers: the shards' rows decide once.
 *
 * <pre>
 * the payer's shard says   the payee's shard says   next
 * HELD                     –                        WAIT    for a decision about the hold
 * PENDING                  not asked                CREDIT  ask the payee's shard: the commit point
 * PENDING                  credited                 SETTLE  write down COMPLETED
 * PENDING                  refused                  SETTLE  write down FAILED, give the money back
 * COMPLETED                –                        DONE
 * FAILED                   –                        DONE
 * CANCELLED                –                        DONE
 * </pre>
 */
public enum SagaStep {
    WAIT,
    CREDIT,
    SETTLE,
    DONE;

    /** @param outcome what the payee's shard has said; null while it has not been asked */
    public static SagaStep next(Transfer transfer, @Nullable CreditOutcome outcome) {
        return switch (transfer.status()) {
            case HELD -> WAIT;
            case PENDING -> outcome == null ? CREDIT : SETTLE;
            case COMPLETED, FAILED, CANCELLED -> DONE;
        };
    }
}
