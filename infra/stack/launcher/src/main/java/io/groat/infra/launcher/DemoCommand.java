package io.groat.infra.launcher;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.stack.Health;
import io.groat.infra.launcher.stack.LocalStack;
import io.groat.infra.launcher.workspace.Workspace;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Runs the demonstration on a stack that is up. */
@Command(
        name = "demo",
        description = "Opens 1,000 wallets on a running stack and moves money between them 20,000 times.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private final LocalStack stack;

    DemoCommand(Workspace workspace, Terminal terminal) {
        this.stack = new LocalStack(workspace, terminal);
    }

    @Override
    public Integer call() {
        int port = stack.plan().routerPort();
        if (!Health.of(port).up()) {
            throw new LauncherException("The shard-router does not answer on port " + port
                    + ". Start the stack with infra/up, or see infra/status.");
        }
        return stack.demonstrate(stack.plan()) ? 0 : 1;
    }
}
