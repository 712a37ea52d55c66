package io.groat.web.http;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of what a client may send to any call.
 *
 * @param maxBody largest body of a call on one thing
 * @param bodyTime how long a body may take to come; a stream has no such limit
 */
@ConfigurationProperties("groat.http")
public record HttpSettings(
        @DefaultValue("64KB") DataSize maxBody,
        @DefaultValue("20s") Duration bodyTime) {

    public HttpSettings {
        requirePositive("max-body", maxBody.toBytes());
        requirePositive("body-time", bodyTime.toMillis());
    }

    /** Refuses a setting {@code groat.http.…} that is not a positive int. */
    public static void requirePositive(String name, long value) {
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("groat.http." + name + " has to be from 1 to " + Integer.MAX_VALUE);
        }
    }
}
