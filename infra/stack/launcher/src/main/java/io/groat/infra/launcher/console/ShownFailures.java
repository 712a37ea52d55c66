package io.groat.infra.launcher.console;

import io.groat.infra.server.ServerException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Failures of a kind that a command has to expect are shown as their message, without a stack trace; others are thrown on. */
public final class ShownFailures implements IExecutionExceptionHandler {

    private final List<Class<? extends Exception>> kinds;

    /** @param others kinds beside those of the launcher and of its servers */
    public ShownFailures(List<Class<? extends Exception>> others) {
        List<Class<? extends Exception>> all = new ArrayList<>(others);
        all.add(LauncherException.class);
        all.add(ServerException.class);
        this.kinds = List.copyOf(all);
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (kinds.stream().anyMatch(kind -> kind.isInstance(failure))) {
            command.getErr().println(failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }
}
