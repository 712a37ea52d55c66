package io.groat.notifier.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.notifier.message.Channel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetrySettingsTest {

    private static final RetrySettings SETTINGS = new RetrySettings(
            List.of(Duration.ofSeconds(5), Duration.ofMinutes(5)), List.of(), List.of(), List.of(), 0.2);

    @Test
    void pausesGrowAndEnd() {
        assertThat(SETTINGS.pause(Channel.WEBHOOK, 1, null, 0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(SETTINGS.pause(Channel.WEBHOOK, 1, null, 1)).isEqualTo(Duration.ofSeconds(6));
        assertThat(SETTINGS.pause(Channel.WEBHOOK, 2, null, 0)).isEqualTo(Duration.ofMinutes(5));
        assertThat(SETTINGS.pause(Channel.WEBHOOK, 3, null, 0)).isNull();
        assertThat(SETTINGS.pause(Channel.EMAIL, 1, null, 0)).isNull();
    }

    @Test
    void whatTheOtherSideAsksForIsWaitedForUpToADay() {
        assertThat(SETTINGS.pause(Channel.WEBHOOK, 1, Duration.ofSeconds(60), 0))
                .isEqualTo(Duration.ofSeconds(60));
        assertThat(SETTINGS.pause(Channel.WEBHOOK, 1, Duration.ofSeconds(1), 0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(SETTINGS.pause(Channel.WEBHOOK, 1, Duration.ofDays(30), 0)).isEqualTo(Duration.ofDays(1));
    }
}
