package io.groat.fraud.review;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.fraud.review.*}: how reviews work.
 *
 * @param dueAfter by when a review should be decided
 * @param lease how long a claim lasts when it is not renewed
 */
@ConfigurationProperties("groat.fraud.review")
record ReviewSettings(
        @DefaultValue("4h") Duration dueAfter,
        @DefaultValue("15m") Duration lease) {}
