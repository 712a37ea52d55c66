package io.groat.settlement;

import io.groat.settlement.Settleable.Kind;

/** What a settlement file's row says has happened, whatever the gateway's words for it are. */
public enum RowKind {
    PAYMENT,
    REFUND,
    PAYOUT,
    /** Something is put right: a payout that came back, or a dispute. */
    ADJUSTMENT,
    /** Something else, of which Groat knows nothing. */
    OTHER;

    /** Whether a row of this kind can be about that. */
    public boolean fits(Kind kind) {
        return switch (kind) {
            case PAYMENT -> this == PAYMENT;
            case REFUND -> this == REFUND;
            case PAYOUT -> this == PAYOUT;
            case RETURN, DISPUTE -> this == ADJUSTMENT;
        };
    }
}
