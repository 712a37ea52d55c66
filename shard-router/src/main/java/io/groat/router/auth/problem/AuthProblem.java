package io.groat.router.auth.problem;

import io.groat.web.problem.Problem;
import io.groat.web.problem.ProblemCode;
import io.groat.web.problem.ProblemException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a registration, a login or a change of one's own credentials is refused. None says whether there is such a user,
 * but to somebody who has proven who they are or whom we trust with it.
 */
public enum AuthProblem implements ProblemCode {
    WEAK_PASSWORD(422, "The password is too easy to guess"),
    INVALID_CREDENTIALS(401, "User and password do not go together"),
    INVALID_CODE(401, "The code is not the right one"),
    SECOND_FACTOR_NEEDED(403, "That needs a second factor, given just now"),
    CHALLENGE_OVER(401, "The challenge has run out or was answered: begin again"),
    INVALID_REFRESH_TOKEN(401, "The refresh token is not good, or its session has ended: log in again"),
    REFRESH_TOKEN_REUSED(401, "The refresh token was used before: its session has been ended, log in again"),
    USER_NOT_FOUND(404, "There is no such user"),
    SESSION_NOT_FOUND(404, "There is no such session"),
    USER_ID_TAKEN(409, "The user id is not free"),
    PHONE_TAKEN(409, "The phone number is another user's"),
    EMAIL_TAKEN(409, "The e-mail address is another user's"),
    TOTP_ENABLED(409, "An authenticator app is enrolled already"),
    TOTP_NOT_ENABLED(409, "No authenticator app is enrolled"),
    LOCKED_OUT(429, "There were too many failures: nobody gets a try for a while"),
    RESEND_TOO_SOON(429, "The last code was sent a moment ago"),
    AUTH_BUSY(503, "As many passwords or codes are being checked as can be"),
    AUTH_UNAVAILABLE(503, "Sessions, codes or tokens are not to be had at present");

    private final int status;
    private final String title;
    private final String type;

    AuthProblem(int status, String title) {
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

    public ProblemException exception() {
        return new ProblemException(this);
    }

    /** @param field at fault, if it is one */
    public ProblemException exception(@Nullable String field, @Nullable String detail) {
        return new ProblemException(this, field, detail);
    }

    /** With the time after which it may be tried again. */
    public ProblemException exception(Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        return new ProblemException(
                Problem.of(this, null, "It may be tried again in " + seconds + " s"),
                Map.of("Retry-After", Long.toString(seconds)));
    }
}
