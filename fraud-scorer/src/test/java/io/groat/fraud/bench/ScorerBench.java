package io.groat.fraud.bench;

import io.groat.event.Event;
import io.groat.fraud.RunningScorer;
import io.groat.infra.testservers.ServerHandle;
import io.groat.streams.EventPublisher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
        ServerHandle scorer = RunningScorer.process(name, List.of("-Xmx384m", "-XX:ActiveProcessorCount=1"));
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
        throughput(scorer, scores);
        System.out.printf("            mutations a payment: %s%n", mutations.each(MEASURED));
        mutations.stop();
        scores.stop();
        scorer.stop();
        relay.close();
    }

    /** What waits on Kafka is worked off as fast as it goes. */
    private void throughput(ServerHandle scorer, Scores scores) {
        scores.reset();
        Duration cpuBefore = cpu(scorer);
        long begin = System.nanoTime();
        send(MEASURED);
        scores.await(MEASURED);
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cpu = cpu(scorer).minus(cpuBefore).toNanos() / 1e9;
        System.out.printf(
                "throughput  %,d payments in %.1f s: %,.0f/s; the scorer used %.1f s of CPU: %,.0f/s a core%n",
                MEASURED, seconds, MEASURED / seconds, cpu, MEASURED / cpu);
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
