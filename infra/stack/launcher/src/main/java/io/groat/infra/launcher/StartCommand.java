package io.groat.infra.launcher;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.stack.LocalStack;
import io.groat.infra.launcher.stack.Part;
import io.groat.infra.launcher.stack.Preflight;
import io.groat.infra.launcher.workspace.Workspace;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Starts one part again, on the data and the port it had. */
@Command(
        name = "start",
        description = "Starts one part again, on the data and the port it had.",
        mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {
    private final LocalStack stack;

    @Parameters(paramLabel = "NAME", description = "A part, named as in infra/status.")
    private String name = "";

    StartCommand(Workspace workspace, Terminal terminal) {
        this.stack = new LocalStack(workspace, terminal);
    }

    @Override
    public Integer call() {
        Part part = stack.part(name);
        return stack.runFolder().exclusively(() -> start(part));
    }

    private int start(Part part) {
        boolean running = stack.runFolder()
                .part(name)
                .filter(record -> record.process().alive())
                .isPresent();
        if (running) {
            throw new LauncherException(name + " runs already. See infra/status.");
        }
        if (stack.runFolder().stack().isEmpty()) {
            throw new LauncherException("The stack is not up. Start it with infra/up.");
        }
        List<String> taken = new Preflight(stack.workspace(), stack.plan()).takenPorts(List.of(part));
        if (!taken.isEmpty()) {
            throw new LauncherException(String.join("\n", taken));
        }
        stack.control().start(part);
        return 0;
    }
}
