package io.groat.infra.launcher;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.launcher.console.Ranges;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.stack.LocalStack;
import io.groat.infra.launcher.stack.Preflight;
import io.groat.infra.launcher.stack.RunRecord;
import io.groat.infra.launcher.stack.Stack;
import io.groat.infra.launcher.stack.StackPlan;
import io.groat.infra.launcher.stack.StackRecord;
import io.groat.infra.launcher.workspace.Workspace;
import io.groat.infra.server.Folders;
import io.groat.infra.server.process.ProcessRef;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts the stack and keeps it until Ctrl-C. */
@Command(
        name = "up",
        description = "Starts the stack: 4 x MySQL, Kafka, Cassandra, Redis, the services and a sandbox payment"
                + " gateway. Ctrl-C stops it.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    private final LocalStack stack;
    private final Workspace workspace;
    private final Terminal terminal;

    @Option(names = "--demo", description = "Then open 1,000 wallets and move money between them 20,000 times.")
    private boolean demo;

    @Option(names = "--detach", description = "Leave it running; infra/down stops it.")
    private boolean detach;

    @Option(names = "--fresh", description = "Delete all data of an earlier run first.")
    private boolean fresh;

    @Option(names = "--servers-only", description = "Start the servers without what is of this repository.")
    private boolean serversOnly;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            description = "Add N to every port, for a machine where the usual ones are taken.")
    private int portOffset;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    UpCommand(Workspace workspace, Terminal terminal) {
        this.stack = new LocalStack(workspace, terminal);
        this.workspace = workspace;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Ranges.requirePortOffset(spec, portOffset);
        if (demo && serversOnly) {
            throw new ParameterException(spec.commandLine(), "--demo needs the services: leave out --servers-only");
        }
        long begin = System.nanoTime();
        StackPlan plan = stack.plan(portOffset, !serversOnly);
        Stack control = stack.control();
        Thread cleanUp = new Thread(() -> stopOnExit(control), "launcher-stop");
        stack.runFolder().exclusively(() -> {
            clearTheWay(plan);
            stack.runFolder().write(StackRecord.of(self(), portOffset, !serversOnly));
            Runtime.getRuntime().addShutdownHook(cleanUp);
            return true;
        });
        start(control, plan);
        terminal.say("All " + plan.parts().size() + " parts are up after "
                + Terminal.seconds(Duration.ofNanos(System.nanoTime() - begin)) + ".");
        if (!serversOnly) {
            terminal.say("API keys, to be sent as \"Authorization: Bearer KEY\", are in "
                    + workspace.shown(workspace.keysFolder()) + ": operator, analyst, admin.");
        }
        boolean good = !demo || demonstrate(plan);
        if (detach) {
            stack.runFolder().stack().ifPresent(record -> stack.runFolder().write(record.leftRunning()));
            Runtime.getRuntime().removeShutdownHook(cleanUp);
            terminal.say("It keeps running. See it with infra/status, stop it with infra/down.");
            return good ? 0 : 1;
        }
        terminal.say("Ctrl-C stops it. In another terminal: infra/status, infra/logs NAME.");
        new Watch(stack).untilInterrupted();
        return 0;
    }

    /** Leaves nothing of an earlier stack in the way, or says why it cannot be. */
    private void clearTheWay(StackPlan plan) {
        if (stack.up()) {
            throw new LauncherException("The stack is already up"
                    + (stack.launcherAlive()
                            ? ", started by process "
                                    + stack.runFolder()
                                            .stack()
                                            .map(StackRecord::pid)
                                            .orElseThrow()
                            : ", detached")
                    + ". See infra/status; stop it with infra/down." + whatEnded());
        }
        List<RunRecord> alive = stack.runFolder().alive();
        if (!alive.isEmpty()) {
            terminal.say("An earlier launcher was killed and left " + alive.size() + " parts running; stopping them:");
            stack.control().stopAll();
        }
        new Preflight(workspace, plan).check();
        if (fresh) {
            terminal.say("Deleting the data of earlier runs");
            deleteData();
        }
    }

    private String whatEnded() {
        List<String> ended =
                stack.ended().stream().map(RunRecord::name).sorted().toList();
        return ended.isEmpty()
                ? ""
                : "\nOf it, these have ended by themselves: " + String.join(", ", ended)
                        + ". See infra/logs NAME for why; start each again with infra/start NAME.";
    }

    private void deleteData() {
        try {
            Folders.delete(workspace.data());
        } catch (IOException e) {
            throw new LauncherException("Could not delete " + workspace.data() + ": " + e.getMessage(), e);
        }
    }

    private void start(Stack control, StackPlan plan) {
        terminal.say("Starting " + plan.parts().size() + " parts; logs in " + workspace.shown(workspace.log("NAME"))
                + ", data in " + workspace.shown(workspace.data()));
        try {
            control.startAll(plan.parts());
        } catch (RuntimeException e) {
            if (control.isStopping()) {
                // Ctrl-C came while parts were starting; the hook that stops them also ends this process.
                new Watch(stack).untilInterrupted();
            }
            terminal.say("The start failed; stopping what was started.");
            throw e;
        }
    }

    /** Whatever comes of it, the stack stays up, to be looked at. */
    private boolean demonstrate(StackPlan plan) {
        try {
            return stack.demonstrate(plan);
        } catch (LauncherException e) {
            terminal.say("The demonstration broke off: " + e.getMessage());
            return false;
        }
    }

    private void stopOnExit(Stack control) {
        terminal.say("Stopping the stack");
        control.stopAll();
        stack.runFolder().forgetStack();
        terminal.say("Stopped. Its data stays in " + workspace.shown(workspace.data()) + ".");
    }

    private static ProcessRef self() {
        long pid = ProcessHandle.current().pid();
        return ProcessRef.of(pid).orElseThrow();
    }
}
