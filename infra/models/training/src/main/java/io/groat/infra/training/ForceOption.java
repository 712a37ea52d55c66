package io.groat.infra.training;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Whether a command may write over files. */
final class ForceOption {

    @Option(names = "--force", description = "Write over files that are there.")
    private boolean force;

    boolean given() {
        return force;
    }

    /** Said now, not after the work. */
    void requireFree(CommandSpec command, String option, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(file)) {
            throw new ParameterException(command.commandLine(), option + " " + file + " can't be written");
        }
        if (Files.exists(file) && !force) {
            throw new ParameterException(
                    command.commandLine(), option + " " + file + " is there already; --force writes over it");
        }
    }
}
