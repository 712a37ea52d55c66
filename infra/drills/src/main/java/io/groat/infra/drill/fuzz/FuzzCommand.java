package io.groat.infra.drill.fuzz;

import io.groat.infra.launcher.StackHandle;
import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.server.ServerException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry point of {@code infra/fuzz}. */
@Command(
        name = "fuzz",
        description =
                "Sends odd requests to every call of every service, and reports each answer that is neither good nor"
                        + " a documented refusal, each stack trace in a log, and money that a refused request has moved. Exits"
                        + " with 1 when there are any.",
        mixinStandardHelpOptions = true)
public final class FuzzCommand implements Callable<Integer> {

    private static final int MOST_SHOWN = 50;
    private static final int HIGHEST_OFFSET = 50_000;

    private final Terminal terminal;

    @Option(names = "--requests", paramLabel = "N", description = "How many, to all services; 10000 when not given.")
    private int requests = 10_000;

    @Option(names = "--seed", paramLabel = "N", description = "Repeats the requests of an earlier run.")
    private @Nullable Long seed;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            description = "Starts a stack of its own with N added to every port, whether or not one is up.")
    private @Nullable Integer portOffset;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    FuzzCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Exits with 0 when nothing was wrong, 1 when something was or nothing could be asked, 2 for wrong arguments. */
    public static void main(String[] arguments) {
        System.exit(commandLine(Terminal.standard()).execute(arguments));
    }

    /** An error is shown as its message, without a stack trace. */
    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new FuzzCommand(terminal)).setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof LauncherException
                    || failure instanceof ServerException
                    || failure instanceof IOException) {
                command.getErr().println(failure.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
            }
            throw failure;
        });
    }

    @Override
    public Integer call() throws IOException {
        if (requests < 1) {
            throw new ParameterException(spec.commandLine(), "--requests must be at least 1, not " + requests);
        }
        if (portOffset != null && (portOffset < 0 || portOffset > HIGHEST_OFFSET)) {
            throw new ParameterException(
                    spec.commandLine(), "--port-offset must be from 0 to " + HIGHEST_OFFSET + ", not " + portOffset);
        }
        long used = seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed;
        Optional<StackHandle> running = portOffset == null ? StackHandle.running(terminal) : Optional.empty();
        List<String> findings = running.isPresent() ? fuzz(running.get(), used) : fuzzOwn(used);
        findings.stream().limit(MOST_SHOWN).forEach(terminal::say);
        if (findings.size() > MOST_SHOWN) {
            terminal.say("… and " + (findings.size() - MOST_SHOWN) + " more");
        }
        terminal.say(
                findings.isEmpty() ? "Nothing was wrong." : findings.size() + " were wrong; again with --seed " + used);
        return findings.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private List<String> fuzzOwn(long used) throws IOException {
        StackHandle stack = StackHandle.ofServices(
                StackHandle.folder("fuzz"),
                portOffset == null ? StackHandle.freeOffset() : portOffset,
                Set.copyOf(FuzzSession.SERVICES),
                terminal);
        terminal.say("Starting a stack for this alone; logs in " + stack.logs());
        Thread end = new Thread(stack::stopAll, "fuzz-ctrl-c");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            stack.startFresh();
            return fuzz(stack, used);
        } finally {
            terminal.say("Stopping that stack");
            stack.stopAll();
            stack.deleteData();
        }
    }

    private List<String> fuzz(StackHandle stack, long used) throws IOException {
        terminal.say("Odd requests, those of --seed " + used);
        return new FuzzSession(stack, terminal, used).run(requests, () -> true);
    }
}
