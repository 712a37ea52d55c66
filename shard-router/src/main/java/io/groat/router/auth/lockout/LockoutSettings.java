package io.groat.router.auth.lockout;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.auth.lockout.*}: when and for how long nobody gets a try.
 *
 * @param failures that lock
 * @param first how long the first of them locks; each further failure twice as long
 * @param longest the longest lock
 * @param memory how long after the last failure all are forgotten
 */
@ConfigurationProperties("groat.auth.lockout")
record LockoutSettings(
        @DefaultValue("5") int failures,
        @DefaultValue("30s") Duration first,
        @DefaultValue("15m") Duration longest,
        @DefaultValue("24h") Duration memory) {

    public LockoutSettings {
        if (failures < 1 || first.toMillis() < 1 || longest.compareTo(first) < 0 || memory.compareTo(longest) < 0) {
            throw new IllegalArgumentException("groat.auth.lockout: failures has to be at least 1, and first, longest"
                    + " and memory to follow each other in length");
        }
    }
}
