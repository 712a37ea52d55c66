package io.groat.fraud.pipeline;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.cassandra.Cassandra;
import io.groat.cassandra.CassandraSettings;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.FraudScoreCalculated;
import io.groat.fraud.FraudEvents;
import io.groat.fraud.RunningScorer;
import io.groat.fraud.feature.Features;
import io.groat.fraud.score.ScoreStore;
import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The scorer, Cassandra, Kafka and Redis are killed in turn while events come; then every payment has one score, and its
 * features are to the last bit those of a run that nothing disturbed.
 */
class CrashIT {

    private static final int PARTITIONS = 12;
    private static final int AT_A_TIME = 250;

    private static final List<String> SMALL = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");

    /** States are written often and seldom kept, so that much is read back. */
    private static final String[] SETTINGS = {
        "--groat.fraud.state.write-after=300ms", "--groat.fraud.state.weight=2000", "--groat.fraud.pipeline.batch=50"
    };

    private final RunningScorer router = RunningScorer.shared();
    private final String name = RunningScorer.name();
    private final long seed = System.nanoTime() % 1_000_000;
    private final Traffic traffic = new Traffic(seed, PARTITIONS, 6);

    @Test
    void whateverDiesNothingIsLostOrCountedTwice() throws Exception {
        ServerHandle first = RunningScorer.process(name, SMALL, SETTINGS);
        Cassandra cassandra = cassandra();
        cassandra.start();
        try {
            ScoreStore scores = new ScoreStore(cassandra);
            send();
            awaitSome(scores);
            first.kill();
            send();
            // Another comes beside it, and takes some of its partitions.
            CompletableFuture<Void> again = CompletableFuture.runAsync(first::start);
            ServerHandle second = RunningScorer.process(name, SMALL, SETTINGS);
            again.join();
            send();
            awaitSome(scores);
            TestServers.cassandra().kill();
            send();
            CompletableFuture<Void> back = CompletableFuture.runAsync(TestServers.cassandra()::start);
            TestServers.redis().kill();
            send();
            first.kill();
            TestServers.kafka().kill();
            TestServers.kafka().start();
            TestServers.redis().start();
            back.join();
            send();

            awaitAll(scores);
            compare(scores);
            everyScoreIsToldAndNoneInTwoWays();
            second.stop();
        } finally {
            cassandra.stop();
        }
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

    private void awaitAll(ScoreStore scores) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(
                                Flux.fromIterable(traffic.expected().keySet())
                                        .flatMapSequential(id -> unscored(scores, id), 64)
                                        .collectList()
                                        .toFuture()
                                        .get())
                        .as("payments without features, with seed %d", seed)
                        .isEmpty());
    }

    private static Mono<UUID> unscored(ScoreStore scores, UUID payment) {
        return scores.findFeatures(payment).hasElement().filter(found -> !found).map(found -> payment);
    }

    private void compare(ScoreStore scores) throws Exception {
        for (Map.Entry<UUID, Features> one : traffic.expected().entrySet()) {
            Features found = scores.findFeatures(one.getKey()).toFuture().get();
            assertThat(found.byName())
                    .as("features of %s, with seed %d", one.getKey(), seed)
                    .isEqualTo(one.getValue().byName());
        }
    }

    /** What is told again after a crash is told under the same id, and says the same. */
    private void everyScoreIsToldAndNoneInTwoWays() {
        Map<UUID, Set<Double>> told = FraudEvents.all(event -> event.type() == EventType.FraudScoreCalculated).stream()
                .map(event -> EventJson.read(event.data(), FraudScoreCalculated.class))
                .collect(Collectors.groupingBy(
                        FraudScoreCalculated::paymentId,
                        Collectors.mapping(FraudScoreCalculated::score, Collectors.toSet())));
        for (UUID payment : traffic.expected().keySet()) {
            assertThat(told.get(payment))
                    .as("scores of %s, with seed %d", payment, seed)
                    .hasSize(1);
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
