package io.groat.infra.training.store;

import io.groat.fraud.model.Model;
import io.groat.fraud.model.ModelCard;
import io.groat.fraud.model.Policy;
import io.groat.fraud.score.ScoreHistory.Finding;
import io.groat.infra.training.judge.HistoryReplay;
import io.groat.infra.training.measure.Figures;
import io.groat.infra.training.measure.Judgements;
import io.groat.infra.training.measure.Protocol;
import io.groat.infra.training.train.HistoryTraining;
import io.groat.infra.training.train.Trainer;
import io.groat.infra.training.train.TrainingSet;
import io.groat.infra.training.train.TrainingSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a model of what a running system knows, unless there is too little to learn from or it would be no better than what
 * decides now. That is found out on the last days of which labels are known: a model that is trained on the days before them
 * is judged beside the one in force, or the rules where there is none. Then all is learned from.
 */
public final class StoreTraining {

    private static final String TRAINED = "trained";
    private static final String IN_FORCE = "model in force";
    private static final String RULES = "rules";

    /**
     * What is asked of it.
     *
     * @param days that are learned from and judged, without the last {@code delayDays}
     * @param delayDays after which labels are known, most of them
     * @param testDays that are judged
     * @param fewestFrauds known ones to learn from; a fifth of them has to be among what is judged
     */
    public record Wanted(int days, int delayDays, int testDays, int fewestFrauds) {}

    private final ScorerStore store;
    private final TrainingSettings settings;
    private final Consumer<String> said;
    private final Consumer<String> progress;

    /**
     * @param said is told what was found, line by line
     * @param progress is told how far it is, to be shown on one line
     */
    public StoreTraining(
            ScorerStore store, TrainingSettings settings, Consumer<String> said, Consumer<String> progress) {
        this.store = store;
        this.settings = settings;
        this.said = said;
        this.progress = progress;
    }

    /**
     * Trains as of a moment.
     *
     * @throws NotGoodEnough when what comes of it is not to be used
     */
    public Model train(Wanted wanted, Instant now) {
        Instant to = now.minus(Duration.ofDays(wanted.delayDays()));
        Instant from = to.minus(Duration.ofDays(wanted.days()));
        Instant testFrom = to.minus(Duration.ofDays(wanted.testDays()));
        // The labels of the days before the tested ones are known now; none of the tested ones' is learned from.
        Protocol protocol = new Protocol(from, testFrom, testFrom, to);
        Map<UUID, Finding> findings = store.findings();
        said.accept(
                String.format(Locale.ROOT, "%,d payments were decided on by people, or answered for", findings.size()));
        Map<String, Figures> figures = judge(wanted, protocol, findings);
        Figures trained = figures.get(TRAINED);
        String rival = figures.containsKey(IN_FORCE) ? IN_FORCE : RULES;
        Figures rivals = figures.get(rival);
        if (trained == null || rivals == null) {
            throw new NotGoodEnough("There is no payment from " + testFrom + " to " + to + " to judge a model by.");
        }
        figures.forEach((name, of) -> said.accept(line(name, of)));
        requireBetter(wanted, trained, rival, rivals);
        Model model = new HistoryTraining(settings, false, progress)
                .train(
                        store.payments(findings, from, to, progress),
                        from,
                        to,
                        now,
                        "payments that were scored from " + from + " to " + to
                                + ", by what analysts decided and payers answered");
        return withFigures(model, trained, rivals);
    }

    private Map<String, Figures> judge(Wanted wanted, Protocol protocol, Map<UUID, Finding> findings) {
        Model champion = store.champion();
        HistoryReplay replay = new HistoryReplay(store.rules(), protocol, false, Policy.MAX);
        HistoryReplay.Outcome outcome = replay.run(
                store.payments(findings, protocol.trainFrom(), protocol.testTo(), progress),
                champion == null ? Map.of() : Map.of(IN_FORCE, champion),
                set -> Map.of(TRAINED, earlier(wanted, set)),
                settings.seed());
        Map<String, Figures> figures = new LinkedHashMap<>();
        for (Map.Entry<String, Judgements> one : outcome.judged().entrySet()) {
            figures.put(one.getKey(), Figures.of(one.getValue()));
        }
        return figures;
    }

    private Model earlier(Wanted wanted, TrainingSet set) {
        if (set.frauds() < wanted.fewestFrauds()) {
            throw new NotGoodEnough(String.format(
                    Locale.ROOT,
                    "There are %,d known frauds among %,d payments to learn from; at least %,d are wanted"
                            + " (--fewest-frauds). Decide on more payments, or take more days (--days).",
                    set.frauds(),
                    set.seen(),
                    wanted.fewestFrauds()));
        }
        return new Trainer(settings, progress).train(set, "the earlier days", set.to());
    }

    private static void requireBetter(Wanted wanted, Figures trained, String rival, Figures rivals) {
        long fewest = Math.max(1, wanted.fewestFrauds() / 5);
        if (trained.frauds() < fewest) {
            throw new NotGoodEnough(String.format(
                    Locale.ROOT,
                    "There are %,d known frauds in the last %d days to judge a model by; at least %,d are wanted."
                            + " Take more of them (--test-days).",
                    trained.frauds(),
                    wanted.testDays(),
                    fewest));
        }
        double ours = told(trained.averagePrecision());
        double theirs = told(rivals.averagePrecision());
        if (!(ours > theirs)) {
            throw new NotGoodEnough(String.format(
                    Locale.ROOT,
                    "On the last %d days a trained model has an average precision of %.3f, the %s %.3f: it is not used.",
                    wanted.testDays(),
                    ours,
                    rival,
                    theirs));
        }
    }

    private static String line(String name, Figures of) {
        return String.format(
                Locale.ROOT,
                "%-16s AUC %.3f, average precision %.3f, recall at 1 %% false positives %.3f",
                name,
                told(of.auc()),
                told(of.averagePrecision()),
                told(of.recallAt1Percent()));
    }

    private static double told(@Nullable Double figure) {
        return figure == null ? Double.NaN : figure;
    }

    /** What was found of the model that was trained on the earlier days stands in the card of the one that is used. */
    private static Model withFigures(Model model, Figures trained, Figures rivals) {
        ModelCard card = model.card();
        Map<String, Double> figures = new TreeMap<>(card.figures());
        put(figures, "testAuc", trained.auc());
        put(figures, "testAveragePrecision", trained.averagePrecision());
        put(figures, "testRecallAt1Percent", trained.recallAt1Percent());
        put(figures, "inForceAveragePrecision", rivals.averagePrecision());
        return new Model(card.with(figures), model.calibration(), model.trees());
    }

    private static void put(Map<String, Double> figures, String name, @Nullable Double figure) {
        if (figure != null) {
            figures.put(name, figure);
        }
    }
}
