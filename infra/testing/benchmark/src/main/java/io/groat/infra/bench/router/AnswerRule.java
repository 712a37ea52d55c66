package io.groat.infra.bench.router;

import io.groat.infra.bench.load.Ending;

/** What an answer says about its transfer. Safe for many threads. */
@FunctionalInterface
public interface AnswerRule {
    /** Fits into a line of the report. */
    int LONGEST_SHOWN = 100;

    /** Only what has completed is no trouble. */
    AnswerRule COMPLETED = (answer, ending) -> ending.ended(
            answer.status() == Answer.CREATED
                    ? null
                    : answer.status() == 0
                            ? answer.body()
                            : "answered with " + answer.status() + ": " + beginning(answer.body()));

    /** Ends the transfer, now or later. */
    void answered(Answer answer, Ending ending);

    private static String beginning(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }
}
