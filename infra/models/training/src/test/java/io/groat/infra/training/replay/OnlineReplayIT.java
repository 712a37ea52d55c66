package io.groat.infra.training.replay;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.cassandra.Cassandra;
import io.groat.cassandra.CassandraSettings;
import io.groat.event.Event;
import io.groat.event.FraudReason;
import io.groat.fraud.RunningScorer;
import io.groat.fraud.feature.Features;
import io.groat.fraud.list.Lists;
import io.groat.fraud.model.Model;
import io.groat.fraud.model.ModelFile;
import io.groat.fraud.model.Policy;
import io.groat.fraud.rule.RuleSet;
import io.groat.fraud.score.Score;
import io.groat.fraud.score.ScoreStore;
import io.groat.fraud.score.Scorer;
import io.groat.fraud.serving.ModelStore;
import io.groat.fraud.serving.ModelVersion;
import io.groat.fraud.serving.Models;
import io.groat.fraud.serving.NumberedModel;
import io.groat.fraud.serving.PackedModel;
import io.groat.fraud.state.Versions;
import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.infra.training.history.HistoryRow;
import io.groat.infra.training.train.Trainer;
import io.groat.infra.training.train.TrainingSet;
import io.groat.infra.training.train.TrainingSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One history goes through the replay, and as events through Kafka and a scorer that is killed on the way: features, scores
 * and decisions are the same to the last bit, those of rules and those of a trained model.
 */
class OnlineReplayIT {

    private static final int CHUNKS = 3;

    /** States are written often and seldom kept, so that much is read back. */
    private static final String[] SETTINGS = {
        "--groat.fraud.state.write-after=300ms", "--groat.fraud.state.weight=2000", "--groat.fraud.pipeline.batch=50"
    };

    private static final List<String> SMALL = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");

    private final RunningScorer router = RunningScorer.shared();
    private final String name = RunningScorer.name();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void theScorerMakesOfAHistoryWhatTheReplayMakesOfIt() throws Exception {
        List<HistoryRow> all = OnlineHistory.rows(folder);
        Map<UUID, Features> replayed = replayed(all);
        List<HistoryRow> rows = all.stream().filter(row -> !row.topUp()).toList();
        Model model = trained(rows, replayed);
        ServerHandle scorer = RunningScorer.process(name, SMALL, SETTINGS);
        Cassandra cassandra = cassandra();
        cassandra.start();
        try {
            ScoreStore scores = new ScoreStore(cassandra);
            putInForce(cassandra, model);
            // It reads at its start which model is in force.
            scorer.kill();
            scorer.start();
            List<Event> events = OnlineHistory.events(all);
            for (int chunk = 0; chunk < CHUNKS; chunk++) {
                List<Event> some = events.subList(events.size() * chunk / CHUNKS, events.size() * (chunk + 1) / CHUNKS);
                router.send(some);
                awaitSome(scores, rows, chunk);
                if (chunk < CHUNKS - 1) {
                    scorer.kill();
                    scorer.start();
                }
            }
            awaitAll(scores, replayed);
            compare(scores, rows, replayed, model);
            scorer.stop();
        } finally {
            cassandra.stop();
        }
    }

    private static Map<UUID, Features> replayed(List<HistoryRow> rows) {
        Map<UUID, Features> features = new LinkedHashMap<>();
        try (FeatureReplay replay = new FeatureReplay()) {
            for (HistoryRow row : rows) {
                Features found = replay.take(row);
                if (!row.topUp()) {
                    features.put(row.id(), Objects.requireNonNull(found));
                }
            }
        }
        return features;
    }

    /** Of the whole history: what it is worth does not matter here. */
    private static Model trained(List<HistoryRow> rows, Map<UUID, Features> features) {
        TrainingSettings settings = TrainingSettings.usual("online", 1);
        TrainingSet set = new TrainingSet(settings.seed());
        for (HistoryRow row : rows) {
            set.add(
                    Objects.requireNonNull(features.get(row.id())),
                    row.isFraud(),
                    row.payment().amount(),
                    row.at());
        }
        return new Trainer(settings, told -> {})
                .train(set, "a test's history", rows.get(rows.size() - 1).at());
    }

    private static void putInForce(Cassandra cassandra, Model model) {
        byte[] file = ModelFile.bytes(model);
        Versions versions = new Versions(cassandra);
        ModelVersion version = new ModelVersion(1, "online", file.length, "test", "a test", Instant.now());
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> new ModelStore(cassandra)
                        .add(version, PackedModel.of(file))
                        .then(versions.first(Versions.MODEL, 0))
                        .then(versions.change(Versions.MODEL, 0, 1))
                        .toFuture()
                        .get());
    }

    /** Until it is at work, but not before it is done. */
    private static void awaitSome(ScoreStore scores, List<HistoryRow> rows, int chunk) {
        UUID one = rows.get((int) ((chunk + 0.3) * rows.size() / CHUNKS)).id();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> scores.find(one).hasElement().toFuture().get());
    }

    private static void awaitAll(ScoreStore scores, Map<UUID, Features> replayed) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(Flux.fromIterable(replayed.keySet())
                                .flatMapSequential(id -> unscored(scores, id), 64)
                                .collectList()
                                .toFuture()
                                .get())
                        .as("payments without features")
                        .isEmpty());
    }

    private static Mono<UUID> unscored(ScoreStore scores, UUID payment) {
        return scores.findFeatures(payment).hasElement().filter(found -> !found).map(found -> payment);
    }

    private static void compare(ScoreStore scores, List<HistoryRow> rows, Map<UUID, Features> replayed, Model model)
            throws Exception {
        Scorer scorer = new Scorer(rules(), Lists.EMPTY, new Models(new NumberedModel(1, model), null, Policy.MAX));
        int flagged = 0;
        for (HistoryRow row : rows) {
            Features features = Objects.requireNonNull(replayed.get(row.id()));
            Features found = scores.findFeatures(row.id()).toFuture().get();
            assertThat(found.byName()).as("features of %s", row).isEqualTo(features.byName());
            Score expected = scorer.score(row.payment(), features, row.at());
            Score score = scores.find(row.id()).toFuture().get();
            assertThat(score.score()).as("score of %s", row).isEqualTo(expected.score());
            assertThat(score.decision()).as("decision of %s", row).isEqualTo(expected.decision());
            assertThat(Objects.requireNonNull(score.models()).score())
                    .as("the model's score of %s", row)
                    .isEqualTo(Objects.requireNonNull(expected.models()).score());
            assertThat(score.reasons()).as("reasons of %s", row).isEqualTo(expected.reasons());
            flagged += expected.reasons().stream().map(FraudReason::code).anyMatch(code -> code.startsWith("MODEL_"))
                    ? 1
                    : 0;
        }
        assertThat(flagged).as("payments that the model flagged").isPositive();
    }

    private static RuleSet rules() throws IOException {
        try (InputStream in = Objects.requireNonNull(RuleSet.class.getResourceAsStream("/rules.yaml"))) {
            return RuleSet.parse(1, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private Cassandra cassandra() {
        return new Cassandra(new CassandraSettings(
                List.of("127.0.0.1"),
                TestServers.cassandra().port(),
                "datacenter1",
                "",
                "",
                name,
                1,
                Map.of(),
                "cql",
                Duration.ofSeconds(5),
                Duration.ofSeconds(2)));
    }
}
