package io.groat.posting;

import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.rule.LimitHit;
import org.jspecify.annotations.Nullable;

/**
 * What speaks against a movement.
 *
 * @param hit the limit that it would pass, where that is it and it is the payer's own
 */
record Objection(Refusal reason, @Nullable LimitHit hit) {

    private static final String PAYER = "payer";

    /** As an answer to a request that leaves no trace. */
    Refused refused() {
        return hit == null ? Refused.of(reason) : Refused.of(reason, PAYER).saying(hit.members());
    }

    static Objection of(Refusal reason) {
        return new Objection(reason, null);
    }
}
