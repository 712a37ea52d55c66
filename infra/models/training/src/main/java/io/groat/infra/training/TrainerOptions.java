package io.groat.infra.training;

import io.groat.infra.launcher.console.Ranges;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** By what chance and on how many processors a command trains. */
final class TrainerOptions {

    private static final int MOST_THREADS = 256;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of a model that is trained: the same one makes the same model of the same payments; 1 if not"
                    + " given.")
    private long seed = 1;

    @Option(names = "--threads", paramLabel = "N", description = "Processors to train on; 2 if not given.")
    private int threads = 2;

    long seed() {
        return seed;
    }

    int threads() {
        return threads;
    }

    void requireSense(CommandSpec command) {
        Ranges.requireFromTo(command, "--threads", threads, 1, MOST_THREADS);
    }
}
