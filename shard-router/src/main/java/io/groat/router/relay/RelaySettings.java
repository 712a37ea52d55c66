package io.groat.router.relay;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.relay.*}: how the relay works.
 *
 * @param lease how long a router's right to send a shard's outbox lasts when it is not renewed
 * @param poll how often an outbox is looked at when this router has written nothing to it
 * @param idlePoll how often at last, when nothing was found again and again: other routers write nothing either
 * @param pause between two sends: what is committed meanwhile goes together, for each send costs the shard a commit
 * @param rowsAtOnce batches of events sent before the next look
 * @param publishLimit how long Kafka may take to acknowledge what was sent at once
 * @param retryPause after a failure
 */
@ConfigurationProperties("groat.relay")
record RelaySettings(
        @DefaultValue("10s") Duration lease,
        @DefaultValue("200ms") Duration poll,
        @DefaultValue("2s") Duration idlePoll,
        @DefaultValue("25ms") Duration pause,
        @DefaultValue("64") int rowsAtOnce,
        @DefaultValue("15s") Duration publishLimit,
        @DefaultValue("1s") Duration retryPause) {}
