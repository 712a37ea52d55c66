package io.groat.infra.bench.report;

import io.groat.infra.bench.load.Cell;
import io.groat.infra.bench.load.Loop;
import io.groat.infra.bench.load.Measurement;
import io.groat.infra.bench.load.Mode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** Everything that was measured, round by round, and what it says. */
public final class Results {
    private final Map<Cell, List<Once>> measured = new LinkedHashMap<>();
    private final Map<Mode, Boolean> balanced = new LinkedHashMap<>();

    private record Once(int round, Measurement measurement, double offeredPerSecond, long relayBehind) {}

    /**
     * Adds what a cell came to in a round.
     *
     * @param offeredPerSecond what an open loop asked for; not a number for a closed one
     * @param relayBehind events that were not on Kafka as it ended
     */
    public void add(int round, Cell cell, Measurement measurement, double offeredPerSecond, long relayBehind) {
        measured.computeIfAbsent(cell, unseen -> new ArrayList<>())
                .add(new Once(round, measurement, offeredPerSecond, relayBehind));
    }

    /** Adds what the reconciliation of a mode said. */
    public void addVerdict(Mode mode, boolean isBalanced) {
        balanced.put(mode, isBalanced);
    }

    /** Whether the books of that mode were found right. */
    public boolean balanced(Mode mode) {
        return balanced.getOrDefault(mode, false);
    }

    public boolean allBalanced() {
        return balanced.values().stream().allMatch(right -> right);
    }

    /** Transfers a second of that cell so far, in the median; not a number before it was measured. */
    public double throughput(Cell cell) {
        return median(cell, Measurement::transfersPerSecond);
    }

    /** The most that any closed cell of the baseline came to; not a number without a baseline. */
    public double bestOfBaseline() {
        return measured.keySet().stream()
                .filter(cell -> cell.mode() == Mode.BASELINE && cell.loop() == Loop.CLOSED)
                .mapToDouble(this::throughput)
                .max()
                .orElse(Double.NaN);
    }

    /** All cells, in the order of modes. */
    public List<CellSummary> summaries() {
        List<CellSummary> all = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            measured.keySet().stream()
                    .filter(cell -> cell.mode() == mode)
                    .map(this::summary)
                    .forEach(all::add);
        }
        return all;
    }

    private CellSummary summary(Cell cell) {
        List<Once> rounds = rounds(cell);
        Measurement median = new Measurement(
                throughput(cell),
                median(cell, Measurement::p50Ms),
                median(cell, Measurement::p95Ms),
                median(cell, Measurement::p99Ms),
                median(cell, Measurement::cpuSecondsPer1000),
                rounds.stream().mapToLong(once -> once.measurement().failed()).sum(),
                rounds.stream()
                        .map(once -> once.measurement().firstTrouble())
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
        return new CellSummary(
                cell,
                median,
                Statistics.ratio(median.transfersPerSecond(), bestOfBaseline()),
                ratioToNeighbour(cell),
                Statistics.median(rounds.stream().map(Once::offeredPerSecond).toList()),
                rounds.stream().mapToLong(Once::relayBehind).max().orElse(0));
    }

    /** Round by round, so that a machine that changes speed between rounds changes both sides of the ratio. */
    private double ratioToNeighbour(Cell cell) {
        List<Double> ratios = new ArrayList<>();
        for (Once once : rounds(cell)) {
            rounds(cell.on(Mode.BASELINE)).stream()
                    .filter(neighbour -> neighbour.round() == once.round())
                    .mapToDouble(neighbour -> Statistics.ratio(
                            once.measurement().transfersPerSecond(),
                            neighbour.measurement().transfersPerSecond()))
                    .forEach(ratios::add);
        }
        return ratios.isEmpty() ? Double.NaN : Statistics.median(ratios);
    }

    private double median(Cell cell, ToDoubleFunction<Measurement> figure) {
        List<Double> values = rounds(cell).stream()
                .map(once -> figure.applyAsDouble(once.measurement()))
                .toList();
        return values.isEmpty() ? Double.NaN : Statistics.median(values);
    }

    private List<Once> rounds(Cell cell) {
        return measured.getOrDefault(cell, List.of());
    }
}
