package io.groat.infra.server.process;

import io.groat.infra.server.Folders;
import io.groat.infra.server.ServerProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * A class data archive of Java (CDS): parsed classes from an earlier run of the same program, which about halve the time
 * of a start. Writing one takes a program some seconds of a processor when it ends, and four that end at once on a busy
 * machine most of a minute. So a run of its own, before anybody waits for a stop, makes it; all others only read it. A
 * Java that cannot use it goes on without.
 */
public final class ClassArchive {
    private static final Duration TRAINING_LIMIT = Duration.ofMinutes(5);
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

    /**
     * For programs that nobody waits for while they stop: the options that make this Java use the archive, or write it at
     * its end when there is none. A file cut short by a kill does no harm: its head is written last, and without one Java
     * does not take it.
     */
    public static List<String> options(Path folder, String program, JavaHome java) {
        ClassArchive archive = of(folder, program, java);
        return archive.made() ? archive.reading() : writing(archive.file);
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

    private static List<String> writing(Path archive) {
        return List.of("-XX:ArchiveClassesAtExit=" + archive, QUIET, "-Xlog:cds+dynamic=off");
    }
}
