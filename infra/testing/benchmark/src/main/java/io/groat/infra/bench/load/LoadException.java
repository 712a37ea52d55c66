package io.groat.infra.bench.load;

/** The benchmark can't go on. The message says what happened and, where that helps, what to do. */
public final class LoadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LoadException(String message) {
        super(message);
    }

    public LoadException(String message, Throwable cause) {
        super(message, cause);
    }
}
