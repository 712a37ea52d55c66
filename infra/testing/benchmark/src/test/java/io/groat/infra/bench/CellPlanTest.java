package io.groat.infra.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.bench.load.Cell;
import io.groat.infra.bench.load.Loop;
import io.groat.infra.bench.load.Mode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CellPlanTest {
    private final CellPlan plan = new CellPlan(EnumSet.copyOf(Mode.ofCells()), Set.of());

    @Test
    void everyCellHasTheBaselinesOfTheSameKindCloseBy() {
        for (int round = 0; round < 4; round++) {
            List<Cell> cells = plan.round(round);
            assertThat(cells).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(plan.round(0));
            assertThat(cells)
                    .allSatisfy(cell -> assertThat(
                                    Math.abs(cells.indexOf(cell) - cells.indexOf(cell.on(Mode.BASELINE))))
                            .isLessThan(Mode.ofCells().size()));
        }
    }

    @Test
    void everyCellHasWhatItIsHeldAgainstCloseBy() {
        for (int round = 0; round < 4; round++) {
            List<Cell> cells = plan.round(round);
            assertThat(cells)
                    .filteredOn(cell -> cell.mode().reference().isPresent())
                    .hasSize(16)
                    .allSatisfy(cell -> assertThat(Math.abs(cells.indexOf(cell)
                                    - cells.indexOf(
                                            cell.on(cell.mode().reference().orElseThrow()))))
                            .isLessThan(Mode.ofCells().size()));
        }
    }

    @Test
    void nobodyIsAlwaysFirst() {
        assertThat(List.of(
                        plan.round(0).get(0),
                        plan.round(1).get(0),
                        plan.round(2).get(0)))
                .doesNotHaveDuplicates();
    }

    @Test
    void anOpenLoopComesAfterTheCellThatItsRateIsDerivedFrom() {
        List<Cell> cells = plan.round(0);
        assertThat(cells)
                .filteredOn(cell -> cell.loop() == Loop.OPEN)
                .hasSize(6)
                .allSatisfy(open -> assertThat(cells.indexOf(Cell.closed(open.mode(), CellPlan.RATE_SOURCE)))
                        .isNotNegative()
                        .isLessThan(cells.indexOf(open)));
    }

    @Test
    void onlyWhatIsAskedForIsMeasured() {
        assertThat(new CellPlan(EnumSet.of(Mode.STREAM), Set.of()).round(0))
                .isNotEmpty()
                .allMatch(cell -> cell.mode() == Mode.STREAM);
    }

    @Test
    void onlyTheLoadsAskedForAreMeasured() {
        assertThat(new CellPlan(EnumSet.copyOf(Mode.ofCells()), Set.of(1, 512)).round(0))
                .isNotEmpty()
                .allMatch(cell -> cell.loop() == Loop.CLOSED && Set.of(1, 512).contains(cell.inFlight()));
    }
}
