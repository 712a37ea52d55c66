package io.groat.posting;

import io.groat.beneficiary.BeneficiaryBound;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.rule.LimitHit;
import org.jspecify.annotations.Nullable;

/**
 * What speaks against a movement.
 *
 * @param hit the limit that it would pass, where that is it and it is the payer's own, or the bound of the beneficiary
 */
record Objection(Refusal reason, @Nullable LimitHit hit) {

    private static final String PAYER = "payer";

    /** As an answer to a request that leaves no trace. */
    Refused refused() {
        if (BeneficiaryBound.refuses(reason)) {
            return BeneficiaryBound.refused(reason, hit);
        }
        return hit == null ? Refused.of(reason) : Refused.of(reason, PAYER).saying(hit.members());
    }

    static Objection of(Refusal reason) {
        return new Objection(reason, null);
    }
}
