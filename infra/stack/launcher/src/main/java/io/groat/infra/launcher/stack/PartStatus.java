package io.groat.infra.launcher.stack;

import io.groat.infra.launcher.machine.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one part is, in the words of {@code status --json}. What does not apply is absent.
 *
 * @param state {@code up} when it answers, {@code starting} when it runs and does not answer, {@code down} else
 * @param rssMb memory in RAM
 * @param health what a service says of itself
 */
public record PartStatus(
        String name,
        String kind,
        String state,
        @Nullable Long pid,
        int port,
        @Nullable Long rssMb,
        @Nullable Long uptimeSeconds,
        @Nullable String health,
        @Nullable String url) {

    public static PartStatus of(Part part, RunFolder runFolder) {
        Optional<RunRecord> running =
                runFolder.part(part.name()).filter(record -> record.process().alive());
        String url = part.url().isEmpty() ? null : part.url();
        if (running.isEmpty()) {
            return new PartStatus(part.name(), part.kind(), "down", null, part.port(), null, null, null, url);
        }
        RunRecord record = running.get();
        String health = part.isService() ? Health.of(part.port()).status() : null;
        boolean answers = health == null ? part.program().answers() : new Health(health).serves();
        var resident = Machine.residentMegabytes(record.pid());
        return new PartStatus(
                part.name(),
                part.kind(),
                answers ? "up" : "starting",
                record.pid(),
                part.port(),
                resident.isPresent() ? resident.getAsLong() : null,
                record.age(Instant.now()).toSeconds(),
                health,
                url);
    }

    public boolean up() {
        return "up".equals(state);
    }

    /** As a line of the table. */
    public String line() {
        String uptime = uptimeSeconds == null ? "" : shown(Duration.ofSeconds(uptimeSeconds));
        return String.format(
                        "%-15s %-9s %8s %6d %10s %8s  %s",
                        name,
                        state,
                        pid == null ? "" : pid,
                        port,
                        uptime,
                        rssMb == null ? "" : rssMb + " MB",
                        (health == null ? "" : health + " ") + (url == null ? "" : url))
                .stripTrailing();
    }

    public static String heading() {
        return String.format(
                "%-15s %-9s %8s %6s %10s %8s  %s", "NAME", "STATE", "PID", "PORT", "UPTIME", "MEMORY", "HEALTH");
    }

    private static String shown(Duration uptime) {
        return uptime.toHours() > 0
                ? String.format("%dh%02dm", uptime.toHours(), uptime.toMinutesPart())
                : String.format("%dm%02ds", uptime.toMinutes(), uptime.toSecondsPart());
    }
}
