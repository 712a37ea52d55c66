package io.groat.infra.testservers;

import io.groat.infra.server.process.ProcessRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process beside the test JVM that outlives it by a moment: it reads from the JVM, and when that ends, even by
 * SIGKILL, kills the servers and removes their data. (Linux could kill them on their parent's death by itself, but
 * takes the end of the thread that started them for that death.)
 */
final class Guardian {
    private final Writer toGuardian;

    private Guardian(Writer toGuardian) {
        this.toGuardian = toGuardian;
    }

    /** Starts a guardian who removes this folder at the end. */
    static Guardian over(Path folder) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            // So that neither a terminal's Ctrl-C nor a kill of the JVM's process group reaches it.
            command.add("/usr/bin/setsid");
        }
        command.addAll(List.of("sh", "-c", script(), "guardian", folder.toString()));
        Process guardian = new ProcessBuilder(command)
                .directory(folder.getRoot().toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new Guardian(new OutputStreamWriter(guardian.getOutputStream(), StandardCharsets.US_ASCII));
    }

    /** From now on this process dies with the JVM. */
    synchronized void watch(ProcessRef process) {
        String began = process.began().substring(process.began().lastIndexOf('/') + 1);
        try {
            toGuardian.write(process.pid() + " " + began + "\n");
            toGuardian.flush();
        } catch (IOException e) {
            process.kill();
            throw new UncheckedIOException("The guardian of the test servers is gone", e);
        }
    }

    private static String script() throws IOException {
        try (InputStream in = Guardian.class.getResourceAsStream("guardian.sh")) {
            if (in == null) {
                throw new IllegalStateException("No resource guardian.sh");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
