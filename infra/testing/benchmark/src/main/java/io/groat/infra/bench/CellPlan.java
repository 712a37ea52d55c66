package io.groat.infra.bench;

import io.groat.infra.bench.load.Cell;
import io.groat.infra.bench.load.Loop;
import io.groat.infra.bench.load.Mode;
import io.groat.infra.bench.load.Skew;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which cells are measured, and in which order. Cells of the same kind stand together, one a mode, so that each has the
 * baseline's measured within seconds of it: such machines change their speed by the minute.
 */
final class CellPlan {
    /** The closed cell whose throughput an open loop's rate is derived from. */
    static final int RATE_SOURCE = 64;

    private static final int OPEN_LIMIT = 256;
    private static final Set<Mode> ALL = EnumSet.copyOf(Mode.ofCells());
    private static final Set<Mode> PLAIN =
            EnumSet.copyOf(ALL.stream().filter(mode -> !mode.isOther()).toList());
    private static final Set<Mode> NO_STREAM = EnumSet.of(Mode.ENGINE, Mode.HTTP, Mode.WHOLE_HTTP, Mode.BASELINE);
    private static final Set<Mode> NO_HTTP = EnumSet.of(Mode.ENGINE, Mode.STREAM, Mode.WHOLE_STREAM, Mode.BASELINE);

    private final List<List<Cell>> groups = new ArrayList<>();

    private final Set<Integer> inFlight;

    /** @param inFlight only closed cells with so many under way, and no open ones; all cells when empty */
    CellPlan(Set<Mode> modes, Set<Integer> inFlight) {
        this.inFlight = inFlight;
        add(modes, Loop.CLOSED, Skew.UNIFORM, 1, NO_STREAM);
        add(modes, Loop.CLOSED, Skew.UNIFORM, 16, NO_STREAM);
        add(modes, Loop.CLOSED, Skew.UNIFORM, RATE_SOURCE, ALL);
        add(modes, Loop.CLOSED, Skew.UNIFORM, 256, NO_STREAM);
        add(modes, Loop.CLOSED, Skew.UNIFORM, 512, NO_HTTP);
        add(modes, Loop.CLOSED, Skew.ZIPF, 64, PLAIN);
        add(modes, Loop.CLOSED, Skew.ZIPF, 512, NO_HTTP);
        add(modes, Loop.OPEN, Skew.UNIFORM, OPEN_LIMIT, PLAIN);
    }

    /** How many are under way in the closed cells. */
    static Set<Integer> choices() {
        return new CellPlan(ALL, Set.of())
                .groups.stream()
                        .flatMap(List::stream)
                        .filter(cell -> cell.loop() == Loop.CLOSED)
                        .map(Cell::inFlight)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private void add(Set<Mode> wanted, Loop loop, Skew skew, int underWay, Set<Mode> sensible) {
        if (!inFlight.isEmpty() && (loop == Loop.OPEN || !inFlight.contains(underWay))) {
            return;
        }
        List<Cell> group = sensible.stream()
                .filter(wanted::contains)
                .map(mode -> new Cell(mode, loop, skew, underWay))
                .toList();
        if (!group.isEmpty()) {
            groups.add(group);
        }
    }

    /** The cells of a round, from 0 on. Within a group each mode is first in its turn, for the first has it easiest. */
    List<Cell> round(int round) {
        List<Cell> cells = new ArrayList<>();
        for (List<Cell> group : groups) {
            List<Cell> turned = new ArrayList<>(group);
            Collections.rotate(turned, round);
            cells.addAll(turned);
        }
        return cells;
    }
}
