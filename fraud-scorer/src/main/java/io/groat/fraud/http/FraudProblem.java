package io.groat.fraud.http;

import io.groat.web.problem.ProblemCode;

/** What calls of this service may answer beside what any call may. */
public enum FraudProblem implements ProblemCode {
    UNKNOWN_FEATURE(400, "There is no such feature"),
    INVALID_RULE(422, "The rules can't be used"),
    RULES_CHANGED(409, "Other rules have come into force meanwhile"),
    INVALID_MODEL(422, "The model can't be used"),
    MODELS_CHANGED(409, "Another model has come into force meanwhile"),
    REVIEW_CLAIMED(409, "Somebody else has claimed the review"),
    REVIEW_RESOLVED(409, "The review has been decided"),
    TOO_BUSY(409, "Others changed it at the same moment, again and again"),
    STORE_UNAVAILABLE(503, "Cassandra does not answer");

    private final int status;
    private final String title;
    private final String type;

    FraudProblem(int status, String title) {
        this.status = status;
        this.title = title;
        this.type = ProblemCode.typeOf(name());
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String type() {
        return type;
    }
}
