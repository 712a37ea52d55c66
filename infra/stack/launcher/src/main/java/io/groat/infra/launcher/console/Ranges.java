package io.groat.infra.launcher.console;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The numbers that options take. */
public final class Ranges {

    private static final int HIGHEST_OFFSET = 50_000;

    private Ranges() {}

    /** @throws ParameterException naming the option, when the value lies outside */
    public static void requireFromTo(CommandSpec command, String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    command.commandLine(), option + " must be from " + least + " to " + most + ", not " + value);
        }
    }

    /** @throws ParameterException when a port of the stack would be none with that added */
    public static void requirePortOffset(CommandSpec command, int offset) {
        requireFromTo(command, "--port-offset", offset, 0, HIGHEST_OFFSET);
    }
}
