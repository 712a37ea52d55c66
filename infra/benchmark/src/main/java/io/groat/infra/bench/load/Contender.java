package io.groat.infra.bench.load;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One mode, ready to move money between users who all have an account. */
public interface Contender extends AutoCloseable {
    Mode mode();

    /** Makes ready to have up to so many transfers under way at once. */
    Sender open(int inFlight);

    /** The pids of each part that works for it, beside this process. */
    Map<String, List<Long>> parts();

    /** What its transfers set off behind their answers, where a cell includes that; null where it does not. */
    default @Nullable FollowUp followUp() {
        return null;
    }

    /** What that took in the last cell, after it has settled; null where there is none. */
    default @Nullable FollowUpCost followUpCost() {
        return null;
    }

    /**
     * Waits, for a while at most, until what the last cell left behind is done, so that it is not the next cell's burden.
     *
     * @return events that were still on their way to Kafka when this was called; none where there is no relay
     */
    default long settle() {
        return 0;
    }

    /** Whether the books are right: every entry, every balance, and what is between the shards. */
    boolean balanced();

    @Override
    void close();
}
