package io.groat.infra.server.process;

import io.groat.infra.server.Folders;
import io.groat.infra.server.ServerCommand;
import io.groat.infra.server.ServerProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A class data archive of Java (CDS): parsed classes from an earlier run of the same program, which about halve the time
 * of a start. Writing one takes a program some seconds of a processor when it ends, and four that end at once on a busy
 * machine most of a minute. So a run of its own, before anybody waits for a stop, makes it; all others only read it. A
 * Java that cannot use it goes on without.
 */
public final class ClassArchive {
    private static final Duration TRAINING_LIMIT = Duration.ofMinutes(5);
    private static final int LINES_SHOWN = 12;
    private static final String QUIET = "-Xlog:cds=off";

    private final Path file;

    private ClassArchive(Path file) {
        this.file = file;
    }

    /**
     * That of a program.
     *
     * @param folder where it stands
     * @param program names the program with its version; the Java's version is added to it
     */
    public static ClassArchive of(Path folder, String program, JavaHome java) {
        return new ClassArchive(folder.resolve(program + "-java" + java.version() + ".jsa"));
    }

    /** Whether it is there. */
    public boolean made() {
        return Files.isRegularFile(file);
    }

    /** The options that make Java use it; none when it is not there. */
    public List<String> reading() {
        return made() ? List.of("-XX:SharedArchiveFile=" + file, QUIET) : List.of();
    }

    /** A run of the program that ends in good order. */
    @FunctionalInterface
    public interface Training {
        /** @param options for Java */
        void run(List<String> options) throws IOException;
    }

    /**
     * Makes it by a run of the program, unless it is there. It is there whole or not at all, also when two processes make
     * it at once or one is killed.
     *
     * @return whether it was made now
     */
    public boolean make(Training training) throws IOException {
        if (made()) {
            return false;
        }
        Files.createDirectories(file.getParent());
        Path making = file.resolveSibling(file.getFileName() + ".making-" + UUID.randomUUID());
        try {
            training.run(writing(making));
            if (!Files.isRegularFile(making)) {
                return false;
            }
            Files.move(making, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } finally {
            Files.deleteIfExists(making);
        }
    }

    /**
     * Makes it by starting a server on empty data, and stopping it as soon as it answers.
     *
     * @param folder for its data, which is deleted afterwards
     * @param server the server with these options for Java
     */
    public boolean makeByServer(Path folder, Function<List<String>, ServerProgram> server) throws IOException {
        return make(options -> {
            ChildServer child = new ChildServer(server.apply(options), folder.resolve("training.log"));
            try {
                child.start();
                child.stop(TRAINING_LIMIT);
            } finally {
                child.kill();
                Folders.delete(folder);
            }
        });
    }

    /**
     * Makes it by a Spring program that comes up as far as its beans, which are most of its classes and need no server,
     * and ends.
     *
     * @param folder for what it says meanwhile
     * @param program with these options for Java
     * @throws IOException if it does not end in good order, with its last lines
     */
    public boolean makeByBeans(Path folder, Function<List<String>, ServerCommand> program) throws IOException {
        return make(options -> {
            List<String> training = new ArrayList<>(options);
            training.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dspring.context.exit=onRefresh"));
            ServerCommand command = program.apply(training);
            Path said = Files.createTempFile(folder, "training", ".out");
            try {
                var builder = new ProcessBuilder(command.arguments())
                        .directory(command.workingFolder().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile());
                builder.environment().putAll(command.environment());
                Process run = builder.start();
                if (!run.waitFor(TRAINING_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    run.destroyForcibly().waitFor();
                }
                if (run.exitValue() != 0) {
                    throw new IOException(String.join("\n", LogTail.lastLines(said, LINES_SHOWN)));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } finally {
                Files.deleteIfExists(said);
            }
        });
    }

    private static List<String> writing(Path archive) {
        return List.of("-XX:ArchiveClassesAtExit=" + archive, QUIET, "-Xlog:cds+dynamic=off");
    }
}
