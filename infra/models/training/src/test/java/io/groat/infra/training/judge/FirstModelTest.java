package io.groat.infra.training.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.fraud.model.Model;
import io.groat.fraud.model.ModelFile;
import io.groat.fraud.model.Policy;
import io.groat.fraud.rule.RuleSet;
import io.groat.fraud.score.FirstModel;
import io.groat.infra.training.Commands;
import io.groat.infra.training.history.HistoryFile;
import io.groat.infra.training.history.HistoryRow;
import io.groat.infra.training.history.RowSource;
import io.groat.infra.training.measure.Figures;
import io.groat.infra.training.measure.Protocol;
import io.groat.infra.training.replay.FeatureReplay;
import io.groat.infra.training.replay.HistoryFeatures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The model that is delivered, on a history of another seed and with another share of frauds than it was trained on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirstModelTest {

    private static final Duration WARM_UP = Duration.ofDays(14);

    private Model model;
    private HistoryFile history;

    @BeforeAll
    void generate(@TempDir Path folder) throws IOException {
        model = ModelFile.of(FirstModel.deliveredFile());
        Path csv = folder.resolve("history.csv");
        new Commands()
                .done(
                        "generate",
                        "--csv",
                        csv.toString(),
                        "--days",
                        "60",
                        "--users",
                        "1500",
                        "--seed",
                        "271828",
                        "--fraud-share",
                        "0.015");
        history = HistoryFile.look(csv, null, Duration.ofDays(7), false, rows -> {});
    }

    @Test
    void itSaysWhatItWasTrainedOn() throws IOException {
        assertThat(model.card().label()).startsWith("generated");
        assertThat(model.card().payments()).isGreaterThan(400_000);
        assertThat(FirstModel.deliveredFile().length).isLessThan(2_000_000);
    }

    @Test
    void itTellsEveryKindOfFraudApartBetterThanTheRules() throws IOException {
        RuleSet rules;
        try (InputStream in = RuleSet.class.getResourceAsStream("/rules.yaml")) {
            rules = RuleSet.parse(1, new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        }
        Instant from = history.from().plus(WARM_UP);
        Protocol protocol =
                new Protocol(history.from(), from, from, history.to().plusNanos(1));
        HistoryReplay.Outcome outcome = new HistoryReplay(rules, protocol, false, Policy.MAX)
                .run(new HistoryFeatures(history, line -> {}), Map.of("model", model), null, 1);
        Figures ours = Figures.of(Objects.requireNonNull(outcome.judged().get("model")));
        Figures theirs = Figures.of(Objects.requireNonNull(outcome.judged().get("rules")));
        assertThat(ours.auc()).isGreaterThan(0.95);
        assertThat(ours.averagePrecision()).isGreaterThan(0.55);
        assertThat(ours.perKind()).hasSize(6);
        for (int i = 0; i < ours.perKind().size(); i++) {
            Figures.Kind kind = ours.perKind().get(i);
            Figures.Kind same = theirs.perKind().get(i);
            assertThat(same.kind()).isEqualTo(kind.kind());
            assertThat(kind.recallAt1Percent()).as(kind.kind()).isGreaterThan(same.recallAt1Percent());
            assertThat(kind.averagePrecision()).as(kind.kind()).isGreaterThan(same.averagePrecision());
            assertThat(kind.auc()).as(kind.kind()).isGreaterThan(same.auc());
        }
    }

    /** What becomes known after the last payment has no effect on any score. */
    @Test
    void labelsOfTheFutureChangeNoScore() {
        List<HistoryRow> rows = rows(20_000);
        Instant end = rows.get(rows.size() - 1).at();
        List<Double> without =
                scores(rows.stream().map(row -> labelled(row, null, null)).toList());
        List<Double> later = scores(rows.stream()
                .map(row -> row.fraud() == null ? row : labelled(row, row.fraud(), end.plusMillis(1)))
                .toList());
        assertThat(later).isEqualTo(without).isNotEqualTo(scores(rows));
    }

    private List<Double> scores(List<HistoryRow> rows) {
        List<Double> scores = new ArrayList<>();
        try (FeatureReplay replay = new FeatureReplay()) {
            for (HistoryRow row : rows) {
                var features = replay.take(row);
                if (features != null) {
                    scores.add(model.probability(features));
                }
            }
        }
        return scores;
    }

    private List<HistoryRow> rows(int many) {
        List<HistoryRow> rows = new ArrayList<>();
        try (RowSource source = history.read()) {
            for (HistoryRow row = source.next(); row != null && rows.size() < many; row = source.next()) {
                rows.add(row);
            }
        }
        return rows;
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
