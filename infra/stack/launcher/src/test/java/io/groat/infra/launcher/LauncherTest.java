package io.groat.infra.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.stack.LocalStack;
import io.groat.infra.launcher.stack.RunFolder;
import io.groat.infra.launcher.stack.RunRecord;
import io.groat.infra.launcher.stack.StackRecord;
import io.groat.infra.launcher.workspace.Workspace;
import io.groat.infra.server.process.ProcessRef;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LauncherTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void anUnknownPartListsTheKnownOnes() {
        for (String command : new String[] {"stop", "start", "logs"}) {
            assertThat(run(command, "oracle")).isEqualTo(2);
        }
        assertThat(err.toString()).contains("No part is named oracle", "mysql-0", "mysql-3", "shard-router", "sandbox");
    }

    @Test
    void argumentsThatMakeNoSense() {
        assertThat(run("up", "--port-offset", "-1")).isEqualTo(2);
        assertThat(run("up", "--port-offset", "many")).isEqualTo(2);
        assertThat(run("up", "--demo", "--servers-only")).isEqualTo(2);
        assertThat(run("dance")).isEqualTo(2);
        assertThat(run("logs")).isEqualTo(2);
        assertThat(root.resolve(".groat/run")).doesNotExist();
    }

    @Test
    void statusOfAStackThatIsDown() {
        assertThat(run("status", "--json")).isEqualTo(1);
        assertThat(out.toString())
                .contains("{\"name\":\"mysql-0\",\"kind\":\"mysql\",\"state\":\"down\",\"port\":3306}")
                .contains("\"url\":\"http://127.0.0.1:8006\"")
                .contains("{\"name\":\"sandbox\",\"kind\":\"service\",\"state\":\"down\",\"port\":8010");
    }

    @Test
    void downWhereNothingRuns() {
        assertThat(run("down")).isZero();
        assertThat(out.toString()).contains("Nothing runs.");
    }

    @Test
    void stopAndStartNeedAStack() {
        assertThat(run("stop", "kafka")).isEqualTo(1);
        assertThat(err.toString()).contains("kafka does not run.");
        assertThat(run("start", "kafka")).isEqualTo(1);
        assertThat(err.toString()).contains("The stack is not up. Start it with infra/up.");
    }

    @Test
    void aSecondUpSaysWhoStartedTheFirst() {
        ProcessRef self = ProcessRef.of(ProcessHandle.current().pid()).orElseThrow();
        new RunFolder(root.resolve(".groat/run")).write(StackRecord.of(self, 0, true));
        assertThat(run("up")).isEqualTo(1);
        assertThat(err.toString())
                .contains("The stack is already up, started by process " + self.pid())
                .doesNotContain("ended by themselves");
    }

    @Test
    void aSecondUpSaysWhatOfTheFirstHasEnded() {
        ProcessRef self = ProcessRef.of(ProcessHandle.current().pid()).orElseThrow();
        RunFolder runFolder = new RunFolder(root.resolve(".groat/run"));
        runFolder.write(StackRecord.of(self, 0, true));
        runFolder.write(new RunRecord("kafka", "kafka", 1, "long ago", 9092, true, Instant.now()));
        runFolder.write(new RunRecord("cassandra", "cassandra", 2, "long ago", 9042, true, Instant.now()));
        runFolder.write(new RunRecord("redis", "redis", 3, "long ago", 6379, false, Instant.now()));
        runFolder.write(new RunRecord("mysql-0", "mysql", self.pid(), self.began(), 3306, true, Instant.now()));
        assertThat(run("up")).isEqualTo(1);
        assertThat(err.toString()).contains("these have ended by themselves: cassandra, kafka. See infra/logs NAME");
    }

    @Test
    void theEndOfALog() throws Exception {
        assertThat(run("logs", "kafka")).isEqualTo(1);
        assertThat(err.toString()).contains("kafka has no log yet");
        Files.createDirectories(root.resolve(".groat/logs"));
        Files.writeString(root.resolve(".groat/logs/kafka.log"), "one\ntwo\nthree\n");
        assertThat(run("logs", "kafka", "-n", "2")).isZero();
        assertThat(out.toString()).isEqualTo("two\nthree\n");
    }

    @Test
    void anUnexpectedEndIsReportedOnceAndAWantedOneNever() {
        RunFolder runFolder = new RunFolder(root.resolve(".groat/run"));
        RunRecord dead = new RunRecord("kafka", "kafka", 1, "long ago", 9092, true, Instant.now());
        runFolder.write(dead);
        runFolder.write(new RunRecord("redis", "redis", 2, "long ago", 6379, false, Instant.now()));
        Watch watch = new Watch(new LocalStack(new Workspace(root), terminal()));
        watch.look();
        watch.look();
        assertThat(out.toString()).containsOnlyOnce("kafka ended unexpectedly").doesNotContain("redis");
    }

    private int run(String... arguments) {
        CommandLine commandLine = Launcher.commandLine(new Workspace(root), terminal());
        return commandLine.setErr(new PrintWriter(err, true)).execute(arguments);
    }

    private Terminal terminal() {
        return new Terminal(new PrintWriter(out, true), false);
    }
}
