package io.groat.sandbox.book;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * A file of lines that is only ever added to. A line whose end is missing was never answered for: a crash cut it off, and
 * the next start takes it away.
 */
final class Journal implements AutoCloseable {

    private final FileChannel file;
    private final Object forcing = new Object();
    private volatile long written;
    private long durable;
    private volatile boolean broken;

    private Journal(FileChannel file, long written) {
        this.file = file;
        this.written = written;
        this.durable = written;
    }

    /**
     * Opens it for this process alone.
     *
     * @param each gets every line there is, in order
     * @throws IllegalStateException when another process has it
     */
    static Journal open(Path folder, Consumer<String> each) {
        Path path = folder.resolve("journal.jsonl");
        try {
            Files.createDirectories(folder);
            FileChannel file = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            lock(file, path);
            long end = read(path, each);
            file.truncate(end).position(end);
            file.force(true);
            try (FileChannel entries = FileChannel.open(folder)) {
                entries.force(true);
            }
            return new Journal(file, end);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot open " + path, failure);
        }
    }

    private static void lock(FileChannel file, Path path) throws IOException {
        try {
            if (file.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException here) {
            file.close();
            throw new IllegalStateException("this process has opened " + path + " already", here);
        }
        file.close();
        throw new IllegalStateException("another process uses " + path);
    }

    /** @return where the last whole line ends */
    private static long read(Path path, Consumer<String> each) throws IOException {
        long end = 0;
        long at = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            var line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                at++;
                if (next == '\n') {
                    each.accept(line.toString(StandardCharsets.UTF_8));
                    line.reset();
                    end = at;
                } else {
                    line.write(next);
                }
            }
        }
        return end;
    }

    /** Writes a line. It is safe only after {@link #awaitDurable}. Callers take turns. */
    void append(String line) {
        if (broken) {
            throw new IllegalStateException("the journal could not be written; start again");
        }
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            written = file.position();
        } catch (IOException failure) {
            broken = true;
            throw new UncheckedIOException("Cannot write the journal", failure);
        }
    }

    /** Waits until all that was written is on the disk. One caller's wait does for all who came meanwhile. */
    void awaitDurable() {
        long wanted = written;
        synchronized (forcing) {
            if (broken) {
                throw new IllegalStateException("the journal could not be written; start again");
            }
            if (durable >= wanted) {
                return;
            }
            long end = written;
            try {
                file.force(false);
            } catch (IOException failure) {
                // What a failed fsync left out may never come, whatever the next one says.
                broken = true;
                throw new UncheckedIOException("Cannot write the journal", failure);
            }
            durable = end;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot close the journal", failure);
        }
    }
}
