package io.groat.infra.training.generate;

import io.groat.infra.training.generate.setting.FraudKind;
import io.groat.infra.training.generate.setting.HistorySettings;
import io.groat.infra.training.generate.world.HistoryPayment;
import io.groat.infra.training.generate.world.Label;
import io.groat.infra.training.generate.world.PaymentSink;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts what a history has, by kind of fraud, in memory that does not grow with it. */
public final class HistorySummary implements PaymentSink {

    private final HistorySettings settings;
    private final Map<FraudKind, Tally> kinds = new EnumMap<>(FraudKind.class);
    private final Tally frauds = new Tally();
    private long payments;
    private long failed;
    private long cleared;

    HistorySummary(HistorySettings settings) {
        this.settings = settings;
    }

    @Override
    public void accept(HistoryPayment payment) {
        payments++;
        failed += payment.completed() ? 0 : 1;
        cleared += payment.label() == Label.LEGITIMATE ? 1 : 0;
        if (payment.fraud() != null) {
            Tally kind = kinds.computeIfAbsent(payment.fraud().kind(), first -> new Tally());
            if (payment.fraud().number() >= kind.cases) {
                frauds.cases += payment.fraud().number() + 1 - kind.cases;
                kind.cases = payment.fraud().number() + 1;
            }
            kind.add(payment);
            frauds.add(payment);
        }
    }

    public long payments() {
        return payments;
    }

    /** Lines for a screen. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d payments of %,d users in %,d days, %s to %s; %.1f%% failed, %.2f%% are frauds, %,d honest ones were"
                        + " looked into.",
                payments,
                settings.users(),
                settings.days(),
                settings.start(),
                settings.start().plusDays(settings.days() - 1L),
                percent(failed),
                percent(frauds.payments),
                cleared));
        lines.add(String.format(
                Locale.ROOT,
                "%-15s %9s %12s %20s %9s %13s",
                "fraud",
                "cases",
                "payments",
                "amount in " + settings.currency(),
                "labelled",
                "median delay"));
        kinds.forEach((kind, tally) -> lines.add(tally.line(kind.text(), settings)));
        if (frauds.payments > 0) {
            lines.add(frauds.line("all", settings));
        }
        return lines;
    }

    private double percent(long part) {
        return payments == 0 ? 0 : 100.0 * part / payments;
    }

    /** Of one kind. */
    private static final class Tally {
        private static final long MILLIS_OF_HOUR = 3_600_000;

        /** Labels that take longer count as if they had taken that long. */
        private static final int MOST_HOURS = 24 * 4_000;

        private final int[] hours = new int[MOST_HOURS + 1];
        private long cases;
        private long payments;
        private long amount;
        private long labelled;

        void add(HistoryPayment payment) {
            payments++;
            amount += payment.amount();
            if (payment.label() == Label.FRAUD) {
                labelled++;
                hours[(int) Math.min(MOST_HOURS, (payment.labelAt() - payment.at()) / MILLIS_OF_HOUR)]++;
            }
        }

        String line(String name, HistorySettings settings) {
            int digits = settings.currency().getDefaultFractionDigits();
            return String.format(
                    Locale.ROOT,
                    "%-15s %,9d %,12d %,20.0f %8.0f%% %13s",
                    name,
                    cases,
                    payments,
                    digits < 2 ? (double) amount : amount / 100.0,
                    100.0 * labelled / payments,
                    labelled == 0 ? "-" : String.format(Locale.ROOT, "%.1f days", medianHours() / 24.0));
        }

        private int medianHours() {
            long left = (labelled + 1) / 2;
            int hour = 0;
            while (hour < MOST_HOURS && (left -= hours[hour]) > 0) {
                hour++;
            }
            return hour;
        }
    }
}
