package io.groat.infra.launcher;

import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.stack.LocalStack;
import io.groat.infra.launcher.stack.StackRecord;
import io.groat.infra.launcher.workspace.Workspace;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stops the stack, whoever started it and however that ended. */
@Command(
        name = "down",
        description = "Stops the stack, also one whose launcher was killed. Its data stays.",
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    private static final Duration LAUNCHER_LIMIT = Duration.ofSeconds(30);

    private final LocalStack stack;
    private final Terminal terminal;

    DownCommand(Workspace workspace, Terminal terminal) {
        this.stack = new LocalStack(workspace, terminal);
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Optional<StackRecord> record = stack.runFolder().stack();
        boolean launcher = stack.launcherAlive();
        if (!launcher && stack.runFolder().alive().isEmpty()) {
            stack.runFolder().forgetStack();
            terminal.say("Nothing runs.");
            return 0;
        }
        terminal.say("Stopping the stack");
        if (launcher) {
            // It stops its parts by itself, in the order it knows, and says so in its own terminal.
            StackRecord running = record.orElseThrow();
            running.launcher().terminate();
            running.launcher().awaitEnd(LAUNCHER_LIMIT);
        }
        stack.control().stopAll();
        stack.runFolder().forgetStack();
        terminal.say("Stopped.");
        return 0;
    }
}
