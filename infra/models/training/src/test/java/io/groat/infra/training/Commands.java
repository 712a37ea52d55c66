package io.groat.infra.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.launcher.console.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs commands as a person does, and keeps what they say. */
public final class Commands {

    private final StringWriter said = new StringWriter();

    /** Runs one; its exit code. */
    public int run(String... arguments) {
        CommandLine line = Training.commandLine(new Terminal(new PrintWriter(said), false));
        line.setErr(new PrintWriter(said, true));
        return line.execute(arguments);
    }

    /** Runs one that has to end well. */
    public void done(String... arguments) {
        assertThat(run(arguments)).as(said()).isZero();
    }

    /** All that was said so far. */
    public String said() {
        return said.toString();
    }
}
