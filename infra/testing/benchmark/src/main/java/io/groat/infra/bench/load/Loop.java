package io.groat.infra.bench.load;

import java.util.Locale;

/** What decides when the next transfer starts. */
public enum Loop {
    /** The end of one before: always so many are under way. Says what can be had at most. */
    CLOSED,
    /** The clock: so many a second, whatever becomes of them. Says what a user waits at such a rate. */
    OPEN;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
