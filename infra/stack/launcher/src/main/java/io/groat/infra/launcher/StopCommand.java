package io.groat.infra.launcher;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.stack.LocalStack;
import io.groat.infra.launcher.stack.RunRecord;
import io.groat.infra.launcher.workspace.Workspace;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stops one part of a running stack, for drills. */
@Command(name = "stop", description = "Stops one part and leaves the others running.", mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {
    private final LocalStack stack;

    @Parameters(paramLabel = "NAME", description = "A part, named as in infra/status.")
    private String name = "";

    @Option(names = "--kill", description = "By SIGKILL, as a crash would.")
    private boolean kill;

    StopCommand(Workspace workspace, Terminal terminal) {
        this.stack = new LocalStack(workspace, terminal);
    }

    @Override
    public Integer call() {
        stack.part(name);
        RunRecord record = stack.runFolder()
                .part(name)
                .filter(found -> found.process().alive())
                .orElseThrow(() -> new LauncherException(name + " does not run."));
        if (kill) {
            stack.control().kill(record);
        } else {
            stack.control().stop(record);
        }
        return 0;
    }
}
