package io.groat.fraud.bench;

import io.groat.event.Event;
import io.groat.fraud.RunningScorer;
import io.groat.fraud.state.Versions;
import io.groat.infra.testservers.ServerHandle;
import io.groat.streams.EventPublisher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * How many payments a scorer takes, what they cost, and how soon their scores are on fraud_events: a scorer of its own on real servers,
 * fed with events as the router's relay sends them. A measurement, no test; no build runs it:
 *
 * <pre>
 * ./mvnw -q -pl fraud-scorer -am test -Dtest=ScorerBench -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class ScorerBench {

    private static final int USERS = 20_000;
    private static final int WARM = 60_000;
    private static final int MEASURED = 60_000;
    private static final int AT_ONCE = 2_000;
    private static final int TURNS = 3;
    /** So long a slow stream goes on after the warm-up, for what that left to be written behind it. */
    private static final Duration CALM = Duration.ofSeconds(15);

    private static final Duration STEADY = Duration.ofSeconds(15);

    private final Random random = new Random(1);
    private final String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
    private final EventPublisher relay =
            new EventPublisher(RunningScorer.bootstrap(), "/shard-router", Duration.ofSeconds(60));

    @Test
    void measure() {
        String name = RunningScorer.name();
        ServerHandle scorer = RunningScorer.process(
                name, List.of("-Xmx384m", "-XX:ActiveProcessorCount=1"), "--groat.fraud.first-model=true");
        Scores scores = new Scores();
        scores.start();
        send(WARM);
        scores.await(WARM);
        Mutations mutations = new Mutations(name);
        steady(100, CALM, scores);
        for (int rate : List.of(100, 250, 500, 1_000)) {
            mutations.reset();
            Duration cpuBefore = cpu(scorer);
            steady(rate, STEADY, scores);
            int payments = Math.toIntExact(STEADY.toSeconds() * rate);
            System.out.printf(
                    "cost        at %,d/s: %.2f ms of the scorer's CPU a payment; mutations a payment: %s%n",
                    rate, cpu(scorer).minus(cpuBefore).toNanos() / 1e6 / payments, mutations.each(payments));
            System.out.printf(
                    "latency     at %,d/s for %d s, from the payment to its score at a consumer of fraud_events: %s%n",
                    rate, STEADY.toSeconds(), scores.latencies());
        }
        mutations.reset();
        throughput("", scorer, scores);
        System.out.printf("            mutations a payment: %s%n", mutations.each(MEASURED));
        compare(mutations, scorer, scores);
        mutations.stop();
        scores.stop();
        scorer.stop();
        relay.close();
    }

    /** By rules alone, with the delivered model in force, and with it in the shadow, turn by turn. */
    private void compare(Mutations mutations, ServerHandle scorer, Scores scores) {
        Map<String, List<Double>> perCore = new LinkedHashMap<>();
        for (int turn = 0; turn < TURNS; turn++) {
            for (String place : List.of("", Versions.MODEL, Versions.SHADOW)) {
                mutations.version(Versions.MODEL, place.equals(Versions.MODEL) ? 1 : 0);
                mutations.version(Versions.SHADOW, place.equals(Versions.SHADOW) ? 1 : 0);
                // In which it finds that out.
                steady(100, CALM, scores);
                String name = place.isEmpty() ? "rules alone" : "and a " + place;
                perCore.computeIfAbsent(name, unseen -> new ArrayList<>()).add(throughput(name, scorer, scores));
            }
        }
        double alone = median(perCore.getOrDefault("rules alone", List.of()));
        perCore.forEach((name, all) -> System.out.printf(
                "compared    %-12s %,.0f payments a second of a processor: %.2f of rules alone%n",
                name, median(all), median(all) / alone));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
    }

    /** What waits on Kafka is worked off as fast as it goes; gives how many a second of a processor. */
    private double throughput(String name, ServerHandle scorer, Scores scores) {
        scores.reset();
        Duration cpuBefore = cpu(scorer);
        long begin = System.nanoTime();
        send(MEASURED);
        scores.await(MEASURED);
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cpu = cpu(scorer).minus(cpuBefore).toNanos() / 1e9;
        System.out.printf(
                "throughput  %-12s %,d payments in %.1f s: %,.0f/s; the scorer used %.1f s of CPU: %,.0f/s a core%n",
                name, MEASURED, seconds, MEASURED / seconds, cpu, MEASURED / cpu);
        return MEASURED / cpu;
    }

    /** An even stream of payments; from the moment of the payment to its score's arrival at a consumer. */
    private void steady(int rate, Duration time, Scores scores) {
        scores.reset();
        int payments = Math.toIntExact(time.toSeconds() * rate);
        long begin = System.nanoTime();
        for (int sent = 0; sent < payments; sent += 10) {
            long due = begin + sent * 1_000_000_000L / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            relay.publish(events(10)).subscribe();
        }
        scores.await(payments);
    }

    private void send(int many) {
        for (int sent = 0; sent < many; sent += AT_ONCE) {
            relay.publish(events(AT_ONCE)).block(Duration.ofMinutes(1));
        }
    }

    private List<Event> events(int many) {
        List<Event> events = new ArrayList<>(many);
        for (int i = 0; i < many; i++) {
            int payer = random.nextInt(USERS);
            int payee = (payer + 1 + random.nextInt(USERS - 1)) % USERS;
            Instant now = Instant.now();
            events.add(RunningScorer.initiated(
                    RunningScorer.paymentId(now),
                    "b" + run + payer,
                    "b" + run + payee,
                    1 + random.nextInt(50_000),
                    now,
                    "INITIATED"));
        }
        return events;
    }

    private static Duration cpu(ServerHandle scorer) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .filter(arguments -> List.of(arguments).contains("--server.port=" + scorer.port()))
                        .isPresent())
                .findFirst()
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow();
    }
}
