package io.groat.fraud.serving;

import io.groat.fraud.model.Policy;
import org.jspecify.annotations.Nullable;

/**
 * The models that score payments now.
 *
 * @param champion that decides together with the rules; null when rules decide alone
 * @param shadow whose scores are only written down; null for none
 * @param policy how champion and rules make one decision
 */
public record Models(
        @Nullable NumberedModel champion, @Nullable NumberedModel shadow, Policy policy) {

    public static final Models NONE = new Models(null, null, Policy.MAX);

    /** Whether it has those versions; 0 stands for none. */
    public boolean are(int championVersion, int shadowVersion, Policy wanted) {
        return version(champion) == championVersion && version(shadow) == shadowVersion && policy == wanted;
    }

    /** The one of the two that has that version; null when neither has. */
    public @Nullable NumberedModel find(int version) {
        if (champion != null && champion.version() == version) {
            return champion;
        }
        return shadow != null && shadow.version() == version ? shadow : null;
    }

    private static int version(@Nullable NumberedModel model) {
        return model == null ? 0 : model.version();
    }
}
