package io.groat.web.problem;

/**
 * What any call of any service may answer, whatever it is about. Rules are checked in the order of these values; the
 * first that is broken is the answer.
 */
public enum WebProblem implements ProblemCode {
    // The caller may not make it.
    UNAUTHENTICATED(401, "This call needs a token or an API key that is good"),
    FORBIDDEN(403, "The caller's role does not allow this call"),
    ORIGIN_NOT_ALLOWED(403, "Pages from there may not make this call, or not with what it sends"),
    RATE_LIMITED(429, "The caller makes this call too often"),

    // The request can't be read.
    MALFORMED_REQUEST(400, "The request line or a header is not one that can be taken"),
    URI_TOO_LONG(414, "The request's address is over the limit"),
    HEADERS_TOO_LARGE(431, "The request's headers are over the limit"),
    MALFORMED_JSON(400, "The body is not the JSON that this call takes"),
    BODY_TOO_LARGE(413, "The body is over the limit"),
    BODY_TOO_SLOW(408, "The body did not come in time"),
    UNSUPPORTED_MEDIA_TYPE(415, "This call does not take that media type"),
    NOT_ACCEPTABLE(406, "This call does not answer in the media type asked for"),
    UNKNOWN_FIELD(400, "A field is not one that this call knows"),
    MISSING_FIELD(400, "A field is missing"),
    INVALID_FIELD(400, "A field's value is not allowed"),
    INVALID_CURSOR(400, "The cursor is not one that this call gave"),
    INVALID_AMOUNT(400, "The amount is not a whole number of minor units from 1 to 9223372036854775807"),

    // The request can't be met by what is there.
    NOT_FOUND(404, "There is nothing at this address"),
    METHOD_NOT_ALLOWED(405, "This address does not take that method"),

    // The request may be met later.
    OVERLOADED(503, "The service has as much under way as it can carry: nothing was done, ask again in a moment"),
    TOKEN_CHECK_UNAVAILABLE(503, "What tokens are checked with can't be reached"),
    INTERNAL_ERROR(500, "Something broke; it has been logged");

    private final int status;
    private final String title;
    private final String type;

    WebProblem(int status, String title) {
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
