package io.groat.infra.drill.history;

/** Problem codes whose meaning the drill checks. */
public final class Refusals {
    /** More than the account has available. */
    public static final String POOR = "INSUFFICIENT_FUNDS";

    /** More than a limit of the payer or of the payee has left. */
    public static final String LIMITED = "LIMIT_EXCEEDED";

    /** More than the hold has left. */
    public static final String TOO_LARGE = "CAPTURE_TOO_LARGE";

    /** The hold was captured whole, or voided. */
    public static final String ENDED = "HOLD_ENDED";

    /** The hold's time is over. */
    public static final String EXPIRED = "HOLD_EXPIRED";

    /** More than is left to give back. */
    public static final String TOO_MUCH_BACK = "REFUND_TOO_LARGE";

    /** Nothing is left to give back. */
    public static final String ALL_BACK = "ALREADY_REFUNDED";

    private Refusals() {}
}
