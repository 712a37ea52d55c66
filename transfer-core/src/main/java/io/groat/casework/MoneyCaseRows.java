package io.groat.casework;

import static io.groat.db.Rows.findId;
import static io.groat.db.Rows.findText;
import static io.groat.db.Rows.findTime;
import static io.groat.db.Rows.getId;
import static io.groat.db.Rows.getInt;
import static io.groat.db.Rows.getLong;
import static io.groat.db.Rows.getText;
import static io.groat.db.Rows.getTime;

import io.groat.db.Column;
import io.groat.db.Table;
import io.groat.money.CurrencyCode;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows of {@code money_cases}. */
public final class MoneyCaseRows {

    public static final Table<MoneyCase> TABLE = new Table<>("money_cases");

    private static final Column ID = TABLE.key("id", (values, one) -> values.id(one.id()));
    private static final Column VERSION = TABLE.changing("version", (values, one) -> values.number(one.version()));
    private static final Column KIND = TABLE.fixed("kind", (values, one) -> values.name(one.kind()));
    private static final Column GATEWAY = TABLE.fixed("gateway", (values, one) -> values.text(one.gateway()));
    private static final Column SUBJECT = TABLE.fixed("subject", (values, one) -> values.text(one.subject()));
    private static final Column REASON = TABLE.fixed("reason", (values, one) -> values.text(one.reason()));
    private static final Column AMOUNT = TABLE.fixed("amount", (values, one) -> values.number(one.amountMinor()));
    private static final Column CURRENCY =
            TABLE.fixed("currency", (values, one) -> values.text(one.currency().code()));
    private static final Column STORY = TABLE.fixed("story", (values, one) -> values.text(one.story()));
    private static final Column ITEM_ID = TABLE.fixed("item_id", (values, one) -> values.id(one.itemId()));
    private static final Column ITEM_SUBJECT =
            TABLE.fixed("item_subject", (values, one) -> values.text(one.itemSubject()));
    private static final Column WALLET = TABLE.fixed("wallet", (values, one) -> values.id(one.wallet()));
    private static final Column SETTLEMENT_ID =
            TABLE.fixed("settlement_id", (values, one) -> values.id(ofRow(one, CaseRow::settlementId)));
    private static final Column LINE = TABLE.fixed("line", (values, one) -> values.number(number(one, CaseRow::line)));
    private static final Column ROW_AMOUNT =
            TABLE.fixed("row_amount", (values, one) -> values.number(number(one, CaseRow::amountMinor)));
    private static final Column ROW_FEE =
            TABLE.fixed("row_fee", (values, one) -> values.number(number(one, CaseRow::costMinor)));
    private static final Column ROW_CURRENCY = TABLE.fixed(
            "row_currency",
            (values, one) -> values.text(ofRow(one, row -> row.currency().code())));
    private static final Column OCCURRED_AT =
            TABLE.fixed("occurred_at", (values, one) -> values.time(one.occurredAt()));
    private static final Column STATUS = TABLE.changing("status", (values, one) -> values.name(one.status()));
    private static final Column TROUBLE = TABLE.changing("trouble", (values, one) -> values.text(one.trouble()));
    private static final Column ATTEMPT = TABLE.changing("attempt", (values, one) -> values.number(one.attempt()));
    private static final Column CLAIMED_BY =
            TABLE.changing("claimed_by", (values, one) -> values.text(one.claimedBy()));
    private static final Column CLAIMED_UNTIL =
            TABLE.changing("claimed_until", (values, one) -> values.time(one.claimedUntil()));
    private static final Column ACTION =
            TABLE.changing("action", (values, one) -> values.name(ofDecision(one, CaseDecision::action)));
    private static final Column NOTE =
            TABLE.changing("note", (values, one) -> values.text(ofDecision(one, CaseDecision::note)));
    private static final Column DECIDED_BY =
            TABLE.changing("decided_by", (values, one) -> values.text(ofDecision(one, CaseDecision::by)));
    private static final Column DECIDED_AT =
            TABLE.changing("decided_at", (values, one) -> values.time(ofDecision(one, CaseDecision::at)));
    private static final Column MOVEMENT_ID =
            TABLE.changing("movement_id", (values, one) -> values.id(one.movementId()));
    private static final Column OPENED_AT = TABLE.fixed("opened_at", (values, one) -> values.time(one.openedAt()));
    private static final Column CLOSED_AT = TABLE.changing("closed_at", (values, one) -> values.time(one.closedAt()));
    private static final Column WORK_AT = TABLE.changing("work_at", (values, one) -> values.time(one.workAt()));

    private MoneyCaseRows() {}

    private static <T> @Nullable T ofRow(MoneyCase one, Function<CaseRow, T> field) {
        CaseRow row = one.row();
        return row == null ? null : field.apply(row);
    }

    private static long number(MoneyCase one, Function<CaseRow, Number> field) {
        CaseRow row = one.row();
        return row == null ? 0 : field.apply(row).longValue();
    }

    private static <T> @Nullable T ofDecision(MoneyCase one, Function<CaseDecision, @Nullable T> field) {
        CaseDecision decision = one.decision();
        return decision == null ? null : field.apply(decision);
    }

    public static MoneyCase read(Readable row) {
        return new MoneyCase(
                getId(row, ID),
                getInt(row, VERSION),
                CaseKind.valueOf(getText(row, KIND)),
                getText(row, GATEWAY),
                getText(row, SUBJECT),
                getText(row, REASON),
                getLong(row, AMOUNT),
                CurrencyCode.of(getText(row, CURRENCY)),
                getText(row, STORY),
                findId(row, ITEM_ID),
                findText(row, ITEM_SUBJECT),
                findId(row, WALLET),
                caseRow(row),
                getTime(row, OCCURRED_AT),
                CaseStatus.valueOf(getText(row, STATUS)),
                findText(row, TROUBLE),
                getInt(row, ATTEMPT),
                findText(row, CLAIMED_BY),
                findTime(row, CLAIMED_UNTIL),
                decision(row),
                findId(row, MOVEMENT_ID),
                getTime(row, OPENED_AT),
                findTime(row, CLOSED_AT),
                findTime(row, WORK_AT));
    }

    private static @Nullable CaseRow caseRow(Readable row) {
        UUID settlement = findId(row, SETTLEMENT_ID);
        String currency = findText(row, ROW_CURRENCY);
        return settlement == null || currency == null
                ? null
                : new CaseRow(
                        settlement,
                        getInt(row, LINE),
                        getLong(row, ROW_AMOUNT),
                        getLong(row, ROW_FEE),
                        CurrencyCode.of(currency));
    }

    private static @Nullable CaseDecision decision(Readable row) {
        String by = findText(row, DECIDED_BY);
        Instant at = findTime(row, DECIDED_AT);
        String note = findText(row, NOTE);
        String action = findText(row, ACTION);
        return by == null || at == null || note == null
                ? null
                : new CaseDecision(action == null ? null : CaseAction.valueOf(action), note, by, at);
    }
}
