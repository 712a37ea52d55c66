package io.groat.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Body of ReviewResolved: an analyst has decided.
 *
 * @param reviewer who decided
 * @param label what the analyst holds it to be, such as {@code fraud} or {@code legitimate}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReviewResolved(
        UUID paymentId,
        String payerUser,
        ReviewOutcome outcome,
        String reviewer,
        @Nullable String label,
        Instant at) {}
