package io.groat.infra.testservers;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.infra.server.process.ProcessRef;
import io.groat.infra.server.redis.RedisServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test JVM that is killed leaves neither servers nor their data. */
class GuardianIT {
    /** Another test JVM: starts Redis, says on which port, and waits to be killed. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println(TestServers.redis().port());
            new CountDownLatch(1).await(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void serversAndDataGoWithAKilledJvm(@TempDir Path temporary) throws Exception {
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dservers.data=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
            int port = Integer.parseInt(output.readLine());
            assertThat(RedisServer.answersOn(port, "")).isTrue();
            assertThat(temporary).isNotEmptyDirectory();

            ProcessRef.of(victim.pid()).orElseThrow().kill();

            await().atMost(10, SECONDS).until(() -> !RedisServer.answersOn(port, ""));
            await().atMost(10, SECONDS).until(() -> isEmpty(temporary));
        } finally {
            victim.destroyForcibly();
        }
    }

    private static boolean isEmpty(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return files.noneMatch(file -> file.getFileName().toString().startsWith("groat-"));
        }
    }
}
