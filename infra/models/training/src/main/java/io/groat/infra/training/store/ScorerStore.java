package io.groat.infra.training.store;

import io.groat.cassandra.Cassandra;
import io.groat.cassandra.CassandraSettings;
import io.groat.fraud.model.Model;
import io.groat.fraud.model.ModelFile;
import io.groat.fraud.model.ModelRefused;
import io.groat.fraud.rule.RuleSet;
import io.groat.fraud.rule.RuleStore;
import io.groat.fraud.score.ScoreHistory;
import io.groat.fraud.score.ScoreHistory.Finding;
import io.groat.fraud.serving.ModelStore;
import io.groat.fraud.state.Versions;
import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.training.replay.FeatureSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What a fraud-scorer keeps in Cassandra, as far as a model can be made of it. Each call waits for its answer. */
public final class ScorerStore implements AutoCloseable {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(30);
    private static final Duration READ_LIMIT = Duration.ofMinutes(10);
    /** Findings that fit into memory: some 120 bytes each. */
    private static final int MOST_FINDINGS = 2_000_000;

    private final Cassandra cassandra;
    private final Versions versions;
    private final ScoreHistory history;

    private ScorerStore(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.versions = new Versions(cassandra);
        this.history = new ScoreHistory(cassandra);
    }

    /** @throws LauncherException when it can't be reached, or no fraud-scorer has been there */
    public static ScorerStore open(CassandraSettings settings) {
        Cassandra cassandra = new Cassandra(settings);
        cassandra.start();
        ScorerStore store = new ScorerStore(cassandra);
        try {
            store.versionsNow();
            return store;
        } catch (LauncherException unreachable) {
            store.close();
            throw unreachable;
        }
    }

    /**
     * What people found payments to be, the last one of each counting: who looks again knows more.
     *
     * @throws LauncherException when there are more than fit into memory
     */
    public Map<UUID, Finding> findings() {
        Map<UUID, Finding> findings = new HashMap<>();
        for (Finding finding : history.findings().take(MOST_FINDINGS + 1L).toIterable()) {
            findings.merge(finding.paymentId(), finding, (a, b) -> a.at().isAfter(b.at()) ? a : b);
        }
        if (findings.size() > MOST_FINDINGS) {
            throw new LauncherException("There are more than " + MOST_FINDINGS + " decisions and answers.");
        }
        return findings;
    }

    /**
     * Payments as they were scored, the oldest first.
     *
     * @param progress is told how far it is, to be shown on one line
     */
    public FeatureSource payments(Map<UUID, Finding> findings, Instant from, Instant to, Consumer<String> progress) {
        return new StoredFeatures(history.payments(from, to).toStream(), findings, progress);
    }

    /** The model in force; null where rules decide alone. */
    public @Nullable Model champion() {
        int version = versionsNow().getOrDefault(Versions.MODEL, 0);
        if (version == 0) {
            return null;
        }
        try {
            return answer(new ModelStore(cassandra).file(version).map(ModelFile::of));
        } catch (ModelRefused unusable) {
            throw new LauncherException(
                    "The model in force, version " + version + ", can't be used here: " + unusable.getMessage(),
                    unusable);
        }
    }

    /** The rules in force. */
    public RuleSet rules() {
        int version = versionsNow().getOrDefault(Versions.RULES, 1);
        return RuleSet.parse(
                version, answer(new RuleStore(cassandra).find(version)).yaml());
    }

    private Map<String, Integer> versionsNow() {
        try {
            Map<String, Integer> all = cassandra.patiently(versions.all()).block(CONNECT_LIMIT);
            if (all == null || all.isEmpty()) {
                throw new LauncherException("No fraud-scorer has stored anything there yet. Is it the right keyspace?");
            }
            return all;
        } catch (IllegalStateException late) {
            throw new LauncherException("Cassandra does not answer: " + cassandra.trouble(), late);
        }
    }

    private static <T> T answer(Mono<T> asked) {
        T found = asked.block(READ_LIMIT);
        if (found == null) {
            throw new LauncherException("What is in force is not in the store.");
        }
        return found;
    }

    @Override
    public void close() {
        cassandra.stop();
    }
}
