package io.groat.event;

/**
 * An event of a type, or with a value, that this release does not know: a newer one wrote it. It is passed over and counted,
 * and is nothing for the dead letters, for nothing is wrong with it.
 */
public final class UnknownValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public UnknownValueException(String message) {
        super(message);
    }

    public UnknownValueException(String message, Throwable cause) {
        super(message, cause);
    }
}
