package io.groat.infra.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.launcher.workspace.Secrets;
import io.groat.infra.launcher.workspace.Workspace;
import io.groat.infra.server.FreePorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
    private static final int REDIS_PORT = 6379;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    @Test
    @EnabledOnOs(OS.LINUX)
    void aTakenPortIsNamedWithItsPartAndWhoHoldsIt() throws Exception {
        int port = FreePorts.any();
        StackPlan plan = plan(port - REDIS_PORT, false);
        Part redis = plan.find("redis").orElseThrow();
        Preflight preflight = new Preflight(new Workspace(root), plan);
        assertThat(preflight.takenPorts(List.of(redis))).isEmpty();

        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(preflight.takenPorts(List.of(redis)))
                    .singleElement()
                    .asString()
                    .contains(
                            "Port " + socket.getLocalPort() + " of redis is taken by process "
                                    + ProcessHandle.current().pid(),
                            "--port-offset");
        }
    }

    @Test
    void missingJarsAreAllNamedAtOnce() {
        StackPlan plan = plan(10_000, true);
        assertThatThrownBy(() -> new Preflight(new Workspace(root), plan).check())
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("Nothing was started")
                .hasMessageContaining("shard-router/target/shard-router-app.jar is missing")
                .hasMessageContaining("notifier/target/notifier-app.jar is missing")
                .hasMessageContaining("infra/stack/sandbox/target/groat-sandbox-app.jar is missing");
    }

    private StackPlan plan(int offset, boolean services) {
        return new StackPlan(new Workspace(root), Secrets.unkept(), offset, services);
    }
}
