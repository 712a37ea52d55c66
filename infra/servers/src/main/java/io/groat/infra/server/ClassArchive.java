package io.groat.infra.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A class data archive of Java (CDS): parsed classes from an earlier run of the same program, which about halve the time
 * of a start. The first run that ends in good order writes it; a later Java that cannot use it goes on without.
 */
public final class ClassArchive {
    private static final int FIRST_JAVA_THAT_KEEPS_IT_BY_ITSELF = 19;

    private ClassArchive() {}

    /**
     * The options that make this Java use the archive, or write it when there is none. A file cut short by a kill does
     * no harm: its head is written last, and without one Java does not take it.
     *
     * @param folder where it stands
     * @param program names the program with its version; the Java's version is added to it
     */
    public static List<String> options(Path folder, String program, JavaHome java) {
        Path archive = folder.resolve(program + "-java" + java.version() + ".jsa");
        if (java.feature() >= FIRST_JAVA_THAT_KEEPS_IT_BY_ITSELF) {
            return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off");
        }
        return Files.isRegularFile(archive)
                ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off")
                : List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }
}
