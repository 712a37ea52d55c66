package io.groat.infra.training.train;

import io.groat.fraud.model.Model;
import io.groat.infra.training.history.HistoryFile;
import io.groat.infra.training.history.HistoryRow;
import io.groat.infra.training.replay.FeatureSource;
import io.groat.infra.training.replay.HistoryFeatures;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Trains on a history as of its end: what was labelled by then is known, and its last days are left out, for their labels
 * are still to come. Its first days only fill what features look back on.
 */
public final class HistoryTraining {

    private static final Duration WARM_UP = Duration.ofDays(7);
    /** A history shorter than that many times the warming up has no time for it. */
    private static final int LONG_ENOUGH = 4;

    private final TrainingSettings settings;
    private final boolean byTruth;
    private final Consumer<String> progress;

    /**
     * @param byTruth whether frauds that nobody found are learned from too, where the history tells them; features see what
     *     was known in any case
     * @param progress is told how far it is, to be shown on one line
     */
    public HistoryTraining(TrainingSettings settings, boolean byTruth, Consumer<String> progress) {
        this.settings = settings;
        this.byTruth = byTruth;
        this.progress = progress;
    }

    /** @param delayDays so many at the end are left out */
    public Model train(HistoryFile file, int delayDays) {
        Instant to = file.to().minus(Duration.ofDays(delayDays));
        boolean isLong = Duration.between(file.from(), to).compareTo(WARM_UP.multipliedBy(LONG_ENOUGH)) > 0;
        return train(
                new HistoryFeatures(file, progress),
                isLong ? file.from().plus(WARM_UP) : file.from(),
                to,
                file.to(),
                "a history of payments from " + file.from() + " to " + file.to());
    }

    /**
     * Trains on those made from one moment up to another, and closes where they come from.
     *
     * @param now as of when labels are known
     * @param trainedOn in words
     */
    public Model train(FeatureSource payments, Instant from, Instant to, Instant now, String trainedOn) {
        TrainingSet set = new TrainingSet(settings.seed());
        try (payments) {
            for (FeatureSource.Seen next = payments.next();
                    next != null && !next.row().at().isAfter(to);
                    next = payments.next()) {
                HistoryRow row = next.row();
                if (!row.at().isBefore(from)) {
                    boolean fraud = byTruth ? row.isFraud() : isKnownFraud(row, now);
                    set.add(next.features(), fraud, row.payment().amount(), row.at());
                }
            }
        }
        return new Trainer(settings, progress).train(set, trainedOn, now);
    }

    /** Whether it was known then: only what has been found out can be learned from. */
    public static boolean isKnownFraud(HistoryRow row, Instant then) {
        Instant known = row.labelAt();
        return Boolean.TRUE.equals(row.fraud()) && known != null && !known.isAfter(then);
    }
}
