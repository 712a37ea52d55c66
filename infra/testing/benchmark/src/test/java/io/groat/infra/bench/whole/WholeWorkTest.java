package io.groat.infra.bench.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.bench.whole.ConsumerProgress.Group;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WholeWorkTest {
    private static final Map<String, Group> BEFORE = Map.of("scorer", new Group(true, 100, 0));

    @Test
    void eventsAreWorkedOffWhenAsManyWereHandledAsCame() {
        Map<String, Group> now = Map.of("scorer", new Group(true, 130, 25));

        assertThat(WholeWork.isWorkedOff(now, Map.of("scorer", 7L), BEFORE, Map.of("scorer", 36L)))
                .isFalse();
        assertThat(WholeWork.isWorkedOff(now, Map.of("scorer", 7L), BEFORE, Map.of("scorer", 37L)))
                .isTrue();
    }

    @Test
    void orWhenThePositionsAreAtTheEnds() {
        Map<String, Group> now = Map.of("scorer", new Group(true, 130, 0));

        assertThat(WholeWork.isWorkedOff(now, Map.of(), BEFORE, Map.of())).isTrue();
    }

    @Test
    void oneGroupThatIsBehindIsEnough() {
        Map<String, Group> now = Map.of("scorer", new Group(true, 130, 0), "sink", new Group(true, 5, 5));

        assertThat(WholeWork.isWorkedOff(now, Map.of(), BEFORE, Map.of())).isFalse();
    }

    @Test
    void whatServicesTellIsAddedUpByGroup() {
        assertThat(HandledRecords.parse("""
                        # TYPE groat_consumer_records_total counter
                        groat_consumer_records_total{group="sink"} 1.25E3
                        groat_consumer_records_total{application="x",group="scorer-1",other="y"} 7.0
                        groat_consumer_resubscriptions_total{group="sink"} 3.0
                        """)).containsOnly(Map.entry("sink", 1_250L), Map.entry("scorer-1", 7L));
    }
}
