package io.groat.router.casework;

import io.groat.casework.CaseRow;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import java.util.UUID;

/** The settlement file's row that a case is about. */
@Doc("The row of a settlement's file that a case is about")
record CaseSettlementView(
        UUID settlementId,
        @Doc(value = "Of the file", example = "2") int line,
        @Doc("Before fees, as the file has it") @Amount long amount,
        @Doc("What the gateway keeps, with tax") @Amount long fees,
        @Doc("What reached the bank account") @Amount long net,
        @Doc(example = "EUR") String currency) {

    static CaseSettlementView of(CaseRow row) {
        return new CaseSettlementView(
                row.settlementId(),
                row.line(),
                row.amountMinor(),
                row.costMinor(),
                row.netMinor(),
                row.currency().code());
    }
}
