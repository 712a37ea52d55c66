package io.groat.router.problem;

import java.io.Serial;

/** Carries a problem that says more than its refusal, such as the transfer that was kept, to where it is sent. */
public final class ProblemException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final boolean replayed;

    /** @param replayed whether an earlier request had this answer */
    public ProblemException(Problem problem, boolean replayed) {
        super(problem.refusal().name(), null, false, false);
        this.problem = problem;
        this.replayed = replayed;
    }

    public Problem problem() {
        return problem;
    }

    public boolean replayed() {
        return replayed;
    }
}
