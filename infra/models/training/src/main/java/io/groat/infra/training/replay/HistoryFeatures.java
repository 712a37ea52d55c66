package io.groat.infra.training.replay;

import io.groat.fraud.feature.Features;
import io.groat.infra.training.history.HistoryFile;
import io.groat.infra.training.history.HistoryRow;
import io.groat.infra.training.history.RowSource;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The payments of a history, whose features are computed on the way. */
public final class HistoryFeatures implements FeatureSource {

    private static final int TOLD_EVERY = 50_000;

    private final HistoryFile file;
    private final Consumer<String> progress;
    private final RowSource rows;
    private final FeatureReplay replay = new FeatureReplay();
    private long done;

    /** @param progress is told how far it is, to be shown on one line */
    public HistoryFeatures(HistoryFile file, Consumer<String> progress) {
        this.file = file;
        this.progress = progress;
        this.rows = file.read();
    }

    @Override
    public @Nullable Seen next() {
        for (HistoryRow row = rows.next(); row != null; row = rows.next()) {
            if (++done % TOLD_EVERY == 0) {
                progress.accept(String.format(Locale.ROOT, "Replaying %,d of %,d payments", done, file.rows()));
            }
            Features features = replay.take(row);
            if (features != null) {
                return new Seen(row, features);
            }
        }
        return null;
    }

    @Override
    public long repeated() {
        return replay.repeated();
    }

    @Override
    public void close() {
        replay.close();
        rows.close();
    }
}
