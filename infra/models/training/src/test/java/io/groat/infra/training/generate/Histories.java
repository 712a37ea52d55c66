package io.groat.infra.training.generate;

import io.groat.infra.training.generate.party.Parties;
import io.groat.infra.training.generate.setting.FraudKind;
import io.groat.infra.training.generate.setting.HistorySettings;
import io.groat.infra.training.generate.world.HistoryPayment;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/** Histories for tests. */
final class Histories {

    private Histories() {}

    static HistorySettings of(int days, int users, long seed, double fraudShare) {
        return of(days, users, seed, fraudShare, HistorySettings.usualWeights(), 0.7, 10);
    }

    static HistorySettings of(
            int days,
            int users,
            long seed,
            double fraudShare,
            Map<FraudKind, Double> weights,
            double labelShare,
            double labelDelay) {
        return new HistorySettings(
                days,
                users,
                seed,
                2,
                Math.max(60, users / 20),
                fraudShare,
                weights,
                labelShare,
                labelDelay,
                Currency.getInstance("EUR"),
                LocalDate.of(2026, 1, 1));
    }

    static List<HistoryPayment> payments(HistorySettings settings) {
        List<HistoryPayment> payments = new ArrayList<>();
        new History(settings, new Parties(settings), payments::add).run(day -> {});
        return payments;
    }
}
