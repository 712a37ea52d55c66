package io.groat.analytics.rebuild;

import io.groat.streams.EventStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether events come in: down, with what is wrong, while they don't. */
public final class IngestHealth implements HealthIndicator {

    private final StreamSupervisor supervisor;

    public IngestHealth(StreamSupervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public Health health() {
        String trouble = trouble();
        return trouble == null
                ? Health.up().build()
                : Health.down().withDetail("reason", trouble).build();
    }

    /**
     * What is wrong with taking events in; null when nothing is. Figures that are made anew have trouble of their own, such
     * as that their stream has only just begun: it is none of those that are shown.
     */
    public @Nullable String trouble() {
        EventStream<?> shown = supervisor.shown();
        return shown == null ? "the streams have not begun yet" : shown.trouble();
    }
}
