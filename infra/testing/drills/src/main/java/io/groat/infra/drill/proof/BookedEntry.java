package io.groat.infra.drill.proof;

/**
 * A ledger entry of a user's account.
 *
 * @param movement the transfer's id; of an opening an id of its own
 * @param kind TRANSFER, RETURN or OPENING
 * @param amountMinor below zero: the user lost it
 * @param seq its number in the account
 */
public record BookedEntry(String movement, String user, String kind, long amountMinor, long seq) {
    boolean opening() {
        return "OPENING".equals(kind);
    }

    /** Without what differs from run to run, to compare. */
    String effect() {
        return kind + " " + amountMinor + " of " + user;
    }
}
