package io.groat.fraud.risk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** @param until null when it has no end, or there is nothing that could end */
record Listed(boolean blocked, boolean watched, @Nullable Instant until) {

    static final Listed NOT = new Listed(false, false, null);
}
