package io.groat.infra.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.groat.infra.bench.load.Cell;
import io.groat.infra.bench.load.FollowUpCost;
import io.groat.infra.bench.load.Loop;
import io.groat.infra.bench.load.Measurement;
import io.groat.infra.bench.load.Mode;
import io.groat.infra.bench.load.PartUse;
import io.groat.infra.bench.load.Skew;
import io.groat.infra.bench.report.OverloadResult.Load;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultsTest {
    private static final Cell ENGINE = Cell.closed(Mode.ENGINE, 64);
    private static final Cell BASELINE = Cell.closed(Mode.BASELINE, 64);
    private static final Cell HTTP = Cell.closed(Mode.HTTP, 64);
    private static final Cell WHOLE = Cell.closed(Mode.WHOLE_HTTP, 64);
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
        List<Aim> aims = new Aims(results).all();

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
        JsonNode json = json();

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
                        "failed",
                        "failure");
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
                        500,
                        perSecond,
                        p50,
                        2 * p50,
                        3 * p50,
                        Map.of("mysql", new PartUse(0.25, 1.5), "bench", new PartUse(0.25, 0.5)),
                        cell.equals(ENGINE) ? 1 : 0,
                        cell.equals(ENGINE) ? "trouble" : null),
                cell.loop() == Loop.OPEN ? 300 : Double.NaN,
                cell.mode() == Mode.STREAM ? 17 : 0,
                cell.mode().isWhole()
                        ? new FollowUpCost(
                                2,
                                3,
                                Map.of("groat_notifier.messages", 250L, "groat_fraud.scores", 500L),
                                Map.of("groat_fraud.states", 100L),
                                Map.of("notifier", 250L))
                        : null);
    }

    private void wholeSystem() {
        add(0, HTTP, 1_000, 10);
        add(0, WHOLE, 400, 20);
        add(1, HTTP, 500, 10);
        add(1, WHOLE, 300, 20);
        add(2, HTTP, 500, 10);
        add(2, WHOLE, 290, 20);
        results.addVerdict(Mode.HTTP, true);
        results.addVerdict(Mode.WHOLE_HTTP, true);
        results.setOverload(new OverloadResult(
                new Load(100, 10, 20, Map.of(201, 400L)),
                new Load(90, 80, 200, Map.of(201, 350L, 429, 30L, 500, 1L)),
                new Load(95, 90, 300, Map.of(201, 380L, 202, 5L, 503, 400L)),
                new Load(25, 4, 9, Map.of(201, 100L)),
                new Load(25, 5, 9, Map.of(201, 100L))));
        results.setFollow(new FollowResult(
                25, new Delays(100, 10, 90, 0), new Delays(100, 500, 1_100, 0), new Delays(19, 20, 30, 1)));
    }

    @Test
    void theWholeSystemIsHeldAgainstTheRouterAloneRoundByRound() {
        wholeSystem();

        assertThat(summary(WHOLE).ratioToReference()).isEqualTo(0.58);
        assertThat(summary(HTTP).ratioToReference()).isNaN();
        FollowUpSummary followUp = summary(WHOLE).followUp();
        assertThat(followUp).isNotNull();
        assertThat(followUp.drainSeconds()).isEqualTo(2);
        assertThat(followUp.settleSeconds()).isEqualTo(3);
        // Three rounds of 750 each, over three times 500 payments.
        assertThat(followUp.mutations()).isEqualTo(1.5);
        assertThat(followUp.reads()).isEqualTo(0.2);
        assertThat(followUp.mutationsByTable())
                .containsExactly(Map.entry("groat_fraud.scores", 1.0), Map.entry("groat_notifier.messages", 0.5));
        assertThat(summary(HTTP).followUp()).isNull();
    }

    @Test
    void theAimsOfTheWholeSystem() {
        wholeSystem();

        Map<String, Boolean> met = new Aims(results)
                .all().stream().filter(Aim::isMeasured).collect(Collectors.toMap(Aim::what, Aim::isMet));
        assertThat(met)
                .containsEntry("whole system to router alone: http at 64", true)
                .containsEntry("Cassandra's mutations a payment: http at 64", true)
                .containsEntry("512 callers to 64 callers, whole system", true)
                .containsEntry("overloaded: answers beside 201, 202, 429 and 503", false)
                .containsEntry("ten seconds after the flood: p50 to that before", true)
                .containsEntry("answer to decision: p99", true)
                .containsEntry("answer to dashboard: p99", false)
                // One message was never seen.
                .containsEntry("answer to payee's stream: p99", false)
                .doesNotContainKey("whole system to router alone: stream at 512");
    }

    @Test
    void holdsAndRefundsAreHeldAgainstTransfers() {
        add(0, HTTP, 1_000, 10);
        add(0, Cell.closed(Mode.HTTP_HOLD, 64), 440, 10);
        add(0, Cell.closed(Mode.HTTP_REFUND, 64), 800, 10);
        add(0, Cell.closed(Mode.ENGINE_HOLD, 64), 450, 10);

        assertThat(new Aims(results).all().stream().filter(Aim::isMeasured))
                .extracting(Aim::what, Aim::isMet)
                .contains(
                        tuple("http, holds with captures to transfers, at 64", false),
                        tuple("http, refunds to transfers, at 64", true),
                        tuple("engine, holds with captures to transfers, at 64", true));
        assertThat(TextReport.table(results, 0))
                .anySatisfy(line -> assertThat(line).startsWith("http-hold").contains("0.44"));
        JsonNode refunds = json().path("runs")
                .valueStream()
                .filter(run -> run.path("mode").asString().equals("http-refund"))
                .findFirst()
                .orElseThrow();
        assertThat(refunds.path("ratioToPlain").asDouble()).isEqualTo(0.8);
        assertThat(refunds.has("ratioToAlone")).isFalse();
    }

    @Test
    void jsonSaysWhatTheWholeSystemCosts() {
        wholeSystem();

        JsonNode json = json();
        JsonNode whole = json.path("runs")
                .valueStream()
                .filter(run -> run.path("mode").asString().equals("whole-http"))
                .findFirst()
                .orElseThrow();
        assertThat(whole.propertyNames())
                .contains(
                        "ratioToAlone",
                        "cpuMsByPart",
                        "switchesByPart",
                        "drainSeconds",
                        "settleSeconds",
                        "mutations",
                        "mutationsByTable",
                        "readsByTable",
                        "requestsByService");
        assertThat(whole.path("cpuMsByPart").path("mysql").asDouble()).isEqualTo(0.25);
        assertThat(whole.path("mutationsByTable").path("groat_fraud.scores").asDouble())
                .isEqualTo(1);
        assertThat(json.path("overload")
                        .path("many")
                        .path("answers")
                        .path("429")
                        .asLong())
                .isEqualTo(30);
        assertThat(json.path("follow").path("payee").path("missing").asLong()).isEqualTo(1);
    }

    @Test
    void tablesSayWhatTheWholeSystemCosts() {
        assertThat(WholeReport.lines(results)).isEmpty();
        wholeSystem();

        assertThat(TextReport.table(results, 0))
                .anySatisfy(line -> assertThat(line).startsWith("whole-http").contains("0.58"));
        assertThat(PartsReport.lines(results))
                .anySatisfy(line -> assertThat(line).contains("mysql", "bench"))
                .anySatisfy(line -> assertThat(line).startsWith("whole-http").contains("0.25", "0.50"));
        assertThat(WholeReport.lines(results))
                .anySatisfy(line -> assertThat(line).contains("groat_fraud.scores", "1.00"))
                .anySatisfy(line -> assertThat(line).contains("512 callers", "429=30"))
                .anySatisfy(line -> assertThat(line).contains("payee", "1 NEVER SEEN"));
    }

    private JsonNode json() {
        return new JsonMapper()
                .readTree(JsonReport.write(
                        results,
                        Machine.current(List.of("--skip-log-bin"), 32),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        3,
                        4));
    }

    private CellSummary summary(Cell cell) {
        return results.summaries().stream()
                .filter(summary -> summary.cell().equals(cell))
                .findFirst()
                .orElseThrow();
    }
}
