package io.groat.notifier.profile;

/** The router can't be asked now: it is away, or busy. */
final class RouterAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RouterAwayException(String message) {
        super(message);
    }
}
