package io.groat.infra.training.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import io.groat.infra.training.history.HistoryRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeatureReplayTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void aLabelIsSeenFromTheMomentOnAtWhichItIsKnown() {
        HistoryRow fraud = row(1, Duration.ZERO, "ann", "shop", true, Duration.ofDays(3));
        assertThat(frauds(List.of(fraud, row(2, Duration.ofDays(3).minusMillis(1), "bob", "shop", null, WEEK))))
                .isZero();
        assertThat(frauds(List.of(fraud, row(2, Duration.ofDays(3), "bob", "shop", null, WEEK))))
                .isOne();
        assertThat(frauds(List.of(fraud, row(2, Duration.ofDays(34), "bob", "shop", null, WEEK))))
                .isZero();
    }

    /** Whatever is known later, and whatever comes later, changes nothing of what was before. */
    @Test
    void theFutureIsNotSeen() {
        List<HistoryRow> rows = rows(3_000);
        List<Features> told = features(rows, 1_000_000);
        List<HistoryRow> late = new ArrayList<>();
        Instant end = rows.get(rows.size() - 1).at();
        for (HistoryRow row : rows) {
            late.add(row.fraud() == null ? row : labelled(row, true, end.plus(WEEK)));
        }
        List<Features> without =
                features(rows.stream().map(row -> labelled(row, null, null)).toList(), 1_000_000);
        assertThat(features(late, 1_000_000)).isEqualTo(without).isNotEqualTo(told);

        int half = rows.size() / 2;
        assertThat(features(rows.subList(0, half), 1_000_000)).isEqualTo(told.subList(0, half));

        // A label that is shifted changes what lies between its two moments, and nothing before the first.
        HistoryRow shifted = rows.stream()
                .filter(row -> Boolean.TRUE.equals(row.fraud()))
                .findFirst()
                .orElseThrow();
        List<HistoryRow> some = new ArrayList<>(rows);
        Instant known = Objects.requireNonNull(shifted.labelAt());
        some.set(rows.indexOf(shifted), labelled(shifted, true, known.plus(WEEK)));
        List<Features> changed = features(some, 1_000_000);
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).at().isBefore(known)) {
                assertThat(changed.get(i)).isEqualTo(told.get(i));
            }
        }
    }

    @Test
    void statesThatLeftMemoryAreTheSameWhenTheyAreBack() {
        List<HistoryRow> rows = rows(3_000);
        assertThat(features(rows, 200)).isEqualTo(features(rows, 1_000_000));
    }

    @Test
    void aRepeatedPaymentCountsOnce() {
        HistoryRow row = row(1, Duration.ZERO, "ann", "bob", null, WEEK);
        try (FeatureReplay replay = new FeatureReplay()) {
            assertThat(replay.take(row)).isNotNull();
            assertThat(replay.take(row)).isNull();
            assertThat(replay.repeated()).isOne();
            Features next = replay.take(row(2, Duration.ofMinutes(1), "ann", "bob", null, WEEK));
            assertThat(Objects.requireNonNull(next).get(FeatureNames.PAIR_COUNT))
                    .isOne();
        }
    }

    @Test
    void aTopUpIsNotScoredAndIsKnownToWhoeverItCameTo() {
        try (FeatureReplay replay = new FeatureReplay()) {
            HistoryRow row = row(1, Duration.ZERO, "gateway", "ann", null, WEEK);
            HistoryRow topUp = new HistoryRow(
                    row.line(),
                    row.id(),
                    row.at(),
                    row.payer(),
                    row.payee(),
                    row.amountMinor(),
                    row.currency(),
                    false,
                    null,
                    null,
                    "",
                    null,
                    null,
                    true);
            assertThat(replay.take(topUp)).isNull();
            assertThat(replay.repeated()).isZero();
            Features next = replay.take(row(2, Duration.ofMinutes(1), "ann", "bob", null, WEEK));
            assertThat(Objects.requireNonNull(next).get(FeatureNames.SECONDS_SINCE_TOP_UP))
                    .isEqualTo(60);
        }
    }

    private static double frauds(List<HistoryRow> rows) {
        List<Features> all = features(rows, 1_000_000);
        // Of the month, the last of the three.
        return all.get(all.size() - 1).get(FeatureNames.PAYEE_FRAUDS + 2);
    }

    private static List<Features> features(List<HistoryRow> rows, long held) {
        List<Features> features = new ArrayList<>();
        try (FeatureReplay replay = new FeatureReplay(held)) {
            rows.forEach(row -> features.add(Objects.requireNonNull(replay.take(row))));
        }
        return features;
    }

    private static List<HistoryRow> rows(int many) {
        Random random = new Random(11);
        List<HistoryRow> rows = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            Boolean fraud = random.nextInt(10) == 0 ? (Boolean) random.nextBoolean() : null;
            rows.add(row(
                    i,
                    Duration.ofMinutes(i * 20L),
                    "u" + random.nextInt(40),
                    "u" + random.nextInt(40),
                    fraud,
                    Duration.ofHours(1 + random.nextInt(300))));
        }
        return rows;
    }

    private static HistoryRow row(
            int number, Duration after, String payer, String payee, @Nullable Boolean fraud, Duration delay) {
        Instant at = START.plus(after);
        return new HistoryRow(
                number,
                new UUID(7, number),
                at,
                payer,
                payee,
                100 + number,
                "EUR",
                number % 17 == 0,
                fraud,
                fraud == null ? null : at.plus(delay),
                "",
                null,
                null,
                false);
    }

    private static HistoryRow labelled(HistoryRow row, @Nullable Boolean fraud, @Nullable Instant at) {
        return new HistoryRow(
                row.line(),
                row.id(),
                row.at(),
                row.payer(),
                row.payee(),
                row.amountMinor(),
                row.currency(),
                row.failed(),
                fraud,
                at,
                row.kind(),
                row.balanceMinor(),
                row.payerSince(),
                row.topUp());
    }
}
