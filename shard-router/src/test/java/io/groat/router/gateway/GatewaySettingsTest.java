package io.groat.router.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What is usual, and what can't be right. */
class GatewaySettingsTest {

    @Test
    void deadlinesAreToldOfThreeTimes() {
        assertThat(bound(Map.of()).reminders())
                .isEqualTo(List.of(Duration.ofDays(7), Duration.ofDays(3), Duration.ofDays(1)));
        assertThat(bound(Map.of("groat.gateways.reminders", "12h")).reminders()).containsExactly(Duration.ofHours(12));
    }

    @Test
    void aReminderComesBeforeItsDeadline() {
        assertThatThrownBy(() -> bound(Map.of("groat.gateways.reminders", "3d,0s")))
                .rootCause()
                .hasMessageContaining("groat.gateways.reminders");
    }

    /** One that is waited for still would be given up else. */
    @Test
    void aPayoutsRequestMayTakeLongerThanItsGatewayIsWaitedFor() {
        assertThat(bound(Map.of()).longestWay()).isEqualTo(Duration.ofMinutes(15));
        assertThat(bound(Map.of("groat.gateways.longest-way", "20s")).longestWay())
                .isEqualTo(Duration.ofSeconds(20));
        assertThatThrownBy(() -> bound(Map.of("groat.gateways.longest-way", "19s")))
                .rootCause()
                .hasMessageContaining("groat.gateways.longest-way");
    }

    private static GatewaySettings bound(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("groat.gateways", GatewaySettings.class);
    }
}
