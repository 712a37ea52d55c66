package io.groat.infra.training.store;

import io.groat.fraud.payment.Payment;
import io.groat.fraud.score.ScoreHistory.Finding;
import io.groat.fraud.score.ScoreHistory.Past;
import io.groat.infra.training.history.HistoryRow;
import io.groat.infra.training.replay.FeatureSource;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Payments of a store, with the features that they were scored by. */
final class StoredFeatures implements FeatureSource {

    private static final int TOLD_EVERY = 20_000;

    private final Stream<Past> payments;
    private final Iterator<Past> next;
    private final Map<UUID, Finding> findings;
    private final Consumer<String> progress;
    private long done;

    StoredFeatures(Stream<Past> payments, Map<UUID, Finding> findings, Consumer<String> progress) {
        this.payments = payments;
        this.next = payments.iterator();
        this.findings = findings;
        this.progress = progress;
    }

    @Override
    public @Nullable Seen next() {
        if (!next.hasNext()) {
            return null;
        }
        Past past = next.next();
        if (++done % TOLD_EVERY == 0) {
            progress.accept(String.format(
                    Locale.ROOT,
                    "Read %,d payments, up to %s",
                    done,
                    past.payment().at()));
        }
        return new Seen(row(past.payment(), findings.get(past.payment().id())), past.features());
    }

    private static HistoryRow row(Payment payment, @Nullable Finding finding) {
        String payee = payment.payee();
        return new HistoryRow(
                0,
                payment.id(),
                payment.at(),
                payment.payer(),
                payee == null ? "" : payee,
                payment.amountMinor(),
                payment.currency(),
                false,
                finding == null ? null : (Boolean) finding.fraud(),
                finding == null ? null : finding.at(),
                "",
                null,
                null,
                false);
    }

    @Override
    public long repeated() {
        return 0;
    }

    @Override
    public void close() {
        payments.close();
    }
}
