package io.groat.fraud.payer;

import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import io.groat.fraud.payment.Hashes;
import io.groat.fraud.window.History;
import io.groat.fraud.window.StateBytes;
import io.groat.fraud.window.Window;
import io.groat.fraud.window.WindowTotals;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a payer's wallet was topped up from outside: what came in, what failed, and since when the cards and accounts are
 * known that paid. Amounts are in major units of any currency.
 */
final class TopUps {

    static final int EXACT = 64;
    static final int INSTRUMENTS = 16;

    /** Payments that come up to a day late are scored as if they had come in time. */
    private static final long SPAN = Window.MONTH.millis() + Window.DAY.millis();

    private static final long FAILED_SPAN = 2 * Window.DAY.millis();

    private final History credited;
    private final History failed;
    /** When each first paid; the newest is always among them. */
    private final History instruments;
    /** The first one ever, in milliseconds since 1970; 0 when there was none. */
    private long first;

    TopUps() {
        this(new History(SPAN, EXACT, 1), new History(FAILED_SPAN, EXACT, 1), new History(SPAN, INSTRUMENTS, 1), 0);
    }

    private TopUps(History credited, History failed, History instruments, long first) {
        this.credited = credited;
        this.failed = failed;
        this.instruments = instruments;
        this.first = first;
    }

    /**
     * Money came in by that order.
     *
     * @param instrument what paid; null where its gateway does not tell
     * @param seenAt when that first paid for this user
     */
    void credited(UUID orderId, double amount, long at, @Nullable String instrument, @Nullable Long seenAt) {
        first = first == 0 ? at : Math.min(first, at);
        addOnce(credited, Hashes.of(orderId), amount, at);
        if (instrument != null && seenAt != null) {
            addOnce(instruments, Hashes.of(instrument), 0, seenAt);
        }
    }

    /** @param id the same however often it is told */
    void failed(String id, long at) {
        addOnce(failed, Hashes.of(id), 0, at);
    }

    private static void addOnce(History history, long id, double amount, long at) {
        if (!history.knows(id)) {
            history.add(at, amount, 0, id);
        }
    }

    /** @param paid what the payer paid before */
    void addFeatures(Features features, long moment, double amount, History paid) {
        long last = credited.lastBefore(moment);
        long seen = instruments.lastBefore(moment);
        if (seen > 0) {
            features.set(FeatureNames.INSTRUMENT_AGE_DAYS, (moment - seen) / (double) Window.DAY.millis());
        }
        if (first > 0 && first <= moment) {
            features.set(FeatureNames.SECONDS_SINCE_FIRST_TOP_UP, (moment - first) / 1000.0);
        }
        if (last > 0) {
            features.set(FeatureNames.SECONDS_SINCE_TOP_UP, (moment - last) / 1000.0);
        }
        features.set(FeatureNames.TOP_UP_FAILURES, failed.totals(moment).count(Window.DAY));
        WindowTotals totals = credited.totals(moment);
        double in = totals.sum(Window.HOUR);
        if (in > 0) {
            long since = credited.firstAfter(moment - Window.HOUR.millis());
            double out = paid.sumBetween(since, moment) + amount;
            features.set(FeatureNames.TOP_UP_SHARE_OUT, Math.min(1, out / in));
        }
    }

    int weight() {
        return credited.weight() + failed.weight() + instruments.weight();
    }

    void write(StateBytes out) {
        credited.write(out);
        failed.write(out);
        instruments.write(out);
        out.putLong(first);
    }

    static TopUps read(StateBytes in) {
        return new TopUps(
                History.read(in, SPAN, EXACT, 1),
                History.read(in, FAILED_SPAN, EXACT, 1),
                History.read(in, SPAN, INSTRUMENTS, 1),
                in.getLong());
    }
}
