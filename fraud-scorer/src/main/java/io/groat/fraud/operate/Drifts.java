package io.groat.fraud.operate;

import io.groat.fraud.model.Model;
import io.groat.fraud.tally.TallyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import reactor.core.publisher.Mono;

/** Drift over the last day: the hour that runs and the 24 before it, of all processes together. */
final class Drifts {

    private static final Duration SPAN = Duration.ofHours(24);

    private final TallyStore tallies;

    Drifts(TallyStore tallies) {
        this.tallies = tallies;
    }

    /** When the day begins that is looked at. */
    static Instant from(Instant now) {
        return now.truncatedTo(ChronoUnit.HOURS).minus(SPAN);
    }

    /** Of a model under that number. */
    Mono<Drift> of(int version, Model model, Instant now) {
        return tallies.spread(version, from(now), now.plus(SPAN))
                .map(today -> Drift.of(model.card().reference(), today));
    }
}
