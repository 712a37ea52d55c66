package io.groat.transfer;

import io.groat.db.Rows;
import io.r2dbc.spi.Readable;

/** Outcomes as rows of {@code inbound_transfers} hold them. */
public final class CreditOutcomeRows {

    /** The columns that {@link #read} takes, in its order. */
    public static final String COLUMNS = "id, outcome = 'CREDITED', reason, payee_account, payee_user_id, decided_at";

    private CreditOutcomeRows() {}

    public static CreditOutcome read(Readable row) {
        return new CreditOutcome(
                Rows.getId(row, 0),
                Rows.getInt(row, 1) == 1,
                TransferRows.readReason(Rows.findText(row, 2)),
                Rows.findId(row, 3),
                Rows.findText(row, 4),
                Rows.getTime(row, 5));
    }
}
