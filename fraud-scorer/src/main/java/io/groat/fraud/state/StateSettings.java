package io.groat.fraud.state;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.fraud.state.*}: how states are kept.
 *
 * @param weight numbers held in memory for each partition, of some 40 bytes each; a payer or payee takes from some ten to
 *     two thousand. What has no room is written at once and read when it is needed
 * @param writeAfter how long a change waits to be written; a crash costs reckoning what came since then again
 * @param writeAtOnce most states of a partition written beside a batch of events, or twice the events if that is more
 */
@ConfigurationProperties("groat.fraud.state")
public record StateSettings(
        @DefaultValue("250000") int weight,
        @DefaultValue("10s") Duration writeAfter,
        @DefaultValue("32") int writeAtOnce) {}
