package io.groat.infra.bench.report;

import io.groat.infra.bench.load.Cell;
import io.groat.infra.bench.load.Loop;
import io.groat.infra.bench.load.Mode;
import io.groat.infra.bench.load.Skew;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The aims, held against what was measured. Ratios are to the baseline's best transfers a second of the same run. */
final class Aims {
    private static final double ZIPF_SHARE = 0.7;

    private final Map<Cell, CellSummary> cells;

    Aims(List<CellSummary> cells) {
        this.cells = cells.stream().collect(Collectors.toMap(CellSummary::cell, Function.identity()));
    }

    List<Aim> all() {
        List<Aim> aims = new ArrayList<>();
        aims.add(times("engine at 64 in flight", Cell.closed(Mode.ENGINE, 64), 4.5));
        aims.add(times("engine at 512 in flight", Cell.closed(Mode.ENGINE, 512), 8));
        aims.add(times("stream, at its best", bestStream(), 5));
        aims.add(times("http at 64 in flight", Cell.closed(Mode.HTTP, 64), 2));
        aims.add(new Aim(
                "http at 64 in flight: p99, no worse than the baseline's",
                p99(Cell.closed(Mode.HTTP, 64)),
                p99(Cell.closed(Mode.BASELINE, 64)),
                "ms",
                false));
        cells.keySet().stream()
                .filter(cell -> cell.skew() == Skew.ZIPF && cell.mode() != Mode.BASELINE)
                .sorted(Comparator.comparing(Cell::mode).thenComparing(Cell::inFlight))
                .forEach(cell -> aims.add(zipf(cell)));
        aims.add(new Aim("one http request alone: p50", p50(Cell.closed(Mode.HTTP, 1)), 4, "ms", false));
        return aims;
    }

    private Aim times(String what, Cell cell, double bound) {
        CellSummary found = cells.get(cell);
        return new Aim(what, found == null ? Double.NaN : found.ratioToBest(), bound, "x", true);
    }

    private Cell bestStream() {
        return cells.keySet().stream()
                .filter(cell -> cell.equals(Cell.closed(Mode.STREAM, cell.inFlight())))
                .max(Comparator.comparingDouble(this::throughput))
                .orElse(Cell.closed(Mode.STREAM, 1));
    }

    private Aim zipf(Cell cell) {
        double uniform = throughput(new Cell(cell.mode(), Loop.CLOSED, Skew.UNIFORM, cell.inFlight()));
        return new Aim(
                cell.mode().label() + " at " + cell.inFlight() + " in flight: Zipf to uniform users",
                Statistics.ratio(throughput(cell), uniform),
                ZIPF_SHARE,
                "x",
                true);
    }

    private double throughput(Cell cell) {
        CellSummary found = cells.get(cell);
        return found == null ? Double.NaN : found.median().transfersPerSecond();
    }

    private double p50(Cell cell) {
        CellSummary found = cells.get(cell);
        return found == null ? Double.NaN : found.median().p50Ms();
    }

    private double p99(Cell cell) {
        CellSummary found = cells.get(cell);
        return found == null ? Double.NaN : found.median().p99Ms();
    }
}
