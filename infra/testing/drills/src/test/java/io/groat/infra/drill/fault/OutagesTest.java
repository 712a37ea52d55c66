package io.groat.infra.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutagesTest {
    private final Outages outages = new Outages(10);

    @Test
    void aPartCountsAsAwayUntilItHasSettled() {
        outages.began("kafka", Fault.Kind.KILL, 100);
        assertThat(outages.now()).containsExactly("kafka killed");
        outages.ended("kafka", 200);

        assertThat(outages.now()).isEmpty();
        assertThat(outages.anyBetween(0, 99)).isFalse();
        assertThat(outages.anyBetween(0, 100)).isTrue();
        assertThat(outages.anyBetween(210, 300)).isTrue();
        assertThat(outages.anyBetween(211, 300)).isFalse();
    }

    @Test
    void othersAreNotAway() {
        outages.began("mysql-1", Fault.Kind.PAUSE, 100);
        assertThat(outages.anyBetween(Set.of("mysql-0", "shard-router"), 100, 200))
                .isFalse();
        assertThat(outages.anyBetween(Set.of("mysql-0", "mysql-1"), 100, 200)).isTrue();
    }

    @Test
    void faultsAreCountedByPart() {
        outages.began("mysql-1", Fault.Kind.KILL, 1);
        outages.ended("mysql-1", 2);
        outages.began("mysql-1", Fault.Kind.KILL, 3);
        outages.began("redis", Fault.Kind.PAUSE, 4);
        assertThat(outages.count(Fault.Kind.KILL)).isEqualTo(Map.of("mysql-1", 2L));
        assertThat(outages.count(Fault.Kind.PAUSE)).isEqualTo(Map.of("redis", 1L));
    }
}
