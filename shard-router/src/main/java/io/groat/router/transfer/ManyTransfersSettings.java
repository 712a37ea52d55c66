package io.groat.router.transfer;

import io.groat.web.http.HttpSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of calls that move money many times.
 *
 * @param maxBatchBody largest body of a batch
 * @param maxBatch most transfers in a batch
 * @param maxLine longest line of a stream
 * @param streamConcurrency transfers of one stream under way at once; its client is not read further meanwhile
 */
@ConfigurationProperties("groat.http")
public record ManyTransfersSettings(
        @DefaultValue("4MB") DataSize maxBatchBody,
        @DefaultValue("1000") int maxBatch,
        @DefaultValue("64KB") DataSize maxLine,
        @DefaultValue("1024") int streamConcurrency) {

    public ManyTransfersSettings {
        HttpSettings.requirePositive("max-batch-body", maxBatchBody.toBytes());
        HttpSettings.requirePositive("max-batch", maxBatch);
        HttpSettings.requirePositive("max-line", maxLine.toBytes());
        HttpSettings.requirePositive("stream-concurrency", streamConcurrency);
    }
}
