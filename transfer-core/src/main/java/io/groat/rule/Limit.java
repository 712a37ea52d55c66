package io.groat.rule;

import java.util.Set;

/**
 * How much may go out of a wallet, or come in, in a time.
 *
 * @param name tells the limits of a wallet type apart; what was used is counted under it
 * @param max in minor units of the wallet's currency, or movements
 * @param transactionTypes which movements it is about; empty for all
 */
public record Limit(
        String name, Measure measure, Direction direction, Window window, long max, Set<String> transactionTypes) {

    /** What is counted. */
    public enum Measure {
        AMOUNT,
        COUNT
    }

    /** Which way money goes. */
    public enum Direction {
        OUT,
        IN
    }

    public Limit {
        transactionTypes = Set.copyOf(transactionTypes);
    }

    /** Whether a movement of that type, that way, is what it limits. */
    public boolean isAbout(String transactionType, Direction way) {
        return direction == way && (transactionTypes.isEmpty() || transactionTypes.contains(transactionType));
    }

    /** What a movement of that amount takes of it. */
    public long taken(long amountMinor) {
        return measure == Measure.AMOUNT ? amountMinor : 1;
    }
}
