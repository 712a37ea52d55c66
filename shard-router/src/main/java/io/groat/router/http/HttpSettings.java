package io.groat.router.http;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of what a client may send.
 *
 * @param maxBody largest body of a call on one thing
 * @param maxBatchBody largest body of a batch
 * @param maxBatch most transfers in a batch
 * @param maxLine longest line of a stream
 * @param streamConcurrency transfers of one stream under way at once; its client is not read further meanwhile
 * @param bodyTime how long a body may take to come; a stream has no such limit
 */
@ConfigurationProperties("groat.http")
public record HttpSettings(
        @DefaultValue("64KB") DataSize maxBody,
        @DefaultValue("4MB") DataSize maxBatchBody,
        @DefaultValue("1000") int maxBatch,
        @DefaultValue("64KB") DataSize maxLine,
        @DefaultValue("1024") int streamConcurrency,
        @DefaultValue("20s") Duration bodyTime) {

    public HttpSettings {
        requirePositive("max-body", maxBody.toBytes());
        requirePositive("max-batch-body", maxBatchBody.toBytes());
        requirePositive("max-batch", maxBatch);
        requirePositive("max-line", maxLine.toBytes());
        requirePositive("stream-concurrency", streamConcurrency);
        requirePositive("body-time", bodyTime.toMillis());
    }

    private static void requirePositive(String name, long value) {
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("groat.http." + name + " has to be from 1 to " + Integer.MAX_VALUE);
        }
    }
}
