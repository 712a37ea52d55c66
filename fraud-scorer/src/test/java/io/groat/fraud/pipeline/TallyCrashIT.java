package io.groat.fraud.pipeline;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.cassandra.Cassandra;
import io.groat.cassandra.CassandraSettings;
import io.groat.event.EventType;
import io.groat.fraud.FraudEvents;
import io.groat.fraud.RunningScorer;
import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import io.groat.fraud.model.Model;
import io.groat.fraud.model.ModelFile;
import io.groat.fraud.operate.ReferencedModels;
import io.groat.fraud.score.ScoreStore;
import io.groat.fraud.serving.ModelStore;
import io.groat.fraud.serving.ModelVersion;
import io.groat.fraud.serving.PackedModel;
import io.groat.fraud.state.Versions;
import io.groat.fraud.tally.Agreement;
import io.groat.fraud.tally.ModelPair;
import io.groat.fraud.tally.Spread;
import io.groat.fraud.tally.TallyStore;
import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.streams.CloudEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The scorer is killed again and again, and so is Cassandra; then what models made of each payment is counted once. */
class TallyCrashIT {

    private static final int PARTITIONS = 12;
    private static final int AT_A_TIME = 250;
    private static final int CHAMPION = 1;
    private static final int SHADOW = 2;
    private static final List<String> SMALL = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");

    private static final String[] SETTINGS = {
        "--groat.fraud.state.write-after=300ms", "--groat.fraud.state.weight=2000", "--groat.fraud.pipeline.batch=50"
    };

    private final RunningScorer router = RunningScorer.shared();
    private final String name = RunningScorer.name();
    private final long seed = System.nanoTime() % 1_000_000;
    private final Traffic traffic = new Traffic(seed, PARTITIONS, 6);
    private final Instant begin = Instant.now().minus(Duration.ofHours(2));

    @Test
    void whateverDiesEachPaymentIsCountedOnce() throws Exception {
        Cassandra cassandra = cassandra();
        cassandra.start();
        modelsStand(cassandra);
        ServerHandle first = RunningScorer.process(name, SMALL, SETTINGS);
        ServerHandle second = null;
        try {
            ScoreStore scores = new ScoreStore(cassandra);
            send();
            awaitSome(scores);
            first.kill();
            send();
            CompletableFuture<Void> again = CompletableFuture.runAsync(first::start);
            second = RunningScorer.process(name, SMALL, SETTINGS);
            again.join();
            send();
            awaitSome(scores);
            TestServers.cassandra().kill();
            send();
            first.kill();
            TestServers.cassandra().start();
            send();
            awaitCounted(new TallyStore(cassandra), scores);
        } finally {
            if (second != null) {
                second.kill();
            }
            first.kill();
            cassandra.stop();
        }
    }

    private void modelsStand(Cassandra cassandra) {
        ModelStore models = new ModelStore(cassandra);
        Versions versions = new Versions(cassandra);
        add(models, CHAMPION, ReferencedModels.watchful("champion", 5_000));
        add(models, SHADOW, ReferencedModels.watchful("shadow", 50));
        patiently(versions.first(Versions.MODEL, CHAMPION).thenReturn(true));
        patiently(versions.first(Versions.SHADOW, SHADOW).thenReturn(true));
    }

    private static void add(ModelStore models, int version, Model model) {
        byte[] file = ModelFile.bytes(model);
        patiently(models.add(
                new ModelVersion(version, model.card().label(), file.length, "test", "a test", Instant.now()),
                PackedModel.of(file)));
    }

    private static void patiently(Mono<Boolean> work) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> work.toFuture().get());
    }

    private void send() {
        router.send(traffic.next(AT_A_TIME));
    }

    /** Until it is at work, but not before it is done. */
    private void awaitSome(ScoreStore scores) {
        List<UUID> all = List.copyOf(traffic.expected().keySet());
        UUID one = all.get(all.size() - AT_A_TIME * 3 / 4);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> scores.find(one).hasElement().toFuture().get());
    }

    /** As many as there are stored scores of models, and then not one more. Others' payments are in the topic as well. */
    private void awaitCounted(TallyStore tallies, ScoreStore scores) throws Exception {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(stored(scores, traffic.expected().keySet()))
                                .as("with seed %d", seed)
                                .hasSameSizeAs(traffic.expected().keySet()));
        List<Features> stored = stored(scores, payments());
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> counted(tallies).payments() >= stored.size());
        assertThat(counted(tallies).payments()).as("with seed %d", seed).isEqualTo(stored.size());
        for (int version : List.of(CHAMPION, SHADOW)) {
            Spread spread = tallies.spread(version, begin, end()).toFuture().get();
            assertThat(spread.payments()).as("with seed %d", seed).isEqualTo(stored.size());
            assertThat(spread.feature(FeatureNames.AMOUNT)).isEqualTo(amounts(stored));
        }
    }

    /** Features of those of these payments that models have scored. */
    private static List<Features> stored(ScoreStore scores, Collection<UUID> payments) throws Exception {
        return Flux.fromIterable(payments)
                .flatMap(
                        id -> scores.find(id)
                                .filter(score -> score.models() != null)
                                .flatMap(score -> scores.findFeatures(id)),
                        64)
                .collectList()
                .toFuture()
                .get();
    }

    /** All that were ever told of. */
    private static Set<UUID> payments() {
        return FraudEvents.records("payment_events").stream()
                .map(CloudEvents::read)
                .filter(event -> event.type() == EventType.PaymentInitiated)
                .map(event -> UUID.fromString(event.id().substring(0, event.id().indexOf(':'))))
                .collect(Collectors.toSet());
    }

    /** In the bins of the models' reference. */
    private static List<Long> amounts(List<Features> stored) {
        long[] bins = new long[5];
        stored.forEach(features -> {
            double amount = features.get(FeatureNames.AMOUNT);
            bins[amount <= 10 ? 0 : amount <= 50 ? 1 : amount <= 250 ? 2 : amount <= 1_000 ? 3 : 4]++;
        });
        return Arrays.stream(bins).boxed().toList();
    }

    private Agreement counted(TallyStore tallies) throws Exception {
        Agreement all = new Agreement();
        tallies.agreements(begin, end())
                .collectList()
                .toFuture()
                .get()
                .forEach(hour -> all.add(hour.byPair().getOrDefault(new ModelPair(CHAMPION, SHADOW), new Agreement())));
        return all;
    }

    private static Instant end() {
        return Instant.now().plus(Duration.ofHours(1));
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
