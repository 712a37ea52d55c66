package io.groat.infra.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.infra.server.Executables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void isMadeByOneRunAndReadByTheLaterOnes() throws Exception {
        ClassArchive archive = ClassArchive.of(folder, "program-1.0", JavaHome.current());
        assertThat(archive.reading()).isEmpty();

        assertThat(archive.make(ClassArchiveTest::run)).isTrue();
        assertThat(archive.make(options -> {
                    throw new AssertionError("it is there");
                }))
                .isFalse();
        assertThat(archive.reading()).anyMatch(option -> option.startsWith("-XX:SharedArchiveFile=" + folder));
        run(archive.reading());
    }

    @Test
    void noneOrAWholeOneIsThere() throws Exception {
        ClassArchive archive = ClassArchive.of(folder, "program-1.0", JavaHome.current());
        assertThatThrownBy(() -> archive.make(options -> {
                    Files.writeString(Path.of(options.get(0).replaceFirst("[^=]*=", "")), "half");
                    throw new IOException("killed");
                }))
                .hasMessage("killed");
        assertThat(archive.make(options -> {})).isFalse();
        assertThat(archive.made()).isFalse();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    /** Any program of Java's own will do. */
    private static void run(List<String> options) throws IOException {
        List<String> command = Stream.of(
                        Stream.of(JavaHome.current().java().toString()), options.stream(), Stream.of("-version"))
                .flatMap(words -> words)
                .toList();
        Executables.Outcome outcome = Executables.run(Path.of("").toAbsolutePath(), Map.of(), command);
        assertThat(outcome.succeeded()).as(outcome.output()).isTrue();
    }
}
