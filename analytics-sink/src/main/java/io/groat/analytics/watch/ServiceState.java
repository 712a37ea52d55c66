package io.groat.analytics.watch;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a service is.
 *
 * @param status UP, DOWN as it says itself, or AWAY when it does not answer
 * @param since when that became so, as far as it was watched
 * @param reason what is wrong; null when nothing is
 * @param parts the status of each thing that it depends on, as it says
 */
public record ServiceState(
        String name, String status, Instant since, @Nullable String reason, Map<String, String> parts) {

    public ServiceState {
        parts = Map.copyOf(parts);
    }

    public boolean isUp() {
        return status.equals("UP");
    }
}
