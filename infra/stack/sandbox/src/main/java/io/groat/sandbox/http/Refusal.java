package io.groat.sandbox.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call that is not done, and why. Each provider says it in its own shape. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of refusal it is. */
    public enum Kind {
        BAD_REQUEST(400),
        UNAUTHORIZED(401),
        FORBIDDEN(403),
        NO_SUCH_PATH(404),
        /** Of the thing that the path or a field names. */
        NOT_FOUND(404),
        NO_SUCH_METHOD(405),
        CONFLICT(409),
        TOO_LARGE(413),
        /** An idempotency key that was used for something else. */
        KEY_REUSED(400),
        SERVER_ERROR(500);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    private final Kind kind;
    private final @Nullable String field;

    private Refusal(Kind kind, String message, @Nullable String field) {
        super(message, null, false, false);
        this.kind = kind;
        this.field = field;
    }

    public static Refusal of(Kind kind, String message) {
        return new Refusal(kind, message, null);
    }

    /** Of a field that is not as it should be. Its value is not told: it could be a card's number. */
    public static Refusal field(String field, String message) {
        return new Refusal(Kind.BAD_REQUEST, field + " " + message, field);
    }

    public static Refusal noSuch(String field, String what) {
        return new Refusal(Kind.NOT_FOUND, "there is no such " + what, field);
    }

    public static Refusal conflict(String message) {
        return new Refusal(Kind.CONFLICT, message, null);
    }

    public Kind kind() {
        return kind;
    }

    public String text() {
        return String.valueOf(getMessage());
    }

    public Optional<String> field() {
        return Optional.ofNullable(field);
    }
}
