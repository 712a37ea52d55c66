package io.groat.fraud.label;

import io.groat.event.ReviewOutcome;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people's words for a payment mean. */
public final class LabelWords {

    private static final Set<String> FRAUD = Set.of("fraud", "payer-denied");
    private static final Set<String> LEGITIMATE = Set.of("legitimate", "payer-confirmed");

    private LabelWords() {}

    /**
     * Whether it was a fraud.
     *
     * @param label in their word; null or one that is none of those that are known leaves it to what they did
     * @param outcome what they did; null when nobody did anything
     * @return null when that tells nothing
     */
    public static @Nullable Boolean isFraud(@Nullable String label, @Nullable ReviewOutcome outcome) {
        if (label != null && FRAUD.contains(label)) {
            return true;
        }
        if (label != null && LEGITIMATE.contains(label)) {
            return false;
        }
        return outcome == null ? null : (Boolean) (outcome == ReviewOutcome.blocked);
    }
}
