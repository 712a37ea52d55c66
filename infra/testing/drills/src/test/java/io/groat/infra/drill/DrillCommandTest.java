package io.groat.infra.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.drill.load.Latencies;
import io.groat.infra.drill.outside.OutsideSummary;
import io.groat.infra.launcher.console.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the command says to wrong arguments, and the shape of its reports. */
class DrillCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Terminal terminal = new Terminal(new PrintWriter(out), false);

    @ParameterizedTest
    @CsvSource({
        "--minutes, 0,                --minutes must be above 0",
        "--minutes, NaN,              --minutes must be above 0",
        "--minutes, soon,             'Invalid value for option ''--minutes'''",
        "--rate, 0,                   --rate must be from 2",
        "--seed, dice,                'Invalid value for option ''--seed'''",
        "--port-offset, -1,           --port-offset must be from 0",
        "--port-offset, 60000,        --port-offset must be from 0",
        "--json, /no/such/folder/f,   its folder has to be there"
    })
    void wrongArgumentsAreNamed(String option, String value, String message) {
        assertThat(run(option, value)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void aPartThatIsNoneListsThoseThereAre() {
        assertThat(run("--parts", "oracle", "--port-offset", "15000")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString())
                .contains("No part of the stack is named oracle", "mysql-0", "shard-router-2", "cassandra");
    }

    @Test
    void theReportAsJson() {
        JsonNode json = new JsonMapper().readTree(DrillCommand.asJson(report(Map.of())));
        assertThat(json.path("kept").asBoolean()).isTrue();
        assertThat(json.path("lost").isNumber()).isTrue();
        assertThat(json.path("money").path("conserved").asBoolean()).isTrue();
        assertThat(json.path("events").path("outOfOrder").isNumber()).isTrue();
        assertThat(json.path("kills").path("kafka").asInt()).isEqualTo(2);
        assertThat(json.path("calmMs").path("p99Ms").isNumber()).isTrue();
        assertThat(json.has("slowestRecovery")).isFalse();
        assertThat(json.path("broken").isEmpty()).isTrue();
    }

    @Test
    void whatBrokeIsShownByName() {
        new ProofTable(terminal)
                .show(report(Map.of("lost", new DrillReport.Broken("Gone", 12, List.of("k1 was answered COMPLETED")))));
        assertThat(out.toString())
                .contains("BROKEN lost (12): Gone", "k1 was answered COMPLETED", "--seed 5")
                .doesNotContain("Every promise held");
    }

    @Test
    void whatHeldIsSaid() {
        new ProofTable(terminal).show(report(Map.of()));
        assertThat(out.toString())
                .contains(
                        "Every promise held.",
                        "kafka 2+1",
                        "capture 9",
                        "7 orders, 8 payments, 1 of them put aside; 3 paid out",
                        "conserved: 90 opened, 10 funded, 4 paid in fees, 96 found");
    }

    @Test
    void whatCouldNotBeAskedIsNeitherBrokenNorKept() {
        DrillReport report = report(
                Map.of(),
                Map.of("lost", new DrillReport.Broken("Gone?", 3, List.of("k1 was answered COMPLETED; GET …"))));
        new ProofTable(terminal).show(report);
        assertThat(out.toString())
                .contains("NOT CHECKED: lost", "not checked: lost (3)", "k1 was answered COMPLETED", "not checked: 90")
                .doesNotContain("BROKEN", "Every promise held", "NOT CONSERVED", "NOT BALANCED");
        JsonNode json = new JsonMapper().readTree(DrillCommand.asJson(report));
        assertThat(json.path("outcome").asString()).isEqualTo("NOT_CHECKED");
        assertThat(json.path("kept").asBoolean()).isFalse();
        assertThat(json.path("lost").asInt()).isZero();
        assertThat(json.has("balanced")).isFalse();
        assertThat(json.path("money").has("conserved")).isFalse();
        assertThat(json.path("notChecked").path("lost").path("count").asInt()).isEqualTo(3);
    }

    private int run(String... arguments) {
        return DrillCommand.commandLine(terminal).setErr(new PrintWriter(err)).execute(arguments);
    }

    private static DrillReport report(Map<String, DrillReport.Broken> broken) {
        return report(broken, Map.of());
    }

    private static DrillReport report(
            Map<String, DrillReport.Broken> broken, Map<String, DrillReport.Broken> notChecked) {
        Latencies.Summary times = new Latencies.Summary(10, 9, 1, 2, 3, 4);
        return new DrillReport(
                5,
                1.5,
                true,
                broken.isEmpty()
                        ? notChecked.isEmpty() ? DrillReport.Outcome.KEPT : DrillReport.Outcome.NOT_CHECKED
                        : DrillReport.Outcome.BROKEN,
                10,
                10,
                9,
                1,
                Map.of("CAPTURE", 9L),
                0,
                0,
                0,
                0,
                new DrillReport.Money(90, 10L, 4L, 96L, notChecked.isEmpty() ? true : null),
                notChecked.isEmpty() ? true : null,
                new OutsideSummary(7, 8, 1, 3, 2, 2, 1, 15),
                new DrillReport.Events(10, 20, 0, 0, 0),
                Map.of("kafka", 2L),
                Map.of("kafka", 1L),
                null,
                times,
                times,
                3,
                Map.of(),
                broken,
                notChecked);
    }
}
