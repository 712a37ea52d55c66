package io.groat.infra.server.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.infra.server.Poll;
import io.groat.infra.server.ServerCommand;
import io.groat.infra.server.ServerException;
import io.groat.infra.server.ServerProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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
    void oneThatYieldsDoesSoFromWhenItAnswersOnAndSoDoesItsSession() throws Exception {
        int own = Integer.parseInt(
                new String(new ProcessBuilder("nice").start().getInputStream().readAllBytes(), UTF_8).strip());
        ChildServer server = child(
                "nice; touch answer; until [ -e go ]; do sleep 0.02; done; nice; cat /proc/self/autogroup; exec sleep 60",
                Map.of(),
                7);
        server.start();
        Files.createFile(folder.resolve("go"));
        Path log = folder.resolve("script.log");
        assertThat(Poll.until(
                        Duration.ofSeconds(10), () -> LogTail.lastLines(log, 3).size() == 3))
                .isTrue();
        List<String> said = LogTail.lastLines(log, 3);
        assertThat(said.subList(0, 2)).containsExactly(Integer.toString(own), Integer.toString(Math.min(19, own + 7)));
        if (Files.exists(Path.of("/proc/self/autogroup"))) {
            assertThat(said.get(2)).endsWith("nice 7");
        }
    }

    /** A thread that was there before it answered has a niceness of its own. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void allThreadsOfOneThatYieldsDo() throws Exception {
        Files.writeString(folder.resolve("Program.java"), """
                public class Program {
                    public static void main(String[] arguments) throws Exception {
                        java.nio.file.Files.createFile(java.nio.file.Path.of("answer"));
                        new java.util.concurrent.CountDownLatch(1).await();
                    }
                }
                """);
        ChildServer server =
                child("exec " + JavaHome.current().java() + " -XX:TieredStopAtLevel=1 Program.java", Map.of(), 7);
        server.start();
        long pid = server.process().orElseThrow().pid();
        int own = niceness(Path.of("/proc/self/stat"));
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            assertThat(threads.toList())
                    .hasSizeGreaterThan(5)
                    .allSatisfy(thread ->
                            assertThat(niceness(thread.resolve("stat"))).isEqualTo(Math.min(19, own + 7)));
        }
    }

    /** The fields after the command's closing bracket start with the state, field 3; the niceness is field 19. */
    private static int niceness(Path stat) {
        try {
            String text = Files.readString(stat);
            return Integer.parseInt(text.substring(text.lastIndexOf(')') + 2).split(" ", -1)[16]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
        return child(text, log, 0);
    }

    private ChildServer child(String text, Map<String, String> log, int niceness) {
        ChildServer child = new ChildServer(new Script(folder, text, log), folder.resolve("script.log"), niceness);
        started = child;
        return child;
    }
}
