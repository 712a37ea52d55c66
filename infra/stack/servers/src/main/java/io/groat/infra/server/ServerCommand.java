package io.groat.infra.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A command line with what it adds to the environment. Secrets go into the environment or into files, never into the
 * arguments, which every user of the machine can read.
 */
public record ServerCommand(List<String> arguments, Map<String, String> environment, Path workingFolder) {
    public ServerCommand {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    public ServerCommand(List<String> arguments, Path workingFolder) {
        this(arguments, Map.of(), workingFolder);
    }
}
