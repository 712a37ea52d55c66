package io.groat.infra.drill.fuzz;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Stack traces that come into a log file from now on. A file that begins anew is read from its beginning. */
final class LogTraces {

    private static final Pattern FRAME = Pattern.compile("\\s+at [\\w.$/<>@-]+\\(.*\\).*");

    private final Path file;
    private long read;

    LogTraces(Path file) throws IOException {
        this.file = file;
        this.read = Files.exists(file) ? Files.size(file) : 0;
    }

    /** The line before each stack trace that has come since it was asked last. */
    List<String> more() throws IOException {
        List<String> traces = new ArrayList<>();
        String before = "";
        boolean inTrace = false;
        for (String line : lines()) {
            boolean frame = FRAME.matcher(line).matches();
            if (frame && !inTrace) {
                traces.add(before);
            }
            inTrace = frame || (inTrace && line.startsWith("Caused by:"));
            before = line;
        }
        return traces;
    }

    private List<String> lines() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            if (log.length() < read) {
                read = 0;
            }
            byte[] more = new byte[Math.toIntExact(log.length() - read)];
            log.seek(read);
            log.readFully(more);
            read += more.length;
            return new String(more, StandardCharsets.UTF_8).lines().toList();
        }
    }
}
