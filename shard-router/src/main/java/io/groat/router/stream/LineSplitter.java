package io.groat.router.stream;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * Cuts one stream's chunks into lines, in memory bounded by the chunk and the longest line. Blank lines are
 * counted and left out. A line that is too long is told of as soon as it shows, and skipped to its end.
 *
 * <p>Not thread-safe: one stream's chunks come one after the other.
 */
final class LineSplitter {

    private final int maxLine;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private boolean begunEndsInReturn;
    private long lines;
    private boolean skipping;

    /** @param maxLine longest line in bytes, its end left out */
    LineSplitter(int maxLine) {
        this.maxLine = maxLine;
    }

    /** The lines that end in that chunk. The chunk is released. */
    List<Line> take(DataBuffer chunk) {
        byte[] bytes = new byte[chunk.readableByteCount()];
        chunk.read(bytes);
        DataBufferUtils.release(chunk);
        return take(bytes);
    }

    List<Line> take(byte[] bytes) {
        List<Line> found = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                end(bytes, start, at, found);
                start = at + 1;
            }
        }
        keep(bytes, start, found);
        return found;
    }

    /** The last line, when no line end followed it. */
    List<Line> end() {
        List<Line> found = new ArrayList<>();
        if (begun.size() > 0 || skipping) {
            end(new byte[0], 0, 0, found);
        }
        return found;
    }

    private void end(byte[] bytes, int start, int end, List<Line> found) {
        lines++;
        if (skipping) {
            skipping = false;
            return;
        }
        boolean returned = end > start ? bytes[end - 1] == '\r' : begunEndsInReturn && begun.size() > 0;
        if (begun.size() + end - start > maxLine + (returned ? 1 : 0)) {
            begun.reset();
            found.add(Line.tooLong(lines));
            return;
        }
        if (begun.size() == 0) {
            add(bytes, start, end, found);
            return;
        }
        begun.write(bytes, start, end - start);
        byte[] whole = begun.toByteArray();
        begun.reset();
        add(whole, 0, whole.length, found);
    }

    private void add(byte[] bytes, int start, int end, List<Line> found) {
        int last = end > start && bytes[end - 1] == '\r' ? end - 1 : end;
        for (int at = start; at < last; at++) {
            if (bytes[at] != ' ' && bytes[at] != '\t') {
                found.add(new Line(lines, bytes, start, last - start, false));
                return;
            }
        }
    }

    private void keep(byte[] bytes, int start, List<Line> found) {
        int length = bytes.length - start;
        if (skipping || length == 0) {
            return;
        }
        // One more than the longest line, for the carriage return that may be its end.
        if (begun.size() + length > maxLine + 1) {
            begun.reset();
            skipping = true;
            found.add(Line.tooLong(lines + 1));
            return;
        }
        begun.write(bytes, start, length);
        begunEndsInReturn = bytes[bytes.length - 1] == '\r';
    }
}
