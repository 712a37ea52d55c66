package io.groat.casework;

import io.groat.money.CurrencyCode;
import io.groat.settlement.SettlementRow;
import java.util.UUID;

/**
 * The settlement file's row that a case is about.
 *
 * @param amountMinor as the file has it, before fees
 * @param costMinor what the gateway keeps, with tax
 */
public record CaseRow(UUID settlementId, int line, long amountMinor, long costMinor, CurrencyCode currency) {

    public static CaseRow of(SettlementRow row) {
        return new CaseRow(row.settlementId(), row.line(), row.amountMinor(), row.costMinor(), row.currency());
    }

    /** What reached our bank account by it. */
    public long netMinor() {
        return amountMinor - costMinor;
    }
}
