package io.groat.infra.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EachOnceTest {
    private static final List<String> DATABASES = List.of("mysql-0", "mysql-1", "mysql-2", "mysql-3");
    private static final List<String> PARTS =
            List.of("mysql-0", "mysql-1", "mysql-2", "mysql-3", "kafka", "redis", "shard-router", "shard-router-2");

    @Test
    void whateverTheSeedEveryPartIsKilledOnceAndAllDatabasesTogether() {
        for (long seed = 0; seed < 50; seed++) {
            List<List<String>> killed = faults(seed).stream()
                    .filter(fault -> fault.kind() == Fault.Kind.KILL)
                    .map(Fault::parts)
                    .toList();
            assertThat(killed)
                    .containsExactlyInAnyOrder(
                            DATABASES,
                            List.of("kafka"),
                            List.of("redis"),
                            List.of("shard-router"),
                            List.of("shard-router-2"));
        }
    }

    @Test
    void oneDatabaseIsPaused() {
        assertThat(faults(1))
                .filteredOn(fault -> fault.kind() == Fault.Kind.PAUSE)
                .singleElement()
                .satisfies(fault -> assertThat(DATABASES).containsAll(fault.parts()));
    }

    @Test
    void theSeedDecides() {
        assertThat(faults(7)).isEqualTo(faults(7));
        assertThat(faults(7)).isNotEqualTo(faults(8));
    }

    @Test
    void withoutDatabasesTheOthersAreKilled() {
        EachOnce plan = new EachOnce(1, List.of("kafka"), List.of());
        assertThat(plan.next()).get().extracting(Fault::parts).isEqualTo(List.of("kafka"));
        assertThat(plan.next()).isEmpty();
    }

    private static List<Fault> faults(long seed) {
        EachOnce plan = new EachOnce(seed, PARTS, DATABASES);
        List<Fault> faults = new ArrayList<>();
        for (Optional<Fault> next = plan.next(); next.isPresent(); next = plan.next()) {
            faults.add(next.get());
        }
        return faults;
    }
}
