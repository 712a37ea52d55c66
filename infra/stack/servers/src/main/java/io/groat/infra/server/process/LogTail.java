package io.groat.infra.server.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The end of a log file, to show why a server died. */
public final class LogTail {
    private static final int MOST_BYTES = 64 * 1024;
    private static final Pattern ERROR = Pattern.compile("\\b(ERROR|FATAL)\\b");

    private LogTail() {}

    /** The last lines, oldest first; empty when there is no such file. Reads no more than 64 KiB of it. */
    public static List<String> lastLines(Path log, int count) {
        List<String> lines = lines(log);
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    /**
     * The last lines, and before them, where it stands further up, the last error with what it says: a server that ends
     * goes on to log for a while. Blank lines are left out.
     *
     * @param count of the last lines, and of the error's at most
     */
    static List<String> lastLinesAndError(Path log, int count) {
        List<String> lines = lines(log).stream().filter(line -> !line.isBlank()).toList();
        int tail = Math.max(0, lines.size() - count);
        int error = tail - 1;
        while (error >= 0 && !ERROR.matcher(lines.get(error)).find()) {
            error--;
        }
        if (error < 0) {
            return lines.subList(tail, lines.size());
        }
        int end = Math.min(error + count, tail);
        List<String> told = new ArrayList<>(lines.subList(error, end));
        if (end < tail) {
            told.add("...");
        }
        told.addAll(lines.subList(tail, lines.size()));
        return told;
    }

    private static List<String> lines(Path log) {
        if (!Files.isReadable(log)) {
            return List.of();
        }
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - MOST_BYTES);
            var bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of("(cannot read " + log + ": " + e.getMessage() + ")");
        }
    }
}
