package io.groat.infra.bench;

import io.groat.infra.bench.baseline.BaselineContender;
import io.groat.infra.bench.load.LoadException;
import io.groat.infra.bench.load.Mode;
import io.groat.infra.bench.load.Traffic;
import io.groat.infra.bench.report.JsonReport;
import io.groat.infra.bench.report.Machine;
import io.groat.infra.bench.report.PartsReport;
import io.groat.infra.bench.report.Results;
import io.groat.infra.bench.report.TextReport;
import io.groat.infra.bench.report.WebhookReport;
import io.groat.infra.bench.report.WholeReport;
import io.groat.infra.bench.stack.BenchStack;
import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.launcher.console.Ranges;
import io.groat.infra.launcher.console.ShownFailures;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry point of {@code infra/bench}. */
@Command(
        name = "infra/bench",
        description =
                "Measures the engine, HTTP and streams beside the usual design, and the whole system beside the router"
                        + " alone, on servers of its own.",
        mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
    private static final int FEWEST_USERS = 100;
    private static final int MOST_USERS = 1_000_000;
    private static final long SEED = 20_260_101;
    private static final int LONGEST_CELL = 300;
    private static final int MOST_ROUNDS = 99;

    private final Workspace workspace;
    private final Terminal terminal;

    @Option(names = "--seconds", paramLabel = "N", description = "How long each cell is measured; 4 if not given.")
    private int seconds = 4;

    @Option(names = "--rounds", paramLabel = "N", description = "How often each cell is measured; 3 if not given.")
    private int rounds = 3;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results there as JSON too.")
    private @Nullable Path json;

    @Option(
            names = "--only",
            paramLabel = "MODE",
            split = ",",
            description =
                    "Only these of engine, engine-hold, engine-refund, engine-ruled, http, http-hold, http-refund,"
                            + " stream, whole-http, whole-stream, baseline, overload, follow, webhooks.")
    private List<String> only = List.of();

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            split = ",",
            description = "Only closed loops with so many transfers under way: 1, 16, 64, 256, 512.")
    private Set<Integer> inFlight = Set.of();

    @Option(names = "--users", paramLabel = "N", description = "Accounts of each mode; 40000 if not given.")
    private int users = 40_000;

    @Option(names = "--cold", description = "Without warming up: what a quick look sees, not what a server makes.")
    private boolean cold;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    Bench(Workspace workspace, Terminal terminal) {
        this.workspace = workspace;
        this.terminal = terminal;
    }

    /** Exits with 0 when all was measured and the books balance, 1 when not, 2 when the arguments are wrong. */
    public static void main(String[] arguments) {
        try {
            System.exit(commandLine(Workspace.current(), Terminal.standard()).execute(arguments));
        } catch (LauncherException e) {
            System.err.println(e.getMessage());
            System.exit(CommandLine.ExitCode.SOFTWARE);
        }
    }

    /** An error is shown as its message, without a stack trace. */
    static CommandLine commandLine(Workspace workspace, Terminal terminal) {
        return new CommandLine(new Bench(workspace, terminal))
                .setExecutionExceptionHandler(new ShownFailures(List.of(LoadException.class)));
    }

    @Override
    public Integer call() throws IOException {
        Ranges.requireFromTo(spec, "--seconds", seconds, 1, LONGEST_CELL);
        Ranges.requireFromTo(spec, "--rounds", rounds, 1, MOST_ROUNDS);
        Ranges.requireFromTo(spec, "--users", users, FEWEST_USERS, MOST_USERS);
        Set<Mode> modes = modes();
        requireChoice();
        Path file = json;
        if (file != null) {
            requireWritable(file);
        }
        BenchStack stack = new BenchStack(workspace, terminal, modes.contains(Mode.WEBHOOKS));
        StopOnExit exit = StopOnExit.of(stack, terminal);
        try {
            return run(stack, modes, file);
        } catch (RuntimeException e) {
            exit.passUnlessStopping(e);
            throw e;
        } finally {
            stack.close();
        }
    }

    private int run(BenchStack stack, Set<Mode> modes, @Nullable Path file) throws IOException {
        Instant startedAt = Instant.now();
        boolean withRouter = Contenders.needsRouter(modes);
        boolean withWhole = Contenders.needsWhole(modes);
        terminal.say("Starting four MySQL servers" + (withRouter ? ", Kafka and the shard-router" : "")
                + "; logs in " + logs("logs/bench")
                + (withWhole ? ", and the whole system; logs in " + logs("whole/logs") : ""));
        stack.start(withRouter, withWhole);
        terminal.say(String.format("Opening %,d accounts for each mode", users));
        try (Contenders contenders = new Contenders(stack, modes, users)) {
            BenchRun run = new BenchRun(
                    terminal,
                    stack,
                    contenders,
                    new BenchSettings(modes, inFlight, rounds, Duration.ofSeconds(seconds), cold),
                    new Traffic(users, SEED));
            Results results = run.measure();
            BaselineContender baseline = contenders.baseline();
            int poolSize = baseline == null ? 0 : baseline.poolSize();
            terminal.say("");
            TextReport.table(results, poolSize).forEach(terminal::say);
            PartsReport.lines(results).forEach(terminal::say);
            WholeReport.lines(results).forEach(terminal::say);
            WebhookReport.lines(results).forEach(terminal::say);
            terminal.say("");
            terminal.say("Aims");
            TextReport.aims(results).forEach(terminal::say);
            if (file != null) {
                Machine machine = Machine.current(stack.mysqlSettings(), poolSize);
                Files.writeString(file, JsonReport.write(results, machine, startedAt, rounds, seconds));
                terminal.say("Written to " + file);
            }
            return results.allBalanced() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private String logs(String folder) {
        return workspace.shown(workspace.state().resolve(folder));
    }

    private Set<Mode> modes() {
        Set<Mode> modes = EnumSet.noneOf(Mode.class);
        for (String name : only) {
            modes.add(Mode.find(name)
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "--only takes "
                                    + Arrays.stream(Mode.values())
                                            .map(Mode::label)
                                            .collect(Collectors.joining(", "))
                                    + ", parted by commas, not " + name)));
        }
        return modes.isEmpty() ? EnumSet.allOf(Mode.class) : modes;
    }

    private void requireChoice() {
        if (!CellPlan.choices().containsAll(inFlight)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--in-flight takes numbers out of " + CellPlan.choices() + ", parted by commas");
        }
    }

    /** Said now, not after ten minutes. */
    private void requireWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(file)) {
            throw new ParameterException(
                    spec.commandLine(), "--json: " + file + " cannot be written. Name a file in a folder that exists.");
        }
    }
}
