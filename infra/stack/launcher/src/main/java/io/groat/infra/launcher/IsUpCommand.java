package io.groat.infra.launcher;

import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.stack.LocalStack;
import io.groat.infra.launcher.workspace.Workspace;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** For the scripts: whether a build now would pull the ground from under a running stack. */
@Command(name = "is-up", hidden = true, description = "Exits with 0 when the stack was started and not stopped.")
final class IsUpCommand implements Callable<Integer> {
    private final LocalStack stack;

    IsUpCommand(Workspace workspace, Terminal terminal) {
        this.stack = new LocalStack(workspace, terminal);
    }

    @Override
    public Integer call() {
        return stack.up() ? 0 : 1;
    }
}
