package io.groat.router.relay;

import java.time.Duration;

/**
 * How the relay works.
 *
 * @param lease how long a router's right to send a shard's outbox lasts when it is not renewed
 * @param poll how often an outbox is looked at when this router has written nothing to it
 * @param pause between two sends: what is committed meanwhile goes together, for each send costs the shard a commit
 * @param rowsAtOnce batches of events sent before the next look
 * @param publishLimit how long Kafka may take to acknowledge what was sent at once
 * @param retryPause after a failure
 */
public record RelaySettings(
        Duration lease, Duration poll, Duration pause, int rowsAtOnce, Duration publishLimit, Duration retryPause) {

    public static final RelaySettings DEFAULT = new RelaySettings(
            Duration.ofSeconds(10),
            Duration.ofMillis(200),
            Duration.ofMillis(10),
            64,
            Duration.ofSeconds(15),
            Duration.ofSeconds(1));
}
