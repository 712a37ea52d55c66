package io.groat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Thousands of histories with loss, repeats, reordering, crashes and outages, each decided by a seed. A failure
 * names its seed; {@code -Dsimulation.seed=N} runs that one alone, {@code -Dsimulation.runs=N} runs more.
 */
class ProtocolSimulationTest {

    private static final int USUAL_RUNS = 2_000;

    @Test
    void everyHistoryKeepsThePromises() {
        Long alone = Long.getLong("simulation.seed");
        Random seeds = new Random();
        LongStream runs = alone != null
                ? LongStream.of(alone)
                : LongStream.generate(seeds::nextLong).limit(Integer.getInteger("simulation.runs", USUAL_RUNS));
        runs.forEach(seed -> assertThat(new SimulatedRun(seed).broken())
                .as("simulation.seed=%d", seed)
                .isEmpty());
    }
}
