package io.groat.notifier.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How something is that is in trouble, was a moment ago, or may be.
 *
 * @param up whether it works, as last found
 * @param since when that became so
 * @param heardAt when it was last found so
 * @param alert that is open about it; null while the trouble may be a passing one
 */
record Condition(
        String service,
        @Nullable String part,
        boolean up,
        @Nullable String detail,
        Instant since,
        Instant heardAt,
        @Nullable Alert alert) {

    static Condition of(HealthStatus status) {
        return new Condition(
                status.service(), status.part(), status.up(), status.detail(), status.at(), status.at(), null);
    }

    Condition heard(HealthStatus status) {
        if (status.at().isBefore(heardAt)) {
            return this;
        }
        Alert same = alert == null || status.up() ? alert : alert.found(status.detail());
        return new Condition(
                service,
                part,
                status.up(),
                status.up() ? detail : status.detail(),
                status.up() == up ? since : status.at(),
                status.at(),
                same);
    }

    Condition with(Alert other) {
        return new Condition(service, part, up, detail, since, heardAt, other);
    }

    Condition beginning(Instant at) {
        return new Condition(service, part, up, detail, at, at, alert);
    }
}
