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
 * @param limit how long an answer may take
 */
@ConfigurationProperties("groat.analytics.watch")
public record WatchSettings(
        @DefaultValue("http://127.0.0.1:8006") String router,
        @DefaultValue Map<String, String> services,
        @DefaultValue("2s") Duration limit) {

    public WatchSettings {
        services = Map.copyOf(services);
    }
}
