package io.groat.infra.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.server.process.ProcessRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    private static final ProcessRef SELF =
            ProcessRef.of(ProcessHandle.current().pid()).orElseThrow();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private RunFolder run;

    @BeforeEach
    void open() {
        run = new RunFolder(folder.resolve("run"));
    }

    @Test
    void whatWasWrittenIsReadAgain() {
        RunRecord record = record("kafka", SELF);
        run.write(record);
        StackRecord stack = StackRecord.of(SELF, 20_000, true).leftRunning();
        run.write(stack);

        assertThat(run.part("kafka")).contains(record);
        assertThat(run.stack()).contains(stack);
        run.forget("kafka");
        run.forgetStack();
        assertThat(run.part("kafka")).isEmpty();
        assertThat(run.stack()).isEmpty();
    }

    @Test
    void onlyTheVeryProcessOnRecordCountsAsAlive() {
        run.write(record("kafka", SELF));
        run.write(record("redis", new ProcessRef(SELF.pid(), "the same pid at another time")));
        assertThat(run.alive()).extracting(RunRecord::name).containsExactly("kafka");
    }

    @Test
    void aFileCutShortCountsAsAbsent() throws Exception {
        run.write(record("kafka", SELF));
        Files.writeString(folder.resolve("run").resolve("kafka.part.json"), "{\"name\":\"kaf");
        assertThat(run.part("kafka")).isEmpty();
        assertThat(run.alive()).isEmpty();
    }

    @Test
    void nothingRanYet() {
        assertThat(run.alive()).isEmpty();
        assertThat(run.stack()).isEmpty();
    }

    @Test
    void twoCannotChangeTheStackAtOnce() {
        RunFolder other = new RunFolder(folder.resolve("run"));
        String result = run.exclusively(() -> {
            assertThatThrownBy(() -> other.exclusively(() -> "second"))
                    .isInstanceOf(LauncherException.class)
                    .hasMessageContaining("try again in a moment");
            return "first";
        });
        assertThat(result).isEqualTo("first");
        assertThat(other.exclusively(() -> "now")).isEqualTo("now");
    }

    private static RunRecord record(String name, ProcessRef process) {
        return new RunRecord(
                name, name, process.pid(), process.began(), 9092, true, Instant.parse("2026-01-02T03:04:05Z"));
    }
}
