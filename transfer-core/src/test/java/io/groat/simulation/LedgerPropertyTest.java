package io.groat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.simulation.TrafficModel.Move;
import io.groat.simulation.TrafficModel.Step;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Any traffic over three shards conserves money: whatever is asked, in whatever order its legs arrive, in whatever
 * batches, however often each is repeated, and where batches are lost before their commit; with rules of money as without.
 */
class LedgerPropertyTest {

    @Property(tries = 1_000)
    void anyTrafficConservesMoney(@ForAll("traffic") List<Step> steps, @ForAll boolean ruled) {
        TrafficModel traffic = new TrafficModel(3, ruled);
        for (Step step : steps) {
            traffic.take(step);
            assertThat(traffic.broken()).as("after %s", step).isEmpty();
        }

        traffic.driveToEnd();

        assertThat(traffic.broken()).as("after the drive to the end").isEmpty();
        assertThat(traffic.stuck()).isEmpty();
    }

    @Provide
    Arbitrary<List<Step>> traffic() {
        Arbitrary<Move> moves = Arbitraries.frequency(
                Tuple.of(3, Move.OPEN),
                Tuple.of(3, Move.BEFRIEND),
                Tuple.of(10, Move.PAY),
                Tuple.of(5, Move.PAY_HELD),
                Tuple.of(2, Move.DEPOSIT),
                Tuple.of(2, Move.WITHDRAW),
                Tuple.of(5, Move.REFUND),
                Tuple.of(6, Move.AUTHORIZE),
                Tuple.of(6, Move.CAPTURE),
                Tuple.of(5, Move.CHANGE_HOLD),
                Tuple.of(3, Move.RELEASE),
                Tuple.of(3, Move.CANCEL),
                Tuple.of(6, Move.CREDIT),
                Tuple.of(5, Move.SETTLE),
                Tuple.of(4, Move.REPEAT),
                Tuple.of(2, Move.FREEZE),
                Tuple.of(2, Move.REOPEN),
                Tuple.of(2, Move.CLOSE),
                Tuple.of(8, Move.COMMIT),
                Tuple.of(2, Move.CRASH));
        Arbitrary<Integer> choice = Arbitraries.integers().between(0, 1_000);
        Arbitrary<Long> amounts =
                Arbitraries.of(1L, 2L, 7L, 10L, 50L, 100L, 1_000L, Long.MAX_VALUE - 5, Long.MAX_VALUE);
        Arbitrary<Step> step =
                Combinators.combine(moves, choice, choice, amounts).as(Step::new);
        return step.list().ofMinSize(1).ofMaxSize(120);
    }
}
