package io.groat.infra.drill.history;

/** What a client of the drill asks for. */
public enum OrderKind {
    TRANSFER,
    /** From outside to a payee. */
    DEPOSIT,
    /** From a payer to outside. */
    WITHDRAWAL,
    HOLD,
    /** Of a hold. */
    INCREMENT,
    /** Of a hold. */
    CAPTURE,
    /** Of a hold. */
    VOID,
    /** Of a movement. */
    REFUND,
    /** Of a movement. */
    REVERSAL;

    /** Whether it becomes a row of {@code transfers}; the others reserve money or let it go. */
    public boolean moves() {
        return this != HOLD && this != INCREMENT && this != VOID;
    }

    /** Whether it gives back what its parent brought. */
    public boolean givesBack() {
        return this == REFUND || this == REVERSAL;
    }
}
