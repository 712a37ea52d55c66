package io.groat.infra.bench;

import io.groat.infra.bench.load.Mode;
import java.time.Duration;
import java.util.Set;

/**
 * What one run is asked for.
 *
 * @param inFlight only closed cells with so many under way; all cells when empty
 * @param rounds how often each cell is measured
 * @param window how long each cell is measured
 * @param cold whether nothing is warmed up
 */
record BenchSettings(Set<Mode> modes, Set<Integer> inFlight, int rounds, Duration window, boolean cold) {}
