package io.groat.analytics.watch;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.analytics.watch.*}: whom to ask how they are.
 *
 * @param router where a router is
 * @param services whose health to ask for, by name: where they are
 * @param limit how long an answer may take: one that takes so long is broken, and not only busy
 * @param reportEvery how often what was found is told on analytics_events
 * @param lagLimit how many events may wait for a group before it counts as behind
 * @param lagAfter how long a group may be behind without catching up
 */
@ConfigurationProperties("groat.analytics.watch")
record WatchSettings(
        @DefaultValue("http://127.0.0.1:8006") String router,
        @DefaultValue Map<String, String> services,
        @DefaultValue("10s") Duration limit,
        @DefaultValue("15s") Duration reportEvery,
        @DefaultValue("10000") long lagLimit,
        @DefaultValue("5m") Duration lagAfter) {

    public WatchSettings {
        services = Map.copyOf(services);
    }
}
