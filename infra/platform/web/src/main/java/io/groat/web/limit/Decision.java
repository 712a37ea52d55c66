package io.groat.web.limit;

import io.groat.web.access.Rate;
import io.groat.web.problem.Problem;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.time.Duration;
import java.util.Map;

/**
 * Whether one more was let through.
 *
 * @param remaining how many more would be at this moment
 * @param retryAfter when one more will be; zero when it was let through
 * @param resetAfter when all permits are there again
 */
public record Decision(Rate rate, boolean allowed, long remaining, Duration retryAfter, Duration resetAfter) {

    ProblemException refusal() {
        return new ProblemException(
                Problem.of(WebProblem.RATE_LIMITED),
                Map.of("Retry-After", Long.toString(Math.max(1, seconds(retryAfter)))));
    }

    /** Whole seconds, a part of one as one. */
    static long seconds(Duration time) {
        return time.plusNanos(999_999_999).toSeconds();
    }
}
