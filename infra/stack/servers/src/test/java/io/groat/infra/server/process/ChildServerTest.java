package io.groat.infra.server.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.infra.server.Poll;
import io.groat.infra.server.ServerCommand;
import io.groat.infra.server.ServerException;
import io.groat.infra.server.ServerProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = SECONDS)
class ChildServerTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private @Nullable ChildServer started;

    @AfterEach
    void stop() {
        if (started != null) {
            started.kill();
        }
    }

    /** A shell script that answers once it has made the file {@code answer}. */
    private record Script(Path folder, String text, Map<String, String> log) implements ServerProgram {
        @Override
        public String name() {
            return "script";
        }

        @Override
        public int port() {
            return 1;
        }

        @Override
        public void prepare() {}

        @Override
        public ServerCommand command() {
            return new ServerCommand(List.of("sh", "-c", text), folder);
        }

        @Override
        public boolean answers() {
            return Files.exists(folder.resolve("answer"));
        }

        @Override
        public Map<String, String> logTo(Path file) {
            return log;
        }

        @Override
        public Duration startLimit() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration longestStart() {
            return Duration.ofSeconds(20);
        }
    }

    @Test
    void aSlowStartGoesOnWhileItGetsOn() {
        ChildServer server =
                child("for i in 1 2 3 4 5 6; do echo $i; sleep 0.5; done; touch answer; exec sleep 60", Map.of());
        server.start();
        assertThat(server.running()).isTrue();
    }

    @Test
    void aStartThatDoesNothingFails() {
        ChildServer server = child("echo stuck; exec sleep 60", Map.of());
        assertThatThrownBy(server::start)
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("did not answer on port 1 within")
                .hasMessageContaining("stuck");
        assertThat(server.running()).isFalse();
    }

    @Test
    void oneThatWritesItsOwnLogHasItsOutputBesideIt() {
        ChildServer server = child(
                "echo past it; echo logged > $LOG; exit 3",
                Map.of("LOG", folder.resolve("script.log").toString()));
        assertThatThrownBy(server::start)
                .hasMessageContaining("ended while starting")
                .hasMessageContaining("script.log:\n    logged")
                .hasMessageContaining("script.out:\n    past it");
    }

    /** Where the system shares processors out among sessions first, its session is as nice as it is itself. */
    @Test
    void oneThatYieldsIsNiceAndSoIsItsSession() throws Exception {
        String own =
                new String(new ProcessBuilder("nice").start().getInputStream().readAllBytes(), UTF_8).strip();
        Script script =
                new Script(folder, "nice; cat /proc/self/autogroup 2>/dev/null; touch answer; exec sleep 60", Map.of());
        ChildServer server = new ChildServer(script, folder.resolve("script.log"), 7);
        started = server;
        server.start();
        List<String> said = LogTail.lastLines(folder.resolve("script.log"), 2);
        assertThat(said.get(0)).isEqualTo(Integer.toString(Math.min(19, Integer.parseInt(own) + 7)));
        if (Files.exists(Path.of("/proc/self/autogroup"))) {
            assertThat(said.get(1)).endsWith("nice 7");
        }
    }

    @Test
    void outputThatHasGrownLongIsPutAsideAtTheNextStart() throws Exception {
        Path log = folder.resolve("script.log");
        Files.writeString(log, "x".repeat(2_000_000));
        child("touch answer; echo new; exec sleep 60", Map.of()).start();
        assertThat(Poll.until(
                        Duration.ofSeconds(10), () -> LogTail.lastLines(log, 2).equals(List.of("new"))))
                .isTrue();
        assertThat(folder.resolve("script.log.1")).hasSize(2_000_000);
    }

    private ChildServer child(String text, Map<String, String> log) {
        ChildServer child = new ChildServer(new Script(folder, text, log), folder.resolve("script.log"));
        started = child;
        return child;
    }
}
