package io.groat.infra.launcher;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.infra.launcher.stack.RunFolder;
import io.groat.infra.launcher.stack.RunRecord;
import io.groat.infra.launcher.stack.StackPlan;
import io.groat.infra.launcher.workspace.Secrets;
import io.groat.infra.launcher.workspace.Workspace;
import io.groat.infra.server.FreePorts;
import io.groat.infra.server.install.ServerCache;
import io.groat.infra.server.process.ProcessRef;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a person runs it, each command a process of its own, on real servers in a checkout with a space. */
@Timeout(value = 10, unit = MINUTES)
class LauncherIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path root;

    @SuppressWarnings("NullAway.Init")
    private RunFolder run;

    private final String offset = Integer.toString(freeOffset());

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectories(folder.resolve("a checkout"));
        run = new RunFolder(root.resolve(".groat/run"));
    }

    @AfterEach
    void clean() {
        run.stack().ifPresent(stack -> stack.launcher().kill());
        run.alive().forEach(part -> part.process().kill());
    }

    @Test
    void upKillAndDown() throws Exception {
        Process up = begin("up", "--servers-only", "--port-offset", offset);
        awaitUp(up);
        assertThat(command("status")).isZero();
        assertThat(output("status")).contains("cassandra", "up");
        assertThat(run.alive()).hasSize(7);
        assertThat(Files.readString(root.resolve(".groat/secrets"))).contains("mysql.password=");

        // A second one is told of the first.
        assertThat(command("up", "--servers-only", "--port-offset", offset)).isEqualTo(1);
        assertThat(output("up")).contains("already up, started by process " + up.pid());

        // One part, killed and started again.
        assertThat(command("stop", "redis", "--kill")).isZero();
        assertThat(command("status")).isEqualTo(1);
        assertThat(command("start", "redis")).isZero();
        assertThat(command("status")).isZero();

        // A part that dies unasked is noticed.
        run.part("mysql-2").orElseThrow().process().kill();
        await().atMost(10, SECONDS).until(() -> output("up-running").contains("mysql-2 ended unexpectedly"));

        // A killed launcher leaves its parts; down stops them all.
        ProcessRef.of(up.pid()).orElseThrow().kill();
        up.waitFor();
        List<RunRecord> left = run.alive();
        assertThat(left).hasSize(6);
        assertThat(command("down")).isZero();
        assertThat(left).noneMatch(part -> part.process().alive());
        assertThat(run.stack()).isEmpty();
    }

    @Test
    void ctrlCDuringTheStartLeavesNothing() throws Exception {
        Process up = begin("up", "--servers-only", "--port-offset", offset);
        await().atMost(60, SECONDS).until(() -> run.alive().size() >= 3);
        List<RunRecord> begun = run.alive();
        up.destroy(); // SIGTERM takes the same way as Ctrl-C
        assertThat(up.waitFor(60, SECONDS)).isTrue();
        assertThat(begun).noneMatch(part -> part.process().alive());
        assertThat(run.alive()).isEmpty();
        assertThat(run.stack()).isEmpty();
    }

    private void awaitUp(Process up) {
        await().atMost(240, SECONDS).until(() -> {
            assertThat(up.isAlive()).as(output("up-running")).isTrue();
            return output("up-running").contains("parts are up");
        });
    }

    private int command(String... arguments) throws Exception {
        return launch(arguments[0], arguments).waitFor();
    }

    private Process begin(String... arguments) throws IOException {
        return launch(arguments[0] + "-running", arguments);
    }

    private Process launch(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Dgroat.root=" + root,
                "-Dgroat.cache=" + ServerCache.standard().folder(),
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName()));
        command.addAll(Arrays.asList(arguments));
        File output = folder.resolve(name + ".out").toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
    }

    private String output(String name) {
        try {
            Path file = folder.resolve(name + ".out");
            return Files.isRegularFile(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** An offset at which every port of the stack is free, and below those that systems give to clients. */
    private static int freeOffset() {
        Path anywhere = Path.of("").toAbsolutePath();
        for (int attempt = 0; attempt < 100; attempt++) {
            int candidate = ThreadLocalRandom.current().nextInt(10_000, 22_000);
            boolean free = new StackPlan(new Workspace(anywhere), Secrets.unkept(), candidate, true)
                    .parts().stream().flatMap(part -> part.ports().stream()).allMatch(FreePorts::isFree);
            if (free) {
                return candidate;
            }
        }
        throw new AssertionError("no free ports");
    }
}
