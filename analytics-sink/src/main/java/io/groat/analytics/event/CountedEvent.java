package io.groat.analytics.event;

import io.groat.analytics.figure.Figures;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is kept and counted.
 *
 * @param subject whose story it belongs to, a payment's id where it is about one; null when it is kept in none
 * @param id the same however often it is sent
 * @param data its body as it came
 * @param effect what it adds to the figures of its time
 */
public record CountedEvent(@Nullable String subject, String type, String id, Instant at, String data, Effect effect) {

    /** What an event adds to figures. */
    @FunctionalInterface
    public interface Effect {

        Effect NONE = (figures, context) -> {};

        /** @param context what is known of the subject's story beside the event itself */
        void on(Figures figures, Context context);
    }

    /**
     * What an event's effect may need of those before it.
     *
     * @param reviewAskedAt when an analyst was asked to decide on the payment; null when nobody was
     */
    public record Context(@Nullable Instant reviewAskedAt) {
        public static final Context NOTHING = new Context(null);
    }

    /** Whether its effect needs what came before it. */
    public boolean needsContext() {
        return type.equals("ReviewResolved");
    }

    /** Whether it is ever counted. Of what is not, nothing needs to be remembered. */
    public boolean counts() {
        return effect != Effect.NONE;
    }
}
