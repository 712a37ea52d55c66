package io.groat.infra.training.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the order of their times, and of their lines where times are the same: sorted in pieces that go to temporary files,
 * which are then read beside each other. So it holds one piece at most.
 */
final class SortedRows implements RowSource {

    /** A piece of that many takes some 100 MB. */
    static final int PIECE = 300_000;

    private static final Comparator<HistoryRow> ORDER =
            Comparator.comparing(HistoryRow::at).thenComparingLong(HistoryRow::line);

    private record Head(HistoryRow row, RowFile from) {}

    private final Path folder;
    private final List<RowFile> files;
    private final PriorityQueue<Head> heads = new PriorityQueue<>((a, b) -> ORDER.compare(a.row(), b.row()));

    private SortedRows(Path folder, List<RowFile> files) {
        this.folder = folder;
        this.files = files;
        files.forEach(this::advance);
    }

    /** Takes all that a source has, and closes it. */
    static SortedRows of(RowSource rows, int piece) {
        List<RowFile> files = new ArrayList<>();
        try (rows) {
            Path folder = Files.createTempDirectory("groat-history");
            List<HistoryRow> next = new ArrayList<>();
            for (HistoryRow row = rows.next(); row != null; row = rows.next()) {
                next.add(row);
                if (next.size() == piece) {
                    files.add(written(folder, next));
                }
            }
            if (!next.isEmpty()) {
                files.add(written(folder, next));
            }
            return new SortedRows(folder, files);
        } catch (IOException full) {
            files.forEach(RowFile::close);
            throw new UncheckedIOException("no temporary folder can be made", full);
        } catch (RuntimeException broken) {
            files.forEach(RowFile::close);
            throw broken;
        }
    }

    private static RowFile written(Path folder, List<HistoryRow> next) {
        next.sort(ORDER);
        RowFile file = RowFile.of(folder, next);
        next.clear();
        return file;
    }

    @Override
    public @Nullable HistoryRow next() {
        Head head = heads.poll();
        if (head == null) {
            return null;
        }
        advance(head.from());
        return head.row();
    }

    private void advance(RowFile file) {
        HistoryRow row = file.next();
        if (row != null) {
            heads.add(new Head(row, file));
        }
    }

    @Override
    public void close() {
        files.forEach(RowFile::close);
        try {
            Files.deleteIfExists(folder);
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
