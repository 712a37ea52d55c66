package io.groat.web.problem;

import java.io.Serial;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries a problem up a reactive chain to where it is answered. Has no stack trace: it is an answer, not a fault. */
public final class ProblemException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    public ProblemException(ProblemCode code) {
        this(Problem.of(code));
    }

    public ProblemException(ProblemCode code, @Nullable String field, @Nullable String detail) {
        this(Problem.of(code, field, detail));
    }

    public ProblemException(Problem problem) {
        this(problem, Map.of());
    }

    /** @param headers that the answer has beside the problem's own */
    public ProblemException(Problem problem, Map<String, String> headers) {
        super(problem.code().name() + (problem.detail() == null ? "" : ": " + problem.detail()), null, false, false);
        this.problem = problem;
        this.headers = Map.copyOf(headers);
    }

    public Problem problem() {
        return problem;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
