package io.groat.infra.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    private static final List<String> DATABASES = List.of("mysql-0", "mysql-1", "mysql-2", "mysql-3");
    private static final List<String> PARTS =
            List.of("mysql-0", "mysql-1", "mysql-2", "mysql-3", "kafka", "redis", "shard-router");

    @Test
    void theSeedDecides() {
        assertThat(faults(7, Duration.ofMinutes(2))).isEqualTo(faults(7, Duration.ofMinutes(2)));
        assertThat(faults(7, Duration.ofMinutes(2))).isNotEqualTo(faults(8, Duration.ofMinutes(2)));
    }

    @Test
    void allDatabasesAreKilledAtOnceOnceInEveryPlan() {
        for (long seconds : new long[] {5, 30, 120, 600}) {
            assertThat(faults(1, Duration.ofSeconds(seconds)))
                    .filteredOn(fault -> fault.parts().size() > 1)
                    .singleElement()
                    .satisfies(fault -> {
                        assertThat(fault.parts()).isEqualTo(DATABASES);
                        assertThat(fault.kind()).isEqualTo(Fault.Kind.KILL);
                    });
        }
    }

    @Test
    void everyPartHasItsTurnInEveryRound() {
        List<String> struck = faults(3, Duration.ofMinutes(2)).stream()
                .filter(fault -> fault.parts().size() == 1)
                .map(fault -> fault.parts().get(0))
                .toList();
        for (int round = 0; round < 5; round++) {
            assertThat(struck.subList(round * PARTS.size(), (round + 1) * PARTS.size()))
                    .containsExactlyInAnyOrderElementsOf(PARTS);
        }
    }

    @Test
    void aShortDrillHasNoLongPauses() {
        assertThat(faults(3, Duration.ofSeconds(30)))
                .allSatisfy(fault -> assertThat(fault.length()).isLessThan(Duration.ofSeconds(6)));
        assertThat(faults(3, Duration.ofMinutes(5)))
                .anySatisfy(fault -> assertThat(fault.length()).isGreaterThan(Duration.ofSeconds(10)));
    }

    private static List<Fault> faults(long seed, Duration total) {
        FaultPlan plan = new FaultPlan(seed, PARTS, DATABASES, total);
        return IntStream.range(0, 120).mapToObj(i -> plan.next().orElseThrow()).toList();
    }
}
