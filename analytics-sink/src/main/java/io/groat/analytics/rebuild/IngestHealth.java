package io.groat.analytics.rebuild;

import io.groat.streams.EventStream;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether events come in: down, with what is wrong, while they don't. */
public final class IngestHealth implements HealthIndicator {

    private final Conductor conductor;

    public IngestHealth(Conductor conductor) {
        this.conductor = conductor;
    }

    @Override
    public Health health() {
        String trouble = trouble();
        return trouble == null
                ? Health.up().build()
                : Health.down().withDetail("reason", trouble).build();
    }

    /** What is wrong with taking events in; null when nothing is. */
    public @Nullable String trouble() {
        Collection<? extends EventStream<?>> streams = conductor.streams();
        if (streams.isEmpty()) {
            return "the streams have not begun yet";
        }
        return streams.stream()
                .map(EventStream::trouble)
                .filter(found -> found != null)
                .findFirst()
                .orElse(null);
    }
}
