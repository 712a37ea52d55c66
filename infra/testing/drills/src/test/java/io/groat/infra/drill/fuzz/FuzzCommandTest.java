package io.groat.infra.drill.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.fuzz.OpenApi;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.workspace.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

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
    void theDocumentsSayWhoMayCall() throws IOException {
        assertThat(document("shard-router").roles().get("POST /v1/transfers"))
                .containsExactlyInAnyOrder("user", "operator", "admin");
        assertThat(document("analytics-sink").roles().get("GET /health")).isEmpty();
        for (String service : FuzzSession.SERVICES) {
            OpenApi document = document(service);
            assertThat(document.roles().keySet()).hasSizeGreaterThan(10);
            assertThat(document.calls()).containsOnlyKeys(document.roles().keySet());
        }
    }

    private static OpenApi document(String service) throws IOException {
        return new OpenApi(new JsonMapper()
                .readTree(Files.readString(Workspace.current().root().resolve("infra/docs/api/" + service + ".json"))));
    }
}
