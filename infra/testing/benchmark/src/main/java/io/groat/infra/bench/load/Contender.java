package io.groat.infra.bench.load;

import org.jspecify.annotations.Nullable;

/** One mode, with books of its own that are looked at in the end. */
public interface Contender extends Payers, AutoCloseable {
    /** What its transfers set off took in the last cell, after it has settled; null where there is none. */
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
