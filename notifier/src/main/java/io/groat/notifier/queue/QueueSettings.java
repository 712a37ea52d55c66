package io.groat.notifier.queue;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.notifier.queue.*}.
 *
 * @param parts of the queue, shared out among the processes; the same for all of them, and for good
 * @param poll how often it is looked whether something is due, while something is or other processes may put it there
 * @param longestPoll how often while nothing is and there is no other process
 * @param lease how long a process that has died keeps its parts from the others
 * @param most messages under way at once
 * @param waiting messages that wait for one channel or endpoint in memory; the rest waits in the store
 * @param atOnce attempts under way at once by one channel
 * @param atOnceEndpoint the same to one endpoint of webhooks
 * @param attemptLimit how long an attempt may take in all
 * @param tellAgain after which pause it is told again how a message ended, when that could not be told
 */
@ConfigurationProperties("groat.notifier.queue")
record QueueSettings(
        @DefaultValue("8") int parts,
        @DefaultValue("500ms") Duration poll,
        @DefaultValue("5s") Duration longestPoll,
        @DefaultValue("15s") Duration lease,
        @DefaultValue("10000") int most,
        @DefaultValue("1000") int waiting,
        @DefaultValue("16") int atOnce,
        @DefaultValue("4") int atOnceEndpoint,
        @DefaultValue("60s") Duration attemptLimit,
        @DefaultValue("30s") Duration tellAgain) {

    public QueueSettings {
        if (parts < 1 || parts > 1024 || most < 1 || waiting < 1 || atOnce < 1 || atOnceEndpoint < 1) {
            throw new IllegalArgumentException("groat.notifier.queue has numbers below 1, or more than 1024 parts");
        }
    }
}
