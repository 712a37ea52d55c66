package io.groat.infra.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    @Test
    void theLastLinesOfALongLog(@TempDir Path folder) throws Exception {
        Path log = Files.writeString(folder.resolve("log"), "filler line\n".repeat(10_000) + "last but one\nlast\n");
        assertThat(LogTail.lastLines(log, 2)).containsExactly("last but one", "last");
    }

    @Test
    void aShortLogAndNone(@TempDir Path folder) throws Exception {
        Path log = Files.writeString(folder.resolve("log"), "only");
        assertThat(LogTail.lastLines(log, 5)).isEqualTo(List.of("only"));
        assertThat(LogTail.lastLines(folder.resolve("none"), 5)).isEmpty();
    }
}
