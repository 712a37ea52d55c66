package io.groat.sandbox.model;

import io.groat.sandbox.book.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook that has to get to the merchant, and what became of it.
 *
 * @param id the event's, the same at each try
 * @param about the id of what it tells of
 * @param body as it is sent; null once it was taken, to save room
 * @param dueAtMillis when to try first, in Unix milliseconds
 * @param attempts how often it was sent as it should be
 * @param lastStatus what was answered last; 0 where nobody answered
 * @param trickStatuses what was answered to those that were sent as they should not be
 */
public record Delivery(
        String id,
        Provider provider,
        String type,
        String about,
        @Nullable String body,
        Style style,
        State state,
        long dueAtMillis,
        int attempts,
        int lastStatus,
        List<Integer> trickStatuses)
        implements Row {

    /** How it goes out. */
    public enum Style {
        PLAIN,
        /** One with another's signature comes first. */
        FORGED_FIRST,
        /** One that was signed ten minutes ago comes first, where signatures have a time. */
        OLD_FIRST,
        /** Two come first whose end is missing: the signature is the whole body's, then its own. */
        TRUNCATED_FIRST,
        /** Five at once. */
        REPEATED
    }

    /** What became of it. */
    public enum State {
        WAITING,
        DELIVERED,
        GIVEN_UP
    }

    /** After it was sent once more. */
    public Delivery sent(State next, int status, List<Integer> tricks) {
        return new Delivery(
                id,
                provider,
                type,
                about,
                next == State.WAITING ? body : null,
                style,
                next,
                dueAtMillis,
                attempts + 1,
                status,
                tricks);
    }
}
