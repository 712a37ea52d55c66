package io.groat.sandbox.money;

/** What a provider keeps of a payment. */
final class Fees {

    private static final long ONE_OF = 50;

    private Fees() {}

    /** Two per cent, rounded half up. */
    static long of(long amount) {
        return (amount + ONE_OF / 2) / ONE_OF;
    }
}
