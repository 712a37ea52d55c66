package io.groat.infra.training;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.training.generate.HistoryFile;
import io.groat.infra.training.generate.HistorySummary;
import io.groat.infra.training.generate.setting.FraudKind;
import io.groat.infra.training.generate.setting.HistorySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Currency;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code infra/generate}: writes a payment history. */
@Command(
        name = "generate",
        description = "Writes a history of payments with frauds in it, as a CSV file. The same arguments make the same"
                + " file.",
        mixinStandardHelpOptions = true)
final class Generate implements Callable<Integer> {

    private static final long NANOS_OF_A_SECOND = 1_000_000_000;

    private final Terminal terminal;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            required = true,
            description = "Where to. It appears when it is complete.")
    @SuppressWarnings("NullAway.Init")
    private Path csv;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ForceOption force;

    @Option(names = "--days", paramLabel = "N", description = "How many days; 180 when not given.")
    private int days = 180;

    @Option(names = "--users", paramLabel = "N", description = "How many users; 10000 when not given.")
    private int users = 10_000;

    @Option(names = "--seed", paramLabel = "N", description = "Another seed makes another history; 1 when not given.")
    private long seed = 1;

    @Option(
            names = "--payments-per-day",
            paramLabel = "N",
            description = "Payments of a user and day, in the mean; 1.5 when not given.")
    private double paymentsPerDay = 1.5;

    @Option(names = "--merchants", paramLabel = "N", description = "How many shops; one for 40 users when not given.")
    private @Nullable Integer merchants;

    @Option(
            names = "--fraud-share",
            paramLabel = "N",
            description = "The share of payments that are frauds; 0.008 when not given.")
    private double fraudShare = 0.008;

    @Option(
            names = "--fraud",
            paramLabel = "KIND=WEIGHT",
            split = ",",
            description = "These kinds alone, by their share of fraudulent payments: stolen-account, scam,"
                    + " payee-takeover, drip, mule-ring, collusion.")
    private Map<String, Double> fraud = new LinkedHashMap<>();

    @Option(
            names = "--label-share",
            paramLabel = "N",
            description = "The share of frauds that are ever labelled; 0.7 when not given.")
    private double labelShare = 0.7;

    @Option(
            names = "--label-delay",
            paramLabel = "DAYS",
            description = "From a fraud to its label, in the mean; 10 when not given.")
    private double labelDelay = 10;

    @Option(names = "--currency", paramLabel = "CODE", description = "Of all amounts; EUR when not given.")
    private String currency = "EUR";

    @Option(names = "--start", paramLabel = "DATE", description = "The first day, in UTC; 2026-01-01 when not given.")
    private LocalDate start = LocalDate.of(2026, 1, 1);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    Generate(Terminal terminal) {
        this.terminal = terminal;
    }

    /** @throws LauncherException when the file can't be written */
    @Override
    public Integer call() {
        HistoryFile file = new HistoryFile(settings(), csv, force.given());
        try {
            file.requireWritable();
        } catch (IOException unable) {
            throw wrong("--csv: " + unable.getMessage());
        }
        long begin = System.nanoTime();
        try {
            HistorySummary summary = file.write(new Shown(begin)::reached);
            summary.lines().forEach(terminal::say);
            terminal.say(String.format(
                    Locale.ROOT,
                    "%s, %,d MB, in %s: %,d payments a second.",
                    csv,
                    Files.size(csv) / 1_000_000,
                    Terminal.seconds(Duration.ofNanos(System.nanoTime() - begin)),
                    rate(summary.payments(), begin)));
        } catch (IOException failure) {
            throw new LauncherException(
                    csv + " could not be written: " + failure.getMessage()
                            + ". What was written is gone; is there room for it?",
                    failure);
        }
        return 0;
    }

    private HistorySettings settings() {
        try {
            return new HistorySettings(
                    days,
                    users,
                    seed,
                    paymentsPerDay,
                    merchants == null ? HistorySettings.usualMerchants(users) : merchants,
                    fraudShare,
                    fraud.isEmpty() ? HistorySettings.usualWeights() : weights(),
                    labelShare,
                    labelDelay,
                    currency(),
                    start);
        } catch (IllegalArgumentException refused) {
            throw wrong(String.valueOf(refused.getMessage()));
        }
    }

    private Map<FraudKind, Double> weights() {
        Map<FraudKind, Double> weights = new EnumMap<>(FraudKind.class);
        fraud.forEach((text, weight) -> weights.put(
                FraudKind.find(text)
                        .orElseThrow(
                                () -> wrong("--fraud: there is no kind " + text + "; there are " + FraudKind.texts())),
                weight));
        return weights;
    }

    private Currency currency() {
        try {
            return Currency.getInstance(currency);
        } catch (IllegalArgumentException unknown) {
            throw wrong("--currency: there is no currency " + currency + "; take its three letters, such as EUR");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static long rate(long payments, long begin) {
        return payments * 1_000 / Math.max(1, (System.nanoTime() - begin) / 1_000_000);
    }

    /** Shows twice a second how far it is. */
    private final class Shown {
        private final long begin;
        private long next;

        Shown(long begin) {
            this.begin = begin;
            this.next = begin;
        }

        void reached(int done, long payments) {
            if (System.nanoTime() - next >= 0) {
                next = System.nanoTime() + NANOS_OF_A_SECOND / 2;
                terminal.rewrite(String.format(
                        Locale.ROOT,
                        "day %,d of %,d, %,d payments, %,d a second",
                        done,
                        days,
                        payments,
                        rate(payments, begin)));
            }
        }
    }
}
