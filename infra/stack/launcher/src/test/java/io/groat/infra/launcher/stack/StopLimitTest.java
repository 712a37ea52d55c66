package io.groat.infra.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.launcher.workspace.Secrets;
import io.groat.infra.launcher.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stop is in time whatever the parts are busy with. */
class StopLimitTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    @Test
    void servicesAndThenServersAreGoneWithinHalfAMinute() {
        StackPlan plan = new StackPlan(new Workspace(root), Secrets.unkept(), 0, true);
        Duration services = longest(plan, true);
        Duration servers = longest(plan, false);
        assertThat(services.plus(servers)).isLessThan(Duration.ofSeconds(25));
        // What is under way gets the 8 s of spring.lifecycle.timeout-per-shutdown-phase.
        assertThat(services).isGreaterThan(Duration.ofSeconds(10));
    }

    private static Duration longest(StackPlan plan, boolean services) {
        return plan.parts().stream()
                .filter(part -> part.isService() == services)
                .map(part -> part.program().stopLimit())
                .max(Duration::compareTo)
                .orElseThrow();
    }

    @Test
    void aServiceWritesItsOwnLogAndNothingOnItsConsole() {
        StackPlan plan = new StackPlan(new Workspace(root), Secrets.unkept(), 0, true);
        Path log = root.resolve("logs/shard-router.log");
        assertThat(plan.find("shard-router").orElseThrow().program().logTo(log))
                .isEqualTo(Map.of("LOGGING_FILE_NAME", log.toString(), "LOGGING_CONSOLE_ENABLED", "false"));
    }
}
