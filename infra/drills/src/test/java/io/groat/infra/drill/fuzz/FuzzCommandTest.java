package io.groat.infra.drill.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.launcher.console.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuzzCommandTest {

    @ParameterizedTest
    @CsvSource({
        "--requests, 0, --requests must be at least 1",
        "--requests, x, Invalid value for option '--requests'",
        "--port-offset, -1, --port-offset must be from 0",
        "--speed, 9, Unknown options: '--speed'"
    })
    void wrongArgumentsAreNamed(String option, String value, String said) {
        StringWriter err = new StringWriter();

        int exit = FuzzCommand.commandLine(new Terminal(new PrintWriter(new StringWriter()), false))
                .setErr(new PrintWriter(err))
                .execute(option, value);

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains(said);
    }

    @Test
    void theTableOfCallsHasAllThatAreKnown() {
        CallTable table = CallTable.read();

        assertThat(table.of("shard-router").get("POST /v1/transfers"))
                .containsExactlyInAnyOrder("user", "operator", "admin");
        assertThat(table.of("analytics-sink").get("GET /health")).isEmpty();
        for (String service : FuzzSession.SERVICES) {
            assertThat(table.of(service).keySet()).hasSizeGreaterThan(10);
        }
    }
}
