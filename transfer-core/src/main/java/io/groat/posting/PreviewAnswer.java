package io.groat.posting;

import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.rule.LimitHit;
import io.groat.rule.Terms;
import org.jspecify.annotations.Nullable;

/** What a payment would come to, if it were made now. */
public sealed interface PreviewAnswer {

    /**
     * Payer and payee are there.
     *
     * @param terms what it would be judged by and cost
     * @param totalMinor what the payer would pay in all, in minor units
     * @param availableAfterMinor what the payer would have available then
     * @param reason why it would be refused; null where nothing speaks against it
     * @param hit the payer's limit that it would pass
     */
    record Priced(
            Terms terms,
            long totalMinor,
            long availableAfterMinor,
            @Nullable Refusal reason,
            @Nullable LimitHit hit) implements PreviewAnswer {

        /** The same where the payee's shard would refuse it. */
        public Priced refusedFor(Refusal why) {
            return reason == null ? new Priced(terms, totalMinor, availableAfterMinor, why, null) : this;
        }
    }

    /** It would be turned down without a trace. */
    record TurnedDown(Refused refused) implements PreviewAnswer {}
}
