package io.groat.settlement;

import static io.groat.db.Rows.findText;
import static io.groat.db.Rows.findTime;
import static io.groat.db.Rows.getInt;
import static io.groat.db.Rows.getLong;
import static io.groat.db.Rows.getText;

import io.groat.db.SqlText;
import io.groat.money.CurrencyCode;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of how a transit account stands on one shard, or of why.
 *
 * @param source the name of the source, which is the gateway's
 * @param amountMinor minor units
 * @param oldest of what it is about; null where that has no time
 * @param age place of its age among all
 * @param kind what has happened to it; null where it is not about things that gateways settle
 */
public record TransitLine(
        Part part,
        String source,
        CurrencyCode currency,
        long amountMinor,
        long count,
        @Nullable Instant oldest,
        int age,
        Settleable.@Nullable Kind kind) {

    /** What it tells. */
    public enum Part {
        /** What the account holds. */
        BALANCE,
        /** What the gateway has and is not settled: the balance is minus its sum. */
        UNSETTLED,
        /** What has come in for things whose settling is under way. */
        UNDER_WAY,
        /** Open cases, by what is at stake. */
        CASE
    }

    /** How long a gateway has had something. */
    public enum Age {
        DAY(Duration.ofDays(1)),
        TWO_DAYS(Duration.ofDays(2)),
        THREE_DAYS(Duration.ofDays(3)),
        WEEK(Duration.ofDays(7)),
        LONGER(Duration.ofDays(365_000));

        private static final List<Age> ALL = List.of(values());

        private final Duration most;

        Age(Duration most) {
            this.most = most;
        }

        /** Adds the place of the age of {@code u.at}. */
        static void of(SqlText sql, Instant now) {
            sql.raw(" CASE");
            for (int place = 0; place < ALL.size() - 1; place++) {
                sql.raw(" WHEN u.at > ")
                        .time(now.minus(ALL.get(place).most))
                        .raw(" THEN ")
                        .number(place);
            }
            sql.raw(" ELSE ").number(ALL.size() - 1).raw(" END");
        }
    }

    static final String BALANCES = "SELECT 'BALANCE' AS part, SUBSTRING(type, 9) AS source, currency, posted AS amount,"
            + " 0 AS count, NULL AS at, 0 AS age, NULL AS kind FROM accounts FORCE INDEX (accounts_owner)"
            + " WHERE user_id = '' AND kind = 'FUNDING' AND type LIKE 'funding:%'";

    /**
     * By the keys of {@link SettlementKeys}: each movement of what is claimed and not noted as settled. Of all that there may be
     * each is looked up by its key.
     */
    static final String UNDER_WAY = " UNION ALL SELECT 'UNDER_WAY', s.gateway, t.currency,"
            + " CAST(SUM(CASE CONCAT('funding:', s.gateway) WHEN t.payee_user_id THEN t.amount"
            + " WHEN t.payer_user_id THEN -t.amount ELSE 0 END) AS SIGNED), COUNT(*), MIN(s.created_at), 0, NULL"
            + " FROM settled_items s STRAIGHT_JOIN (VALUES ROW('funding:*'), ROW('funding:*-fees'), ROW('funding:bank'),"
            + " ROW('funding:suspense'), ROW('funding:write-off')) v (source)"
            + " STRAIGHT_JOIN (VALUES ROW('net'), ROW('fee'), ROW('rest')) l (leg) STRAIGHT_JOIN transfers t"
            + " ON t.payer_user_id = "
            + SettleableQueries.ascii("REPLACE(" + SettleableQueries.ascii("v.source") + ", '*', s.gateway)")
            + " AND t.idempotency_key = "
            + SettleableQueries.ascii(
                    "CONCAT('settlement/', s.gateway, '/', s.subject, '/', " + SettleableQueries.ascii("l.leg") + ")")
            + " WHERE s.settled_at IS NULL AND t.status = 'COMPLETED' GROUP BY s.gateway, t.currency";

    static final String CASES = " UNION ALL SELECT 'CASE', gateway, currency, CAST(SUM(amount) AS SIGNED), COUNT(*),"
            + " MIN(opened_at), 0, NULL FROM money_cases WHERE status IN ('OPEN', 'DECIDED') GROUP BY gateway, currency";

    static TransitLine read(Readable row) {
        String kind = findText(row, 7);
        return new TransitLine(
                Part.valueOf(getText(row, 0)),
                getText(row, 1),
                CurrencyCode.of(getText(row, 2)),
                getLong(row, 3),
                getLong(row, 4),
                findTime(row, 5),
                getInt(row, 6),
                kind == null ? null : Settleable.Kind.valueOf(kind));
    }
}
