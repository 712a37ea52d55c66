package io.groat.infra.training;

import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.model.Model;
import io.groat.fraud.model.ModelFile;
import io.groat.fraud.model.ModelRefused;
import io.groat.fraud.model.Policy;
import io.groat.fraud.rule.RuleRefused;
import io.groat.fraud.rule.RuleSet;
import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.launcher.console.Ranges;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.training.history.HistoryFile;
import io.groat.infra.training.judge.HistoryReplay;
import io.groat.infra.training.measure.Protocol;
import io.groat.infra.training.replay.HistoryFeatures;
import io.groat.infra.training.report.PageReport;
import io.groat.infra.training.report.Report;
import io.groat.infra.training.report.TextReport;
import io.groat.infra.training.train.FeatureGroup;
import io.groat.infra.training.train.Trainer;
import io.groat.infra.training.train.TrainingSet;
import io.groat.infra.training.train.TrainingSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code infra/replay}: judges rules and a model on a history. */
@Command(
        name = "replay",
        description =
                "Runs a history through the scorer's own feature code, and says how well rules and a model tell its"
                        + " frauds from other payments. With --train-days and no --model a model is trained on the way.",
        mixinStandardHelpOptions = true)
final class Replay implements Callable<Integer> {

    private static final int MOST_DAYS = 3_650;
    private static final int USUAL_TRAINING = 7;
    private static final Duration WARM_UP = Duration.ofDays(7);
    private static final int LONG_ENOUGH = 4;
    private static final String MODEL = "model";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Terminal terminal;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private HistoryOptions history;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private TrainerOptions trainer;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ForceOption force;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the figures there too, as JSON.")
    private @Nullable Path out;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page with curves there.")
    private @Nullable Path html;

    @Option(names = "--model", paramLabel = "FILE", description = "The model to judge.")
    private @Nullable Path model;

    @Option(names = "--rules", paramLabel = "FILE", description = "The rules to judge; those delivered if not given.")
    private @Nullable Path rules;

    @Option(names = "--policy", paramLabel = "NAME", description = "max or rules_override: how both make one score.")
    private String policy = "max";

    @Option(
            names = "--train-days",
            paramLabel = "N",
            description = "Days to train on, before the delay and the tested days; 7 if only --test-days is given.")
    private @Nullable Integer trainDays;

    @Option(
            names = "--test-days",
            paramLabel = "N",
            description =
                    "Only the last days are judged, or the first from --test-from on, and no payers of whom a fraud"
                            + " is known by then; all if not given.")
    private @Nullable Integer testDays;

    @Option(names = "--test-from", paramLabel = "DATE", description = "The first day that is judged.")
    private @Nullable String testFrom;

    @Option(
            names = "--ablation",
            description =
                    "Train again without each group of features, and judge these models too: what each group brings.")
    private boolean ablation;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    Replay(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        requireArguments();
        Policy combined = policy();
        RuleSet judgedRules = rules();
        Model judgedModel = model();
        HistoryFile file = history.look(spec, terminal);
        Protocol protocol = protocol(file);
        boolean trains = judgedModel == null && trainDays != null;
        warnOfOverlap(judgedModel, protocol);
        HistoryReplay replay = new HistoryReplay(judgedRules, protocol, testDays != null, combined);
        HistoryReplay.Outcome outcome = replay.run(
                new HistoryFeatures(file, terminal::rewrite),
                judgedModel == null ? Map.of() : Map.of(MODEL, judgedModel),
                trains ? set -> trained(set, protocol.testFrom()) : null,
                trainer.seed());
        if (outcome.judged().isEmpty()) {
            throw new LauncherException("No payment was judged: the history has none from " + protocol.testFrom()
                    + " to " + protocol.testTo());
        }
        Report report = Report.of(String.valueOf(file.file().getFileName()), protocol, outcome);
        TextReport.lines(report).forEach(terminal::say);
        if (out != null) {
            Files.writeString(out, JSON.writeValueAsString(report));
        }
        if (html != null) {
            Files.writeString(html, PageReport.html(report, Report.Curves.of(outcome)));
        }
        return 0;
    }

    private Map<String, Model> trained(TrainingSet set, Instant now) {
        TrainingSettings settings =
                TrainingSettings.usual("trained-on-the-way", trainer.seed()).on(trainer.threads());
        Map<String, Model> models = new LinkedHashMap<>();
        models.put(MODEL, trained(set, settings, now));
        List<String> varying =
                set.varying().stream().map(FeatureNames.all()::get).toList();
        for (FeatureGroup group : ablation ? FeatureGroup.ALL : List.<FeatureGroup>of()) {
            if (varying.stream().anyMatch(group::has)) {
                models.put("without " + group.name(), trained(set, settings.without(group.beginnings()), now));
            }
        }
        return models;
    }

    private Model trained(TrainingSet set, TrainingSettings settings, Instant now) {
        return new Trainer(settings, terminal::rewrite).train(set, "the first days of a replay", now);
    }

    private void requireArguments() {
        if (trainDays != null) {
            Ranges.requireFromTo(spec, "--train-days", trainDays, 1, MOST_DAYS);
        }
        if (testDays != null) {
            Ranges.requireFromTo(spec, "--test-days", testDays, 1, MOST_DAYS);
        }
        trainer.requireSense(spec);
        if (ablation && (trainDays == null || model != null)) {
            throw new ParameterException(spec.commandLine(), "--ablation needs --train-days, and no --model");
        }
        if (trainDays != null && testDays == null) {
            throw new ParameterException(spec.commandLine(), "--train-days needs --test-days");
        }
        if (testFrom != null && testDays == null) {
            throw new ParameterException(spec.commandLine(), "--test-from needs --test-days");
        }
        if (out != null) {
            force.requireFree(spec, "--out", out);
        }
        if (html != null) {
            force.requireFree(spec, "--html", html);
        }
    }

    private Policy policy() {
        return switch (policy) {
            case "max" -> Policy.MAX;
            case "rules_override" -> Policy.RULES_OVERRIDE;
            default ->
                throw new ParameterException(spec.commandLine(), "--policy takes max or rules_override, not " + policy);
        };
    }

    private @Nullable Model model() throws IOException {
        Path given = model;
        if (given == null) {
            return null;
        }
        if (!Files.isRegularFile(given)) {
            throw new LauncherException("There is no file " + given);
        }
        try {
            return ModelFile.read(given);
        } catch (ModelRefused refused) {
            throw new LauncherException(given + " is no model that can be used: " + refused.getMessage(), refused);
        }
    }

    private RuleSet rules() throws IOException {
        try {
            return RuleSet.parse(1, rules == null ? delivered() : Files.readString(rules));
        } catch (RuleRefused refused) {
            throw new LauncherException(
                    rules + ", line " + refused.line() + ", " + refused.field() + ": " + refused.getMessage(), refused);
        } catch (NoSuchFileException missing) {
            throw new LauncherException("There is no file " + rules, missing);
        }
    }

    private static String delivered() throws IOException {
        try (InputStream in = RuleSet.class.getResourceAsStream("/rules.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the scorer has no rules");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Protocol protocol(HistoryFile file) {
        if (testDays == null) {
            boolean isLong = Duration.between(file.from(), file.to()).compareTo(WARM_UP.multipliedBy(LONG_ENOUGH)) > 0;
            Instant from = isLong ? file.from().plus(WARM_UP) : file.from();
            return new Protocol(file.from(), from, from, file.to().plusNanos(1));
        }
        int training = trainDays == null ? USUAL_TRAINING : trainDays;
        if (testFrom == null) {
            return Protocol.endingWith(file.from(), file.to(), training, history.delayDays(), testDays);
        }
        Instant from = day(testFrom);
        return Protocol.beginning(
                file.from(), from, from.plus(Duration.ofDays(testDays)), training, history.delayDays());
    }

    private Instant day(String text) {
        try {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException unreadable) {
            throw new ParameterException(
                    spec.commandLine(), "--test-from takes a day such as 2026-01-31, not " + text, unreadable);
        }
    }

    private void warnOfOverlap(@Nullable Model judged, Protocol protocol) {
        if (judged != null
                && judged.card().trainedTo().isAfter(protocol.testFrom())
                && judged.card().trainedFrom().isBefore(protocol.testTo())) {
            terminal.say("Beware: the model was trained on payments from "
                    + judged.card().trainedFrom() + " to " + judged.card().trainedTo()
                    + ", some of them perhaps these");
        }
    }
}
