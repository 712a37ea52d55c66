package io.groat.transfer;

import io.groat.refusal.Refusal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the payee's shard decided about a transfer from another shard. Once decided it never changes.
 *
 * @param credited whether the payee has the money
 * @param reason why not; null when credited
 * @param payeeAccount the payee's account; null when there is none
 */
public record CreditOutcome(
        UUID transferId,
        boolean credited,
        @Nullable Refusal reason,
        @Nullable UUID payeeAccount,
        @Nullable String payeeUser,
        Instant decidedAt) {}
