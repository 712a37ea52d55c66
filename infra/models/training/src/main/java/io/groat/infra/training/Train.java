package io.groat.infra.training;

import io.groat.fraud.model.Model;
import io.groat.fraud.model.ModelFile;
import io.groat.infra.launcher.console.Ranges;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.training.history.HistoryFile;
import io.groat.infra.training.store.NotGoodEnough;
import io.groat.infra.training.store.ScorerStore;
import io.groat.infra.training.store.StoreTraining;
import io.groat.infra.training.train.HistoryTraining;
import io.groat.infra.training.train.TrainingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code infra/train}: makes a model of a history, or of what a running system knows. */
@Command(
        name = "train",
        description = "Trains a fraud model on a history of payments, or with --from-store on those that the running"
                + " system has scored. The same history and seed make the same model. Ends with 3 when a model was not"
                + " made, or not used, for there is too little to learn from or it would be no better than what is in"
                + " force.",
        mixinStandardHelpOptions = true)
final class Train implements Callable<Integer> {

    /** Nothing is broken, and there is no model: whoever calls it on a schedule tries again. */
    static final int NOT_GOOD_ENOUGH = 3;

    private static final int MOST_TREES = 600;

    private final Terminal terminal;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private HistoryOptions history;

    @ArgGroup(exclusive = false, multiplicity = "0..1")
    private @Nullable StoreOptions store;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private TrainerOptions trainer;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ForceOption force;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the model is written.")
    private @Nullable Path out;

    @Option(names = "--name", paramLabel = "NAME", description = "What the model is called; by its time if not given.")
    private @Nullable String name;

    @Option(names = "--trees", paramLabel = "N", description = "Of each of the three parts, at most; 400 if not given.")
    private int trees = 400;

    @Option(
            names = "--review-cost",
            paramLabel = "N",
            description = "What a review costs, in major units of the currency; 5 if not given.")
    private double reviewCost = 5;

    @Option(
            names = "--block-cost",
            paramLabel = "N",
            description = "What it costs to block a payment that is no fraud, in major units; 40 if not given.")
    private double blockCost = 40;

    @Option(
            names = "--without",
            paramLabel = "NAME",
            split = ",",
            description = "Leave out features whose names begin so, such as payee.")
    private List<String> without = List.of();

    @Option(
            names = "--truth",
            description =
                    "Learn from the column kind, with the frauds that nobody found: of generated histories alone, for"
                            + " nobody else knows them. Features see labels in any case.")
    private boolean truth;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    Train(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        requireArguments();
        long began = System.nanoTime();
        try {
            Model model = store == null ? ofHistory() : ofStore(store);
            tell(model, (System.nanoTime() - began) / 1e9);
            return 0;
        } catch (NotGoodEnough refused) {
            terminal.say("No model: " + refused.getMessage());
            return NOT_GOOD_ENOUGH;
        }
    }

    private void requireArguments() {
        Ranges.requireFromTo(spec, "--trees", trees, 1, MOST_TREES);
        trainer.requireSense(spec);
        history.requireSense(spec);
        if (!(reviewCost >= 0 && blockCost >= 0)) {
            throw new ParameterException(spec.commandLine(), "--review-cost and --block-cost have to be 0 or more");
        }
        if (store == null == !history.given()) {
            throw new ParameterException(spec.commandLine(), "Give either --csv FILE or --from-store");
        }
        if (truth && store != null) {
            throw new ParameterException(spec.commandLine(), "--truth needs --csv: no store knows it");
        }
        if (out == null && (store == null || !store.toShadow())) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--out=FILE'");
        }
        if (store != null) {
            store.requireSense(spec);
        }
        if (out != null) {
            force.requireFree(spec, "--out", out);
        }
    }

    private Model ofHistory() throws IOException {
        HistoryFile file = history.look(spec, terminal);
        Model model = new HistoryTraining(settings("history", file.to()), truth, terminal::rewrite)
                .train(file, history.delayDays());
        write(model);
        return model;
    }

    private Model ofStore(StoreOptions from) throws IOException {
        Instant now = Instant.now();
        try (ScorerStore kept = ScorerStore.open(from.store(terminal))) {
            Model model = new StoreTraining(kept, settings("store", now), terminal::say, terminal::rewrite)
                    .train(from.wanted(history.delayDays()), now);
            write(model);
            if (from.toShadow()) {
                int version = from.client(terminal)
                        .toShadow(
                                model,
                                "trained by infra/train on " + model.card().trainedOn());
                terminal.say("Version " + version + " is in the shadow: it scores, and decides nothing");
            }
            return model;
        }
    }

    private void write(Model model) throws IOException {
        if (out != null) {
            ModelFile.write(model, out);
        }
    }

    private TrainingSettings settings(String source, Instant at) {
        String label = name == null ? source + "-" + LocalDate.ofInstant(at, ZoneOffset.UTC) : name;
        return TrainingSettings.usual(label, trainer.seed())
                .on(trainer.threads())
                .without(without)
                .withTrees(trees)
                .with(new TrainingSettings.Costs(reviewCost, blockCost));
    }

    private void tell(Model model, double seconds) {
        terminal.say(String.format(
                Locale.ROOT,
                "%s: %,d payments, %,d known frauds, %d features, %d trees, reviewed from %.3f and blocked from %.3f on; %.0f s",
                out == null ? model.card().label() : out,
                model.card().payments(),
                model.card().frauds(),
                model.card().features().size(),
                model.trees().size(),
                model.card().thresholds().review(),
                model.card().thresholds().block(),
                seconds));
    }
}
