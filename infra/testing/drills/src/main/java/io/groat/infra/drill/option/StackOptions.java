package io.groat.infra.drill.option;

import io.groat.infra.launcher.console.Ranges;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.stack.StackHandle;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** On which stack a tool works, and with what chance. */
public final class StackOptions {

    private static final int SEEDS = 1_000_000;

    @Option(names = "--seed", paramLabel = "N", description = "Repeats the ${COMMAND-NAME} that had this seed.")
    private @Nullable Long seed;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            description = "Starts a stack of its own with N added to every port, whether or not one is up.")
    private @Nullable Integer portOffset;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    /** @throws ParameterException when one of them makes no sense */
    public void requireSense() {
        if (portOffset != null) {
            Ranges.requirePortOffset(command, portOffset);
        }
    }

    /** The stack that is up; empty when there is none, or one of its own is wanted. */
    public Optional<StackHandle> running(Terminal terminal) {
        return portOffset == null ? StackHandle.running(terminal) : Optional.empty();
    }

    /** What a stack of its own adds to every port: as given, or where ports are free. */
    public int ownOffset() {
        return portOffset == null ? StackHandle.freeOffset() : portOffset;
    }

    /** The seed that was given, or one by chance, another one each time. */
    public long chooseSeed() {
        return seed == null ? ThreadLocalRandom.current().nextInt(SEEDS) : seed;
    }
}
