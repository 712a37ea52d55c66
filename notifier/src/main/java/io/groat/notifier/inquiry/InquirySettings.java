package io.groat.notifier.inquiry;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.notifier.inquiry.*}: the policy of answers.
 *
 * @param goodFor how long a question can be answered
 * @param cancelOnNo whether a payment that its payer says is not theirs is cancelled if it is still held
 * @param releaseBelow a held payment of a lower score is let go when its payer, logged in, says it is theirs; 0 for none
 */
@ConfigurationProperties("groat.notifier.inquiry")
record InquirySettings(
        @DefaultValue("24h") Duration goodFor,
        @DefaultValue("true") boolean cancelOnNo,
        @DefaultValue("0.9") double releaseBelow) {}
