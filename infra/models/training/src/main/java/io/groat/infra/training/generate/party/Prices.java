package io.groat.infra.training.generate.party;

import io.groat.infra.training.generate.random.RandomStream;

/** How people and shops round, in hundredths. No amount is below one hundredth or beyond a million units. */
public final class Prices {

    private static final long LEAST = 1;
    private static final long MOST = 100_000_000;

    private Prices() {}

    /** To the hundredth. */
    public static long exact(double amount) {
        return Math.max(LEAST, Math.min(MOST, (long) amount));
    }

    /** As people round what they send: to 1, 5, 10 or 50 units, the coarser the more it is. */
    public static long round(double amount) {
        long step = amount < 2_000 ? 100 : amount < 10_000 ? 500 : amount < 100_000 ? 1_000 : 5_000;
        return Math.min(MOST, Math.max(1, Math.round(amount / step)) * step);
    }

    /** As shops price: .99 most often, then .95, .50 and whole units. */
    static long ending(double amount, RandomStream random) {
        long units = Math.max(1, (long) (amount / 100));
        int draw = random.below(10);
        long price =
                draw < 5 ? units * 100 - 1 : draw < 7 ? units * 100 - 5 : draw < 8 ? units * 100 - 50 : units * 100;
        return Math.max(LEAST, Math.min(MOST, price));
    }
}
