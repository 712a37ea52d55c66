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

/**
 * Which cells are measured, and in which order. Cells of the same kind stand together, one a mode, so that each has the
 * baseline's measured within seconds of it: such machines change their speed by the minute.
 */
final class CellPlan {
    /** The closed cell whose throughput an open loop's rate is derived from. */
    static final int RATE_SOURCE = 64;

    private static final int OPEN_LIMIT = 256;
    private static final Set<Mode> ALL = EnumSet.allOf(Mode.class);
    private static final Set<Mode> NO_STREAM = EnumSet.of(Mode.ENGINE, Mode.HTTP, Mode.BASELINE);
    private static final Set<Mode> NO_HTTP = EnumSet.of(Mode.ENGINE, Mode.STREAM, Mode.BASELINE);

    private final List<List<Cell>> groups = new ArrayList<>();

    CellPlan(Set<Mode> modes) {
        add(modes, Loop.CLOSED, Skew.UNIFORM, 1, NO_STREAM);
        add(modes, Loop.CLOSED, Skew.UNIFORM, 16, NO_STREAM);
        add(modes, Loop.CLOSED, Skew.UNIFORM, RATE_SOURCE, ALL);
        add(modes, Loop.CLOSED, Skew.UNIFORM, 256, NO_STREAM);
        add(modes, Loop.CLOSED, Skew.UNIFORM, 512, NO_HTTP);
        add(modes, Loop.CLOSED, Skew.ZIPF, 64, ALL);
        add(modes, Loop.CLOSED, Skew.ZIPF, 512, NO_HTTP);
        add(modes, Loop.OPEN, Skew.UNIFORM, OPEN_LIMIT, ALL);
    }

    private void add(Set<Mode> wanted, Loop loop, Skew skew, int inFlight, Set<Mode> sensible) {
        List<Cell> group = sensible.stream()
                .filter(wanted::contains)
                .map(mode -> new Cell(mode, loop, skew, inFlight))
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
