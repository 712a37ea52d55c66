package io.groat.notifier.http;

import io.groat.web.problem.ProblemCode;

/** What calls of this service may answer beside what any call may. */
public enum NotifierProblem implements ProblemCode {
    UNKNOWN_TEMPLATE(422, "There is no such template"),
    INVALID_VARIABLE(422, "A variable's value is not of its kind"),
    MISSING_VARIABLE(422, "The template needs a variable that is not there"),
    INVALID_ADDRESS(422, "The address is none that this channel reaches"),
    INVALID_TIME_ZONE(422, "There is no such time zone"),
    UNKNOWN_LOCALE(422, "That language is not spoken here"),
    ADDRESS_FORBIDDEN(422, "The address leads to where no webhook may go"),
    WRONG_CODE(422, "The code is not the one that was sent, or is too old"),
    NOT_DEAD(409, "The message is not dead"),
    ALREADY_ANSWERED(409, "The question has been answered"),
    LINK_INVALID(404, "The link is not good, or not any more"),
    TOO_MANY(409, "There are as many as there may be"),
    CHANGED_MEANWHILE(409, "Somebody else changed it at the same moment"),
    TOO_MANY_ITEMS(413, "There are more items than one call takes"),
    STORE_UNAVAILABLE(503, "Cassandra does not answer");

    private final int status;
    private final String title;
    private final String type;

    NotifierProblem(int status, String title) {
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
