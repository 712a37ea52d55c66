package io.groat.streams;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether streams read: down, with what is wrong, while one doesn't. */
public final class StreamHealth implements HealthIndicator {

    private final List<EventStream<?>> streams;

    public StreamHealth(List<EventStream<?>> streams) {
        this.streams = List.copyOf(streams);
    }

    @Override
    public Health health() {
        for (EventStream<?> stream : streams) {
            String trouble = stream.trouble();
            if (trouble != null) {
                return Health.down()
                        .withDetail("reason", stream.group() + ": " + trouble)
                        .build();
            }
        }
        return Health.up().build();
    }
}
