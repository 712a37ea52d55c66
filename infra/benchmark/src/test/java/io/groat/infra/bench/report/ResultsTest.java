package io.groat.infra.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.bench.load.Cell;
import io.groat.infra.bench.load.Loop;
import io.groat.infra.bench.load.Measurement;
import io.groat.infra.bench.load.Mode;
import io.groat.infra.bench.load.Skew;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultsTest {
    private static final Cell ENGINE = Cell.closed(Mode.ENGINE, 64);
    private static final Cell BASELINE = Cell.closed(Mode.BASELINE, 64);
    private static final Cell OPEN = new Cell(Mode.STREAM, Loop.OPEN, Skew.UNIFORM, 256);

    private final Results results = new Results();

    @BeforeEach
    void threeRoundsOnAMachineThatHalvesItsSpeed() {
        add(0, ENGINE, 1_000, 8);
        add(0, BASELINE, 200, 40);
        add(1, ENGINE, 500, 16);
        add(1, BASELINE, 100, 80);
        add(2, ENGINE, 600, 12);
        add(2, BASELINE, 100, 60);
        add(0, Cell.closed(Mode.BASELINE, 256), 120, 100);
        add(0, OPEN, 250, 3);
        results.addVerdict(Mode.ENGINE, true);
        results.addVerdict(Mode.STREAM, true);
        results.addVerdict(Mode.BASELINE, false);
    }

    @Test
    void eachFigureIsTheMedianOfItsRounds() {
        Measurement median = summary(ENGINE).median();

        assertThat(median.transfersPerSecond()).isEqualTo(600);
        assertThat(median.p50Ms()).isEqualTo(12);
        assertThat(median.failed()).isEqualTo(3);
        assertThat(median.firstTrouble()).isEqualTo("trouble");
    }

    @Test
    void ratiosAreToTheBestAndToTheSameKindRoundByRound() {
        assertThat(results.bestOfBaseline()).isEqualTo(120);
        assertThat(summary(ENGINE).ratioToBest()).isEqualTo(5);
        assertThat(summary(ENGINE).ratioToNeighbour()).isEqualTo(5);
        assertThat(summary(BASELINE).ratioToNeighbour()).isEqualTo(1);
        assertThat(summary(OPEN).ratioToNeighbour()).isNaN();
    }

    @Test
    void aimsAreMetMissedOrNotMeasured() {
        List<Aim> aims = new Aims(results.summaries()).all();

        assertThat(aims)
                .filteredOn(aim -> aim.what().equals("engine at 64 in flight"))
                .singleElement()
                .matches(Aim::isMet);
        assertThat(aims)
                .filteredOn(aim -> aim.what().startsWith("http"))
                .isNotEmpty()
                .noneMatch(Aim::isMeasured)
                .noneMatch(Aim::isMet);
        assertThat(new Aim("slow", 5, 4, "ms", false).isMet()).isFalse();
        assertThat(new Aim("fast", 4, 4, "ms", false).isMet()).isTrue();
    }

    @Test
    void jsonHasItsShape() {
        JsonNode json = new JsonMapper()
                .readTree(JsonReport.write(
                        results,
                        Machine.current(List.of("--skip-log-bin"), 32),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        3,
                        4));

        assertThat(json.path("startedAt").asString()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(json.path("machine").path("cores").asInt()).isPositive();
        assertThat(json.path("machine").path("memoryMegabytes").asLong()).isPositive();
        assertThat(json.path("machine").path("java").asString()).isNotEmpty();
        assertThat(json.path("machine").path("mysql").path(0).asString()).isEqualTo("--skip-log-bin");
        JsonNode runs = json.path("runs");
        assertThat(runs).hasSize(4);
        JsonNode engine = runs.path(0);
        assertThat(engine.propertyNames())
                .containsExactly(
                        "mode",
                        "loop",
                        "skew",
                        "inFlight",
                        "transfersPerSecond",
                        "p50Ms",
                        "p95Ms",
                        "p99Ms",
                        "cpuSecondsPer1000",
                        "balanced",
                        "ratioToBaseline",
                        "ratioToNeighbour",
                        "failed");
        assertThat(engine.path("mode").asString()).isEqualTo("engine");
        assertThat(engine.path("loop").asString()).isEqualTo("closed");
        assertThat(engine.path("skew").asString()).isEqualTo("uniform");
        assertThat(engine.path("ratioToBaseline").asDouble()).isEqualTo(5);
        assertThat(engine.path("balanced").asBoolean()).isTrue();
        JsonNode stream = runs.path(1);
        assertThat(stream.path("loop").asString()).isEqualTo("open");
        assertThat(stream.path("offeredPerSecond").asDouble()).isEqualTo(300);
        assertThat(stream.path("relayBehind").asLong()).isEqualTo(17);
        assertThat(runs.path(2).path("balanced").asBoolean()).isFalse();
    }

    @Test
    void theTableNamesWhatIsNotRight() {
        assertThat(TextReport.table(results, 32))
                .anySatisfy(line -> assertThat(line).startsWith("engine").contains("5.00", "yes", "3 failed"))
                .anySatisfy(line -> assertThat(line).startsWith("stream").contains("relay 17 events behind"))
                .anySatisfy(line -> assertThat(line).startsWith("baseline").contains("NO"));
    }

    private void add(int round, Cell cell, double perSecond, double p50) {
        results.add(
                round,
                cell,
                new Measurement(
                        perSecond,
                        p50,
                        2 * p50,
                        3 * p50,
                        0.5,
                        cell.equals(ENGINE) ? 1 : 0,
                        cell.equals(ENGINE) ? "trouble" : null),
                cell.loop() == Loop.OPEN ? 300 : Double.NaN,
                cell.mode() == Mode.STREAM ? 17 : 0);
    }

    private CellSummary summary(Cell cell) {
        return results.summaries().stream()
                .filter(summary -> summary.cell().equals(cell))
                .findFirst()
                .orElseThrow();
    }
}
