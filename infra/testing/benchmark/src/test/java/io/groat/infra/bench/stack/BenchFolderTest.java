package io.groat.infra.bench.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.infra.bench.load.LoadException;
import io.groat.infra.server.process.ProcessRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchFolderTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path groat;

    @Test
    void nothingIsLeftOfARun() throws IOException {
        Process child = new ProcessBuilder("sleep", "600").start();
        try (BenchFolder folder = new BenchFolder(groat)) {
            folder.take();
            folder.note(ProcessRef.of(child.pid()).orElseThrow());
            Files.createDirectories(folder.data("mysql-0"));
        }

        Awaitility.await().until(() -> !child.isAlive());
        assertThat(groat.resolve("bench")).doesNotExist();
    }

    @Test
    void whatAKilledRunLeftIsClearedAway() throws IOException {
        Process child = new ProcessBuilder("sleep", "600").start();
        Path left = groat.resolve("bench");
        Files.createDirectories(left.resolve("mysql-0"));
        ProcessRef process = ProcessRef.of(child.pid()).orElseThrow();
        Files.writeString(left.resolve("processes"), process.pid() + " " + process.began() + "\n1 not-that-one\nhalf");

        try (BenchFolder folder = new BenchFolder(groat)) {
            folder.take();

            Awaitility.await().until(() -> !child.isAlive());
            assertThat(left).isEmptyDirectory();
        }
    }

    @Test
    void oneRunAtATime() {
        try (BenchFolder first = new BenchFolder(groat);
                BenchFolder second = new BenchFolder(groat)) {
            first.take();

            assertThatThrownBy(second::take)
                    .isInstanceOf(LoadException.class)
                    .hasMessageContaining("Another benchmark");
            assertThat(groat.resolve("bench")).isDirectory();
        }
    }
}
