package io.groat.cassandra;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether Cassandra is there: down, with what is wrong, while it is not. */
public final class CassandraHealth implements HealthIndicator {

    private final Cassandra cassandra;

    public CassandraHealth(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    @Override
    public Health health() {
        String trouble = cassandra.trouble();
        return trouble == null
                ? Health.up().build()
                : Health.down().withDetail("reason", trouble).build();
    }
}
