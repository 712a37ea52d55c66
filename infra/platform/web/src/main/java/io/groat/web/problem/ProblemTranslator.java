package io.groat.web.problem;

import org.jspecify.annotations.Nullable;

/** Knows a service's own failures: the one place where they become problems. */
@FunctionalInterface
public interface ProblemTranslator {

    /** The problem that the failure stands for; null when it is none that is known here. */
    @Nullable
    Problem translate(Throwable failure);
}
