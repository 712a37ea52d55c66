package io.groat.infra.drill.load;

import io.groat.infra.drill.history.ExpectedEnding;
import io.groat.infra.drill.history.Order;
import java.util.Random;

/** Makes up orders, one after the other; the seed decides them. Safe for threads. */
public final class Orders {
    private static final int HIGHEST_AMOUNT = 500;
    private static final long TOO_MUCH = 1_000_000_000_000_000L;

    private final String run;
    private final Wallets wallets;
    private final Random random;
    private long made;

    /** @param run begins every key */
    public Orders(String run, Wallets wallets, long seed) {
        this.run = run;
        this.wallets = wallets;
        this.random = new Random(seed);
    }

    /** The next one. Four of a hundred are meant to be refused. */
    synchronized Order next() {
        String key = run + "-" + made++;
        String payer = wallets.any(random);
        String payee = otherThan(payer);
        long amount = 1L + random.nextInt(HIGHEST_AMOUNT);
        return switch (random.nextInt(100)) {
            case 0 -> new Order(key, payer, payee, TOO_MUCH, ExpectedEnding.TOO_MUCH);
            case 1, 2 -> new Order(key, payer, run + "-nobody" + random.nextInt(1000), amount, ExpectedEnding.NOBODY);
            case 3 -> new Order(key, payer, payer, amount, ExpectedEnding.TO_ONESELF);
            default ->
                new Order(
                        key, payer, payee, amount, wallets.isPoor(payer) ? ExpectedEnding.SCARCE : ExpectedEnding.SURE);
        };
    }

    private String otherThan(String payer) {
        String payee = wallets.any(random);
        while (payee.equals(payer)) {
            payee = wallets.any(random);
        }
        return payee;
    }
}
