package io.groat.infra.server.process;

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

    @Test
    void theLastErrorGoesFirst(@TempDir Path folder) throws Exception {
        Path log = Files.writeString(
                folder.resolve("log"),
                "12:00 ERROR an older one\n12:01 INFO fine\n12:02 ERROR cannot start\n\nport 80 is taken\n"
                        + "12:03 INFO still at it\n".repeat(5) + "12:04 INFO bye\n");
        assertThat(LogTail.lastLinesAndError(log, 3))
                .containsExactly(
                        "12:02 ERROR cannot start",
                        "port 80 is taken",
                        "12:03 INFO still at it",
                        "...",
                        "12:03 INFO still at it",
                        "12:03 INFO still at it",
                        "12:04 INFO bye");
        assertThat(LogTail.lastLinesAndError(log, 7)).startsWith("12:02 ERROR cannot start", "port 80 is taken");
        assertThat(LogTail.lastLinesAndError(log, 100)).hasSize(10);
    }

    @Test
    void noErrorNoMore(@TempDir Path folder) throws Exception {
        Path log = Files.writeString(folder.resolve("log"), "one\ntwo TERRORS\nthree\nfour\n");
        assertThat(LogTail.lastLinesAndError(log, 2)).containsExactly("three", "four");
        assertThat(LogTail.lastLinesAndError(folder.resolve("none"), 2)).isEmpty();
    }
}
