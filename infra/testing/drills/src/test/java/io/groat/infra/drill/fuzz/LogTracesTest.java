package io.groat.infra.drill.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTracesTest {

    private static final String TRACE = """
            ERROR GET /v1/things failed
            java.lang.IllegalStateException: odd
            \tat io.groat.Things.get(Things.java:7) ~[groat-web.jar:0.1.0]
            \tat java.base/java.lang.Thread.run(Thread.java:1) [na:na]
            Caused by: java.io.IOException: x
            \tat io.groat.Things.read(Things.java:9)
            \t... 12 common frames omitted
            """;

    @Test
    void tellsEachTraceOnceAndNoneThatWasThereBefore(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("x.log");
        Files.writeString(file, TRACE);
        LogTraces traces = new LogTraces(file);
        assertThat(traces.more()).isEmpty();

        Files.writeString(file, "INFO meet me at (noon)\n" + TRACE + "INFO x\n", StandardOpenOption.APPEND);
        assertThat(traces.more()).containsExactly("java.lang.IllegalStateException: odd");
        assertThat(traces.more()).isEmpty();

        Files.writeString(file, TRACE);
        assertThat(traces.more()).hasSize(1);
    }

    @Test
    void aFileThatIsNotThereYetHasNone(@TempDir Path folder) throws IOException {
        assertThat(new LogTraces(folder.resolve("none.log")).more()).isEmpty();
    }
}
