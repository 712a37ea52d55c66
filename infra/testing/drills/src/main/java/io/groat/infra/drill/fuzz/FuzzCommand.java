package io.groat.infra.drill.fuzz;

import io.groat.infra.drill.option.StackOptions;
import io.groat.infra.launcher.console.ShownFailures;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.stack.StackHandle;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    private final Terminal terminal;

    @Option(names = "--requests", paramLabel = "N", description = "How many, to all services; 10000 when not given.")
    private int requests = 10_000;

    @Mixin
    private StackOptions options = new StackOptions();

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
        return new CommandLine(new FuzzCommand(terminal))
                .setExecutionExceptionHandler(new ShownFailures(List.of(IOException.class)));
    }

    @Override
    public Integer call() throws IOException {
        if (requests < 1) {
            throw new ParameterException(spec.commandLine(), "--requests must be at least 1, not " + requests);
        }
        options.requireSense();
        long seed = options.chooseSeed();
        Optional<StackHandle> running = options.running(terminal);
        List<String> findings = running.isPresent() ? fuzz(running.get(), seed) : fuzzOwn(seed);
        findings.stream().limit(MOST_SHOWN).forEach(terminal::say);
        if (findings.size() > MOST_SHOWN) {
            terminal.say("… and " + (findings.size() - MOST_SHOWN) + " more");
        }
        terminal.say(
                findings.isEmpty() ? "Nothing was wrong." : findings.size() + " were wrong; again with --seed " + seed);
        return findings.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private List<String> fuzzOwn(long seed) throws IOException {
        StackHandle stack = StackHandle.ofServices(
                StackHandle.folder("fuzz"), options.ownOffset(), Set.copyOf(FuzzSession.SERVICES), terminal);
        terminal.say("Starting a stack for this alone; logs in " + stack.logs());
        Thread end = new Thread(stack::stopAll, "fuzz-ctrl-c");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            stack.startFresh();
            return fuzz(stack, seed);
        } finally {
            terminal.say("Stopping that stack");
            stack.stopAll();
            stack.deleteData();
        }
    }

    private List<String> fuzz(StackHandle stack, long seed) throws IOException {
        terminal.say("Odd requests, those of --seed " + seed);
        return new FuzzSession(stack, terminal, seed).run(requests, () -> true);
    }
}
