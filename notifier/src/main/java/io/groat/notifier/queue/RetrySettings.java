package io.groat.notifier.queue;

import io.groat.notifier.message.Channel;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.notifier.retry.*}: the pauses between attempts, by channel. So many and one more attempts are made.
 *
 * @param webhook as Standard Webhooks recommends: ten tries over about three days
 * @param jitter part of a pause by which it may be longer
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 *     Webhooks</a>
 */
@ConfigurationProperties("groat.notifier.retry")
record RetrySettings(
        @DefaultValue({"5s", "5m", "30m", "2h", "5h", "10h", "14h", "20h", "24h"})
        List<Duration> webhook,

        @DefaultValue({"5s", "30s", "2m", "10m", "1h", "4h", "12h"})
        List<Duration> email,

        @DefaultValue({"2s", "10s", "30s", "2m", "10m", "30m"})
        List<Duration> sms,

        @DefaultValue({"2s", "10s", "30s", "2m", "10m", "30m"})
        List<Duration> push,

        @DefaultValue("0.2") double jitter) {

    private static final Duration LONGEST_ASKED = Duration.ofHours(24);

    public RetrySettings {
        webhook = List.copyOf(webhook);
        email = List.copyOf(email);
        sms = List.copyOf(sms);
        push = List.copyOf(push);
    }

    /**
     * The pause after an attempt; null when it was the last.
     *
     * @param attempts made so far, this one among them
     * @param asked for by the other side ({@code Retry-After}); the pause is not shorter, up to a day
     * @param chance from 0 to 1
     */
    public @Nullable Duration pause(Channel channel, int attempts, @Nullable Duration asked, double chance) {
        List<Duration> pauses = of(channel);
        if (attempts > pauses.size()) {
            return null;
        }
        Duration pause = pauses.get(attempts - 1);
        if (asked != null && asked.compareTo(pause) > 0) {
            pause = asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
        }
        return pause.plusMillis((long) (pause.toMillis() * jitter * chance));
    }

    private List<Duration> of(Channel channel) {
        return switch (channel) {
            case WEBHOOK -> webhook;
            case EMAIL -> email;
            case SMS -> sms;
            case PUSH -> push;
            case INAPP -> List.of();
        };
    }
}
