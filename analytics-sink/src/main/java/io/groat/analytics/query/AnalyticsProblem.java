package io.groat.analytics.query;

import io.groat.web.problem.ProblemCode;

/** What calls of this service may answer beside what any call may. */
enum AnalyticsProblem implements ProblemCode {
    UNKNOWN_METRIC(400, "There is no such metric"),
    TOO_MANY_POINTS(400, "The range holds more points than an answer may have"),
    REBUILD_UNDER_WAY(409, "The figures are being made anew already"),
    NOT_READY(503, "The figures have not been read yet"),
    STORE_UNAVAILABLE(503, "Cassandra or Kafka does not answer");

    private final int status;
    private final String title;
    private final String type;

    AnalyticsProblem(int status, String title) {
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
