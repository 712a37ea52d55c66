package io.groat.infra.training;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.launcher.console.ShownFailures;
import io.groat.infra.launcher.console.Terminal;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of {@code infra/generate}, {@code infra/replay} and {@code infra/train}. */
@Command(name = "infra", description = "Payment histories and fraud models.")
public final class Training {

    private Training() {}

    /** Exits with 0 when all was done, 1 when not, 2 when the arguments are wrong. */
    public static void main(String[] arguments) {
        System.exit(commandLine(Terminal.standard()).execute(arguments));
    }

    /** An error is shown as its message, without a stack trace. */
    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new Training())
                .addSubcommand(new Generate(terminal))
                .addSubcommand(new Train(terminal))
                .addSubcommand(new Replay(terminal))
                .setExecutionExceptionHandler(new ShownFailures(List.of(LauncherException.class)));
    }
}
