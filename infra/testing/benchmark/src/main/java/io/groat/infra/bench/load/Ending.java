package io.groat.infra.bench.load;

import org.jspecify.annotations.Nullable;

/** Is told, once, how a transfer ended. */
@FunctionalInterface
public interface Ending {
    /** @param trouble why it did not complete; null when it did */
    void ended(@Nullable String trouble);
}
