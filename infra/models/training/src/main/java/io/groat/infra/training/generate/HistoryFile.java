package io.groat.infra.training.generate;

import io.groat.infra.training.generate.party.Parties;
import io.groat.infra.training.generate.setting.HistorySettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A history as a file. It has its name when it is complete and not before: until then it is beside it, with {@code .part} at
 * the end of its name, and goes when the run fails or is interrupted.
 */
public final class HistoryFile {

    private static final String PART = ".part";

    private final HistorySettings settings;
    private final Path file;
    private final boolean replace;

    /** @param replace whether a file of that name may be replaced */
    public HistoryFile(HistorySettings settings, Path file, boolean replace) {
        this.settings = settings;
        this.file = file;
        this.replace = replace;
    }

    /**
     * Says why the file can't be written, before any work is done.
     *
     * @throws IOException with a message for who has chosen its name
     */
    public void requireWritable() throws IOException {
        Path folder = folder();
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + " is no folder; make it, or choose another file");
        }
        if (!Files.isWritable(folder)) {
            throw new IOException("nothing may be written to " + folder + "; choose another folder");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(file + " is no ordinary file; choose another name");
        }
        if (Files.exists(file) && !replace) {
            throw new IOException(file + " is there already; choose another name, or replace it with --force");
        }
    }

    /** Hears of a run while it goes on. */
    @FunctionalInterface
    public interface Progress {
        /**
         * @param days how many are done
         * @param payments how many have been written
         */
        void reached(int days, long payments);
    }

    /**
     * Makes the history and writes it.
     *
     * @throws IOException when the file can't be written
     */
    public HistorySummary write(Progress progress) throws IOException {
        requireWritable();
        Path part = folder().resolve(file.getFileName() + PART);
        Thread cleaning = new Thread(() -> removeQuietly(part), "remove-part");
        Runtime.getRuntime().addShutdownHook(cleaning);
        try {
            HistorySummary summary = new HistorySummary(settings);
            try (OutputStream out = Files.newOutputStream(part)) {
                write(out, summary, progress);
            }
            rename(part);
            return summary;
        } catch (UncheckedIOException failure) {
            throw new IOException(String.valueOf(failure.getMessage()), failure);
        } finally {
            removeQuietly(part);
            forget(cleaning);
        }
    }

    private void write(OutputStream out, HistorySummary summary, Progress progress) {
        Parties parties = new Parties(settings);
        CsvLines lines = new CsvLines(settings, parties, out);
        History history = new History(settings, parties, payment -> {
            lines.accept(payment);
            summary.accept(payment);
        });
        history.run(day -> progress.reached(day + 1, summary.payments()));
        lines.flush();
    }

    private void rename(Path part) throws IOException {
        try {
            if (!replace && Files.exists(file)) {
                throw new FileAlreadyExistsException(file + " has come to be meanwhile; choose another name");
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException unable) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path folder() {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? Path.of("/") : folder;
    }

    private static void forget(Thread cleaning) {
        try {
            Runtime.getRuntime().removeShutdownHook(cleaning);
        } catch (IllegalStateException ending) {
            // Somebody has interrupted the run, and it is cleaning.
        }
    }

    private static void removeQuietly(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException left) {
            // It is named so that who finds it knows what it is, and the next run replaces it.
        }
    }
}
