package io.groat.infra.training;

import io.groat.cassandra.CassandraSettings;
import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.launcher.console.Ranges;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.stack.StackHandle;
import io.groat.infra.training.store.ScorerClient;
import io.groat.infra.training.store.StoreTraining;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which running system a model is trained on, and under which conditions it is one. */
final class StoreOptions {

    /** Features are kept for 90 days. */
    private static final int MOST_DAYS = 90;

    private static final String USUAL_KEYSPACE = "groat_fraud";
    private static final String USER = "SPRING_CASSANDRA_USERNAME";
    private static final String PASSWORD = "SPRING_CASSANDRA_PASSWORD";

    @Option(
            names = "--from-store",
            required = true,
            description = "Learn from what the running system has scored, and what analysts and payers said of it.")
    private boolean fromStore;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "Days of payments, without the last --delay-days; 60 if not given, 90 at most.")
    private int days = 60;

    @Option(
            names = "--test-days",
            paramLabel = "N",
            description = "The last of these days, by which a model is judged beside the one in force; 7 if not given.")
    private int testDays = 7;

    @Option(
            names = "--fewest-frauds",
            paramLabel = "N",
            description =
                    "With fewer known frauds to learn from no model is made; 50 if not given. A fifth of them has to"
                            + " be in the tested days.")
    private int fewestFrauds = 50;

    @Option(
            names = "--to-shadow",
            description = "Add the model to the fraud-scorer and put it into the shadow, where it decides nothing.")
    private boolean toShadow;

    @Option(
            names = "--cassandra",
            paramLabel = "HOST:PORT",
            description =
                    "Where the store is; that of the stack that is up if not given. Name and password, where it asks"
                            + " for them, in " + USER + " and " + PASSWORD + ".")
    private @Nullable String cassandra;

    @Option(
            names = "--datacenter",
            paramLabel = "NAME",
            description = "Cassandra's data centre; datacenter1 if not given.")
    private String datacenter = "datacenter1";

    @Option(
            names = "--keyspace",
            paramLabel = "NAME",
            description = "Of the fraud-scorer; " + USUAL_KEYSPACE + " if not given.")
    private String keyspace = USUAL_KEYSPACE;

    @Option(
            names = "--scorer",
            paramLabel = "URL",
            description = "Where the fraud-scorer is, for --to-shadow; that of the stack that is up if not given.")
    private @Nullable URI scorer;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "Holds an analyst's key or token for the fraud-scorer; that of the stack that is up if not"
                    + " given.")
    private @Nullable Path keyFile;

    boolean toShadow() {
        return toShadow;
    }

    /** @throws ParameterException when one of them makes no sense */
    void requireSense(CommandSpec command) {
        if (!fromStore) {
            throw new ParameterException(command.commandLine(), "These options go with --from-store");
        }
        Ranges.requireFromTo(command, "--days", days, 2, MOST_DAYS);
        Ranges.requireFromTo(command, "--test-days", testDays, 1, days - 1);
        Ranges.requireFromTo(command, "--fewest-frauds", fewestFrauds, 10, 1_000_000);
        if (scorer == null != (keyFile == null) || (cassandra != null && toShadow && scorer == null)) {
            throw new ParameterException(
                    command.commandLine(), "A model goes to another system by both --scorer and --key-file");
        }
        if (scorer != null && !List.of("http", "https").contains(String.valueOf(scorer.getScheme()))) {
            throw new ParameterException(command.commandLine(), "--scorer takes an address such as https://host:8003");
        }
    }

    StoreTraining.Wanted wanted(int delayDays) {
        return new StoreTraining.Wanted(days, delayDays, testDays, fewestFrauds);
    }

    /** @throws LauncherException when nothing is said and no stack is up */
    CassandraSettings store(Terminal terminal) {
        String point = cassandra == null ? "127.0.0.1:" + stack(terminal).port("cassandra") : cassandra;
        try {
            return new CassandraSettings(
                    List.of(point),
                    9042,
                    datacenter,
                    System.getenv().getOrDefault(USER, ""),
                    System.getenv().getOrDefault(PASSWORD, ""),
                    keyspace,
                    1,
                    Map.of(),
                    "cql",
                    Duration.ofSeconds(12),
                    Duration.ofSeconds(2));
        } catch (IllegalArgumentException wrong) {
            throw new LauncherException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** @throws LauncherException when nothing is said and no stack is up, or the key can't be read */
    ScorerClient client(Terminal terminal) {
        if (scorer == null || keyFile == null) {
            StackHandle stack = stack(terminal);
            return new ScorerClient(
                    URI.create("http://127.0.0.1:" + stack.port("fraud-scorer")),
                    stack.analystKey().bearer());
        }
        try {
            return new ScorerClient(
                    scorer, "Bearer " + Files.readString(keyFile).strip());
        } catch (IOException unreadable) {
            throw new LauncherException(keyFile + " can't be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static StackHandle stack(Terminal terminal) {
        return StackHandle.running(terminal)
                .orElseThrow(() -> new LauncherException(
                        "No stack is up here. Start one with infra/up, or name a system by --cassandra."));
    }
}
