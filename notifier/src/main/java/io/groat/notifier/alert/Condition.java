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

    static Condition of(Finding finding) {
        return new Condition(
                finding.service(), finding.part(), finding.up(), finding.detail(), finding.at(), finding.at(), null);
    }

    Condition heard(Finding finding) {
        if (finding.at().isBefore(heardAt)) {
            return this;
        }
        Alert same = alert == null || finding.up() ? alert : alert.found(finding.detail());
        return new Condition(
                service,
                part,
                finding.up(),
                finding.up() ? detail : finding.detail(),
                finding.up() == up ? since : finding.at(),
                finding.at(),
                same);
    }

    Condition with(Alert other) {
        return new Condition(service, part, up, detail, since, heardAt, other);
    }

    Condition beginning(Instant at) {
        return new Condition(service, part, up, detail, at, at, alert);
    }
}
