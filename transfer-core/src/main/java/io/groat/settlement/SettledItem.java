package io.groat.settlement;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who settles something: a file's row, or a case. It is written down before money moves, and the first to do so is the one
 * who moves it.
 *
 * @param subject what is settled, as {@link Settleable#subject} calls it
 * @param byId the settlement or the case
 * @param byLine the row's line in its file; 0 for a case
 * @param rowKey of the row; empty for a case that has none
 * @param occurredAt in the gateway's books
 * @param settledAt when the books had it; null until then
 */
public record SettledItem(
        String gateway,
        String subject,
        UUID byId,
        int byLine,
        String rowKey,
        Instant occurredAt,
        Instant createdAt,
        @Nullable Instant settledAt) {

    /** For a row of a file. */
    public static SettledItem by(SettlementRow row, Settleable item, Instant now) {
        return new SettledItem(
                item.gateway(),
                item.subject(),
                row.settlementId(),
                row.line(),
                row.rowKey(),
                row.occurredAt(),
                now,
                null);
    }

    /** Whether it is the same who settles it. */
    public boolean isBy(SettledItem other) {
        return byId.equals(other.byId) && byLine == other.byLine;
    }
}
