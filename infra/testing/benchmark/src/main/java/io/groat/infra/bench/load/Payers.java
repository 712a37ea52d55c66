package io.groat.infra.bench.load;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Those who move money in a cell, between users who all have an account. */
public interface Payers {
    Mode mode();

    /** Makes ready to have up to so many transfers under way at once; the cell closes it. */
    Sender open(int inFlight);

    /** The pids of each part that works for them, beside this process. */
    Map<String, List<Long>> parts();

    /** What their transfers set off behind the answers, where a cell includes that; null where it does not. */
    default @Nullable FollowUp followUp() {
        return null;
    }
}
