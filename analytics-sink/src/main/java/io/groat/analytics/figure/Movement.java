package io.groat.analytics.figure;

import java.util.Comparator;

/** What moved money that is no payment between users, in which currency: a kind such as DEPOSIT. */
public record Movement(String kind, String currency) implements Comparable<Movement> {

    /** Money that is reserved, which moves none. */
    public static final String HOLD = "HOLD";

    /** What movements cost. */
    public static final String FEE = "FEE";

    /** What of it was given back. */
    public static final String FEE_RETURN = "FEE_RETURN";

    private static final Comparator<Movement> ORDER =
            Comparator.comparing(Movement::kind).thenComparing(Movement::currency);

    @Override
    public int compareTo(Movement other) {
        return ORDER.compare(this, other);
    }
}
