package io.groat.infra.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.drill.history.OrderKind;
import io.groat.infra.drill.outside.OutsideSummary;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.stack.StackHandle;
import io.groat.infra.testservers.TestServers;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A slice of a drill, on a stack of its own: all database servers are killed at the same time, one of them is paused, and
 * Kafka, a router and the payment gateway are killed. Cassandra and Redis are left out, which no router needs.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class DrillIT {
    /** At most: it ends when every part has had its turn. */
    private static final Duration TIME = Duration.ofMinutes(2);

    /** One router stays, else nobody would take over. */
    private static final List<String> PARTS = List.of("mysql", "kafka", "shard-router-2", "sandbox");

    private static final int PER_SECOND = 50;

    @Test
    void everyPromiseHoldsUnderFaults() {
        Terminal terminal = new Terminal(new PrintWriter(System.out, true, StandardCharsets.UTF_8), false);
        // A seed of the moment, so that in time many orders of faults are tried; a failure prints it.
        DrillSettings settings =
                new DrillSettings(TIME, System.currentTimeMillis() % 1_000_000, PARTS, PER_SECOND, true, true);
        StackHandle stack = StackHandle.apart(
                TestServers.folder("drill"),
                StackHandle.freeOffset(),
                Set.of(StackHandle.GATEWAY),
                Set.of("cassandra", "redis"),
                terminal);

        DrillReport report = new DrillSession(stack, settings, terminal, true).hold(new ProofTable(terminal)::show);

        assertThat(report.broken()).as("with seed %d", settings.seed()).isEmpty();
        assertThat(report.kept()).isTrue();
        assertThat(report.completed()).isPositive();
        assertThat(report.refused()).isPositive();
        assertThat(report.done().keySet()).as("every kind was done").hasSameSizeAs(OrderKind.values());
        assertThat(report.acknowledged()).isEqualTo(report.sent());
        assertThat(report.kills().keySet())
                .containsExactlyInAnyOrder(
                        "mysql-0", "mysql-1", "mysql-2", "mysql-3", "kafka", "shard-router-2", "sandbox");
        OutsideSummary outside = Objects.requireNonNull(report.outside());
        assertThat(outside.orders()).isPositive();
        assertThat(outside.payments()).isPositive();
        assertThat(outside.settledRows()).isPositive();
        assertThat(report.pending()).isZero();
        assertThat(report.balanced()).isTrue();
    }
}
