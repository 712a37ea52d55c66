package io.groat.infra.launcher;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.launcher.console.ShownFailures;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.stack.UnknownPart;
import io.groat.infra.launcher.workspace.Workspace;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of {@code infra/up} and its siblings. */
@Command(
        name = "infra",
        description = "The local stack of Groat: real servers and services on this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            StopCommand.class,
            StartCommand.class,
            DemoCommand.class,
            IsUpCommand.class,
            PrepareCommand.class
        })
public final class Launcher {
    private Launcher() {}

    /** Exits with 0 when all went well, 1 when it did not, 2 when the arguments are wrong. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        try {
            return commandLine(Workspace.current(), Terminal.standard()).execute(arguments);
        } catch (LauncherException e) {
            System.err.println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    /** The commands over one workspace; an error is shown as its message, without a stack trace. */
    static CommandLine commandLine(Workspace workspace, Terminal terminal) {
        ShownFailures others = new ShownFailures(List.of());
        return new CommandLine(new Launcher(), new Commands(workspace, terminal))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof UnknownPart) {
                        command.getErr().println(failure.getMessage());
                        return CommandLine.ExitCode.USAGE;
                    }
                    return others.handleExecutionException(failure, command, parsed);
                });
    }
}
