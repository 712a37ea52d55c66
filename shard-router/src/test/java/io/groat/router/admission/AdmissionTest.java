package io.groat.router.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final AdmissionSettings SETTINGS = new AdmissionSettings(Duration.ofSeconds(1), 4, 4, 10, 64);

    private final AtomicLong now = new AtomicLong();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Admission admission = new Admission("transfers", SETTINGS, now::get, meters);

    @Test
    void letsInAsManyAsTheLimitAndOneMoreWhenOneEnds() {
        List<Admission.Permit> inside = enter(4);
        assertThat(admission.enter()).isNull();
        assertThat(meters.get("groat.admission.in.flight").gauge().value()).isEqualTo(4);
        assertThat(meters.get("groat.admission.limit").gauge().value()).isEqualTo(4);

        inside.get(0).unknown();
        inside.get(0).done();
        assertThat(enter(1)).hasSize(1);
        assertThat(admission.enter()).isNull();
    }

    @Test
    void thoseThatHangKeepOthersOutForTwiceTheLatencyOnly() {
        List<Admission.Permit> hanging = enter(4);
        now.addAndGet(Duration.ofMillis(2001).toNanos());
        assertThat(enter(4)).hasSize(4);
        assertThat(admission.enter()).isNull();
        assertThat(admission.inFlight()).isEqualTo(8);

        now.addAndGet(Duration.ofMillis(2001).toNanos());
        assertThat(enter(2)).hasSize(2);
        assertThat(admission.enter()).as("the ceiling holds whatever hangs").isNull();

        hanging.forEach(Admission.Permit::done);
        assertThat(admission.inFlight()).isEqualTo(6);
        assertThat(enter(1)).hasSize(1);
    }

    private List<Admission.Permit> enter(int count) {
        List<Admission.Permit> permits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            permits.add(Objects.requireNonNull(admission.enter(), () -> "only " + permits.size() + " were let in"));
        }
        return permits;
    }
}
