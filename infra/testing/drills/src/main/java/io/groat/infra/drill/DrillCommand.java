package io.groat.infra.drill;

import io.groat.infra.drill.option.StackOptions;
import io.groat.infra.launcher.console.Ranges;
import io.groat.infra.launcher.console.ShownFailures;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.stack.StackHandle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The entry point of {@code infra/drill}. */
@Command(
        name = "drill",
        description = "Takes parts of the stack away under load, brings them back, and proves that every promise held."
                + " Exits with 1 when one broke, and with 3 when nothing is known to have broken and not all could be"
                + " looked at.",
        mixinStandardHelpOptions = true)
public final class DrillCommand implements Callable<Integer> {
    private static final double LONGEST_MINUTES = 24 * 60;
    private static final int LOWEST_RATE = 2;
    private static final int HIGHEST_RATE = 5_000;
    static final int NOT_CHECKED = 3;

    private final Terminal terminal;

    @Option(names = "--minutes", paramLabel = "N", description = "How long, such as 0.5; 2 when not given.")
    private double minutes = 2;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the report there too.")
    private @Nullable Path json;

    @Option(
            names = "--parts",
            paramLabel = "NAME",
            split = ",",
            description = "Takes only these away: mysql, mysql-0, kafka, shard-router, redis, cassandra, …")
    private List<String> parts = List.of();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "Payments, holds, deposits and withdrawals a second, before what follows on them; 300 when not given.")
    private int rate = 300;

    @Option(names = "--each-once", description = "Kills each part once, all databases together, and that is all.")
    private boolean eachOnce;

    @Option(
            names = "--no-gateway",
            description = "Without money from outside, which a stack of the drill's own has by the sandbox gateway.")
    private boolean noGateway;

    @Mixin
    private StackOptions options = new StackOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    DrillCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Exits with 0 when every promise held, 1 when one broke or the drill could not be held, 2 for wrong arguments, 3
     * when nothing is known to have broken and not everything could be looked at.
     */
    public static void main(String[] arguments) {
        System.exit(commandLine(Terminal.standard()).execute(arguments));
    }

    /** An error is shown as its message, without a stack trace. */
    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new DrillCommand(terminal)).setExecutionExceptionHandler(new ShownFailures(List.of()));
    }

    @Override
    public Integer call() throws IOException {
        requireSense();
        Optional<StackHandle> running = options.running(terminal);
        // What the gateway of a stack that is up has is not the drill's to settle.
        boolean outside = running.isEmpty() && !noGateway;
        StackHandle stack = running.orElseGet(() -> StackHandle.apart(
                StackHandle.folder("drill"),
                options.ownOffset(),
                outside ? Set.of(StackHandle.GATEWAY) : Set.of(),
                Set.of(),
                terminal));
        DrillSettings settings = new DrillSettings(
                Duration.ofMillis((long) (minutes * 60_000)), options.chooseSeed(), parts, rate, eachOnce, outside);
        try {
            settings.chosen(stack.parts());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--parts: " + e.getMessage(), e);
        }
        DrillReport report = new DrillSession(stack, settings, terminal, running.isEmpty()).hold(this::show);
        return switch (report.outcome()) {
            case KEPT -> CommandLine.ExitCode.OK;
            case BROKEN -> CommandLine.ExitCode.SOFTWARE;
            case NOT_CHECKED -> NOT_CHECKED;
        };
    }

    private void requireSense() {
        if (!(minutes > 0 && minutes <= LONGEST_MINUTES)) {
            throw wrong("--minutes must be above 0 and at most " + (int) LONGEST_MINUTES + ", not " + minutes);
        }
        Ranges.requireFromTo(spec, "--rate", rate, LOWEST_RATE, HIGHEST_RATE);
        options.requireSense();
        Path file = json;
        if (file != null) {
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
                throw wrong("--json: " + file + " is no file that can be written; its folder has to be there");
            }
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void show(DrillReport report) {
        new ProofTable(terminal).show(report);
        if (json != null) {
            try {
                Files.writeString(json, asJson(report));
            } catch (IOException e) {
                terminal.say("The report could not be written to " + json + ": " + e.getMessage());
            }
        }
    }

    static String asJson(DrillReport report) {
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(report)
                + "\n";
    }
}
