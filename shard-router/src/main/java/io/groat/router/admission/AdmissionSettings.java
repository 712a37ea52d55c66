package io.groat.router.admission;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.admission.*}: how many payments are under way at once. Each of single calls and lines of streams and
 * batches has a limit of its own, which grows while they end in time and falls when they don't.
 *
 * @param latency how long a payment may take before more of them at once are too many
 * @param initial the limit of a router that has just started and is not warm yet
 * @param floor below this the limit does not fall: batches in the lanes grow with what waits
 * @param ceiling above this it does not grow
 * @param calls most streams and batches at once; their lines wait for their turn
 */
@ConfigurationProperties("groat.admission")
record AdmissionSettings(
        @DefaultValue("1s") Duration latency,
        @DefaultValue("64") int initial,
        @DefaultValue("128") int floor,
        @DefaultValue("2048") int ceiling,
        @DefaultValue("64") int calls) {

    public AdmissionSettings {
        if (latency.isNegative() || latency.isZero()) {
            throw new IllegalArgumentException("groat.admission.latency has to be positive");
        }
        if (initial < 1 || initial > ceiling || floor < 1 || floor > ceiling || calls < 1) {
            throw new IllegalArgumentException(
                    "groat.admission: initial and floor have to be from 1 to ceiling, and calls at least 1");
        }
    }
}
