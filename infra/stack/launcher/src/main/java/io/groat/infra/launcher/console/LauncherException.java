package io.groat.infra.launcher.console;

/** A command cannot be carried out. The message is for the person at the terminal: what happened, and what to do. */
public final class LauncherException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LauncherException(String message) {
        super(message);
    }

    public LauncherException(String message, Throwable cause) {
        super(message, cause);
    }
}
