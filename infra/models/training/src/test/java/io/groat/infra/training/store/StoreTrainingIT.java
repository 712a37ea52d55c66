package io.groat.infra.training.store;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.cassandra.Cassandra;
import io.groat.cassandra.CassandraSettings;
import io.groat.event.FraudDecision;
import io.groat.fraud.FraudScorer;
import io.groat.fraud.feature.Features;
import io.groat.fraud.score.DecisionLog;
import io.groat.fraud.score.Score;
import io.groat.fraud.score.ScoreStore;
import io.groat.fraud.score.Scored;
import io.groat.infra.testservers.JavaProgram;
import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.infra.training.Commands;
import io.groat.infra.training.history.HistoryFile;
import io.groat.infra.training.history.HistoryRow;
import io.groat.infra.training.replay.FeatureSource;
import io.groat.infra.training.replay.HistoryFeatures;
import io.groat.infra.webtest.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A fraud-scorer that has scored and been told for five weeks, and a model that is made of that. */
class StoreTrainingIT {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final String KEYSPACE = "training_" + ProcessHandle.current().pid();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();
    private static final int AT_ONCE = 400;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aModelIsMadeOfWhatIsKnownAndGoesToTheShadowOnlyWhenItIsBetter() throws Exception {
        ServerHandle scorer = JavaProgram.start(FraudScorer.class, List.of("-Xmx400m"), settings());
        // What is delivered is in the shadow soon after the first start.
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> models(scorer).path("shadow").asInt() == 1);
        Commands tooFew = new Commands();
        assertThat(tooFew.run(command(scorer))).as(tooFew.said()).isEqualTo(3);
        assertThat(tooFew.said()).contains("No model: ");

        fill(history());
        Commands stricter = new Commands();
        assertThat(stricter.run(command(scorer, "--fewest-frauds", "100000"))).isEqualTo(3);
        assertThat(stricter.said())
                .contains("known frauds", "at least 100,000 are wanted")
                .doesNotContain("in the shadow");
        assertThat(models(scorer).path("shadow").asInt()).isEqualTo(1);

        Commands better = new Commands();
        better.done(command(scorer));
        assertThat(better.said()).contains("rules ", "Version 2 is in the shadow");
        JsonNode models = models(scorer);
        assertThat(models.path("shadow").asInt()).isEqualTo(2);
        assertThat(models.path("champion").asInt()).isZero();
        JsonNode drift = send(scorer, HttpRequest.newBuilder().GET(), "/v1/models/2/drift");
        assertThat(drift.path("reference").asBoolean()).as(drift.toString()).isTrue();

        // One that has learned from the judged days themselves can't be beaten on them by one that has not.
        put(scorer, "/v1/models/2/activate");
        Commands worse = new Commands();
        assertThat(worse.run(command(scorer))).as(worse.said()).isEqualTo(3);
        assertThat(worse.said()).contains("model in force", "it is not used");
        assertThat(models(scorer).path("items")).hasSize(2);
    }

    private String[] command(ServerHandle scorer, String... more) throws IOException {
        Path key = Files.writeString(folder.resolve("key"), ISSUER.token("ann", "analyst") + "\n");
        List<String> all = new ArrayList<>(List.of(
                "train",
                "--from-store",
                "--cassandra",
                "127.0.0.1:" + TestServers.cassandra().port(),
                "--keyspace",
                KEYSPACE,
                "--days",
                "25",
                "--threads",
                "1",
                "--to-shadow",
                "--scorer",
                "http://127.0.0.1:" + scorer.port(),
                "--key-file",
                key.toString()));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private HistoryFile history() {
        Path csv = folder.resolve("history.csv");
        LocalDate first = LocalDate.now(ZoneOffset.UTC).minusDays(40);
        new Commands()
                .done(
                        "generate",
                        "--csv",
                        csv.toString(),
                        "--days",
                        "34",
                        "--users",
                        "300",
                        "--fraud-share",
                        "0.03",
                        "--label-delay",
                        "2",
                        "--start",
                        first.toString());
        return HistoryFile.look(csv, null, Duration.ofDays(7), false, rows -> {});
    }

    /** As the scorer and its analysts would have. */
    private static void fill(HistoryFile history) {
        Cassandra cassandra = new Cassandra(new CassandraSettings(
                List.of("127.0.0.1"),
                TestServers.cassandra().port(),
                "datacenter1",
                "",
                "",
                KEYSPACE,
                1,
                Map.of(),
                "cql",
                Duration.ofSeconds(12),
                Duration.ofSeconds(2)));
        cassandra.start();
        ScoreStore scores = new ScoreStore(cassandra);
        DecisionLog decisions = new DecisionLog(cassandra);
        await(cassandra.patiently(scores.find(new UUID(0x7000, 1))));
        try (FeatureSource payments = new HistoryFeatures(history, line -> {})) {
            List<Scored> batch = new ArrayList<>();
            List<Mono<Void>> lines = new ArrayList<>();
            for (FeatureSource.Seen seen = payments.next(); seen != null; seen = payments.next()) {
                batch.add(scored(seen.row(), seen.features()));
                Boolean fraud = seen.row().fraud();
                Instant at = seen.row().labelAt();
                if (fraud != null && at != null && at.isBefore(Instant.now())) {
                    lines.add(decisions.addOnce(
                            at,
                            seen.row().id(),
                            "decision",
                            "ann",
                            fraud ? "blocked" : "approved",
                            fraud ? "fraud" : "legitimate",
                            null));
                }
                if (batch.size() == AT_ONCE) {
                    await(scores.write(batch).then(Mono.when(lines)));
                    batch.clear();
                    lines.clear();
                }
            }
            await(scores.write(batch).then(Mono.when(lines)));
        } finally {
            cassandra.stop();
        }
    }

    private static Scored scored(HistoryRow row, Features features) {
        return new Scored(new Score(row.payment(), 0, FraudDecision.allow, List.of(), 1, row.at()), features, null);
    }

    private static void await(Mono<?> work) {
        try {
            work.toFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static JsonNode models(ServerHandle scorer) throws IOException, InterruptedException {
        return send(scorer, HttpRequest.newBuilder().GET(), "/v1/models");
    }

    private static void put(ServerHandle scorer, String path) throws IOException, InterruptedException {
        send(scorer, HttpRequest.newBuilder().POST(BodyPublishers.ofString("{\"note\":\"a test\"}")), path);
    }

    private static JsonNode send(ServerHandle scorer, HttpRequest.Builder request, String path)
            throws IOException, InterruptedException {
        var answer = HTTP.send(
                request.uri(URI.create("http://127.0.0.1:" + scorer.port() + path))
                        .header("Authorization", "Bearer " + ISSUER.token("ann", "analyst"))
                        .header("Content-Type", "application/json")
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Objects.requireNonNull(JSON.readTree(answer.body()));
    }

    private static List<String> settings() {
        return List.of(
                "--groat.kafka.bootstrap-servers=127.0.0.1:"
                        + TestServers.kafka().port(),
                "--groat.kafka.topics.replicas=1",
                "--groat.cassandra.port=" + TestServers.cassandra().port(),
                "--groat.cassandra.keyspace=" + KEYSPACE,
                "--groat.cassandra.replicas=1",
                "--groat.fraud.pipeline.group=" + KEYSPACE,
                "--groat.fraud.pipeline.facts-topic=facts_" + KEYSPACE,
                "--spring.data.redis.port=" + TestServers.redis().port(),
                "--groat.access.jwks-uri=" + ISSUER.jwksUri(),
                "--groat.access.service-credential=" + ISSUER.service().text());
    }
}
