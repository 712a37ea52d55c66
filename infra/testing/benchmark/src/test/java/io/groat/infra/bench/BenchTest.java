package io.groat.infra.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.workspace.Workspace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path root;

    private final StringWriter errors = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "--seconds=0, --seconds must be from 1 to 300",
        "--seconds=x, 'Invalid value for option ''--seconds'''",
        "--rounds=-1, --rounds must be from 1 to 99",
        "--only=engines, '--only takes engine, engine-hold, engine-refund, engine-ruled, http, http-hold, http-refund, stream, whole-http, whole-stream, baseline, overload, follow, webhooks, parted by commas, not engines'",
        "--users=99, --users must be from 100 to 1000000",
        "--in-flight=65, '--in-flight takes numbers out of [1, 16, 64, 256, 512], parted by commas'",
        "--json=nowhere/at/all.json, cannot be written",
        "--fast, 'Unknown option'"
    })
    void aWrongArgumentIsSaidAndNothingIsStarted(String argument, String message) {
        assertThat(execute(argument)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains(message);
        assertThat(root.resolve(".groat")).doesNotExist();
    }

    @Test
    void helpNamesTheOptions() {
        assertThat(new CommandLine(new Bench(new Workspace(root), terminal())).getUsageMessage())
                .contains("--seconds", "--rounds", "--json", "--only", "--in-flight", "--users", "--cold");
    }

    private int execute(String argument) {
        CommandLine command = Bench.commandLine(new Workspace(root), terminal());
        command.setErr(new PrintWriter(errors, true));
        return command.execute(argument);
    }

    private Terminal terminal() {
        return new Terminal(new PrintWriter(new StringWriter(), true), false);
    }
}
