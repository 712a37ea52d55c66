package io.groat.infra.testservers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatientWaitsTest {
    /** Awaitility refuses a delay that is not shorter than the time it may wait. */
    @Test
    void aWaitThatSaysNothingMayLastTwoMinutes() {
        assertThatThrownBy(() -> await().pollDelay(TestServers.PATIENCE).until(() -> true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 minutes");
        await().pollDelay(Duration.ZERO).until(() -> true);
    }
}
