package io.groat.infra.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.workspace.Workspace;
import io.groat.infra.testservers.TestServers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One short cell of the whole system beside the router alone, of holds and refunds beside transfers, and what follows
 * payments: every figure is there.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class WholeIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aCellOfTheWholeSystemHasAllItsFigures() throws IOException {
        Path file = folder.resolve("results.json");
        StringWriter said = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(said, true), false);

        Workspace workspace = new Workspace(Workspace.current().root(), TestServers.folder("bench"));

        int status = Bench.commandLine(workspace, terminal)
                .setErr(new PrintWriter(said, true))
                .execute(
                        "--only=engine,engine-hold,engine-refund,engine-ruled,http,http-hold,http-refund,whole-http,follow",
                        "--in-flight=64",
                        "--seconds=2",
                        "--rounds=1",
                        "--users=200",
                        "--cold",
                        "--json=" + file);

        assertThat(status).as(said.toString()).isEqualTo(CommandLine.ExitCode.OK);
        JsonNode json = new JsonMapper().readTree(Files.readString(file));
        assertThat(json.path("runs")).hasSize(11);
        for (String mode : List.of("engine-hold", "engine-refund", "engine-ruled", "http-hold", "http-refund")) {
            JsonNode other = json.path("runs")
                    .valueStream()
                    .filter(run -> run.path("mode").asString().equals(mode))
                    .findFirst()
                    .orElseThrow();
            assertThat(other.path("ratioToPlain").asDouble()).as(mode).isPositive();
            // A router that is cold, on a machine that others keep busy, may turn some of them away, and says so.
            assertThat(other.path("failed").asLong() == 0
                            || other.path("failure").asString().contains("overloaded"))
                    .as("%s: %s", mode, other)
                    .isTrue();
            assertThat(other.path("balanced").asBoolean()).as(mode).isTrue();
            assertThat(other.has("ratioToAlone")).as(mode).isFalse();
        }
        JsonNode whole = json.path("runs")
                .valueStream()
                .filter(run -> run.path("mode").asString().equals("whole-http"))
                .findFirst()
                .orElseThrow();
        assertThat(whole.path("transfersPerSecond").asDouble()).isPositive();
        assertThat(whole.path("ratioToAlone").asDouble()).isPositive();
        assertThat(whole.path("balanced").asBoolean()).isTrue();
        assertThat(whole.path("drainSeconds").isNumber()).isTrue();
        assertThat(whole.path("settleSeconds").isNumber()).isTrue();
        for (String part : new String[] {
            "shard-router",
            "mysql",
            "kafka",
            "cassandra",
            "redis",
            "fraud-scorer",
            "analytics-sink",
            "notifier",
            "bench"
        }) {
            assertThat(whole.path("cpuMsByPart").has(part)).as(part).isTrue();
            assertThat(whole.path("switchesByPart").has(part)).as(part).isTrue();
        }
        assertThat(whole.path("cpuMsByPart").path("shard-router").asDouble()).isPositive();
        assertThat(whole.path("mutationsByTable").propertyNames())
                .anyMatch(table -> table.startsWith("groat_fraud."))
                .anyMatch(table -> table.startsWith("groat_analytics."));
        assertThat(whole.path("mutations").asDouble()).isPositive();
        assertThat(json.path("follow").path("decision").path("count").asLong()).isPositive();
        assertThat(json.path("follow").path("decision").path("missing").asLong())
                .isZero();
        assertThat(json.path("follow").path("dashboard").path("missing").asLong())
                .isZero();
        assertThat(json.path("follow").path("payee").path("count").asLong()).isPositive();
    }
}
