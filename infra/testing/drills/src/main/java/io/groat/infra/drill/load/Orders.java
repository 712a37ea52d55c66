package io.groat.infra.drill.load;

import io.groat.infra.drill.history.ExpectedEnding;
import io.groat.infra.drill.history.Order;
import io.groat.infra.drill.history.OrderKind;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Makes up first orders, one after the other; the seed decides them. What follows on them is {@link Sequels}. Safe for threads. */
public final class Orders {
    private static final int HIGHEST_AMOUNT = 500;
    private static final long TOO_MUCH = 1_000_000_000_000_000L;

    /** Enough to be taken in parts. */
    private static final long LOWEST_HOLD = 100;

    private static final int SHORTEST_HOLD_MILLIS = 2_000;
    private static final int LONGEST_HOLD_MILLIS = 6_000;

    private final String run;
    private final Wallets wallets;
    private final Random random;
    private final boolean ruled;
    private long made;

    /**
     * @param run begins every key
     * @param ruled whether there are {@link MoneyRules}
     */
    public Orders(String run, Wallets wallets, long seed, boolean ruled) {
        this.ruled = ruled;
        this.run = run;
        this.wallets = wallets;
        this.random = new Random(seed);
    }

    /** The next one. Of a hundred twelve reserve money, five bring it in and five take it out. */
    synchronized Order next() {
        int which = random.nextInt(100);
        if (which < 12) {
            return hold();
        }
        if (which < 17) {
            return deposit();
        }
        return which < 22 ? withdrawal() : transfer();
    }

    /**
     * The next transfer. Four of a hundred are meant to be refused; under rules twelve are of the type that has
     * limits, and four of the type that asks for a beneficiary.
     */
    synchronized Order transfer() {
        String key = key();
        String payer = wallets.any(random);
        String payee = otherThan(payer);
        long amount = amount();
        int which = random.nextInt(100);
        if (ruled && which >= 88) {
            return Order.transfer(key, payer, payee, amount, ExpectedEnding.LIMITED)
                    .ofType(MoneyRules.CAPPED);
        }
        if (ruled && which >= 84) {
            return trusted(key, amount);
        }
        return switch (which) {
            case 0 -> Order.transfer(key, payer, payee, TOO_MUCH, ExpectedEnding.TOO_MUCH);
            case 1, 2 -> Order.transfer(key, payer, nobody(), amount, ExpectedEnding.NOBODY);
            case 3 -> Order.transfer(key, payer, payer, amount, ExpectedEnding.TO_ONESELF);
            default -> Order.transfer(key, payer, payee, amount, outlook(payer));
        };
    }

    /** To a beneficiary in half of the cases. */
    private Order trusted(String key, long amount) {
        List<String> trusting = wallets.trusting();
        String payer = trusting.get(random.nextInt(trusting.size()));
        String friend = wallets.trustedBy(payer);
        String payee = random.nextBoolean() ? friend : otherThan(payer);
        return Order.transfer(
                        key, payer, payee, amount, payee.equals(friend) ? outlook(payer) : ExpectedEnding.STRANGER)
                .ofType(MoneyRules.TRUSTED);
    }

    /**
     * By a payer who has enough: a refusal for want of money leaves no trace, so that a request which was on its way for
     * long may still be done after the client was told so.
     */
    private Order hold() {
        String payer = wallets.any(random);
        while (wallets.isPoor(payer)) {
            payer = wallets.any(random);
        }
        String key = key();
        String payee = otherThan(payer);
        if (random.nextInt(30) == 0) {
            return Order.first(key, OrderKind.HOLD, payer, payee, TOO_MUCH, ExpectedEnding.TOO_MUCH);
        }
        Order hold = Order.first(key, OrderKind.HOLD, payer, payee, LOWEST_HOLD + amount(), ExpectedEnding.SURE);
        return random.nextInt(4) == 0
                ? hold.lasting(Duration.ofMillis(
                        SHORTEST_HOLD_MILLIS + random.nextInt(LONGEST_HOLD_MILLIS - SHORTEST_HOLD_MILLIS)))
                : hold;
    }

    private Order deposit() {
        String key = key();
        return random.nextInt(20) == 0
                ? Order.first(key, OrderKind.DEPOSIT, Order.OUTSIDE, nobody(), amount(), ExpectedEnding.NOBODY)
                : Order.first(
                        key, OrderKind.DEPOSIT, Order.OUTSIDE, wallets.any(random), amount(), ExpectedEnding.SURE);
    }

    private Order withdrawal() {
        String payer = wallets.any(random);
        return Order.first(key(), OrderKind.WITHDRAWAL, payer, Order.OUTSIDE, amount(), outlook(payer));
    }

    private ExpectedEnding outlook(String payer) {
        return wallets.isPoor(payer) ? ExpectedEnding.SCARCE : ExpectedEnding.SURE;
    }

    private String key() {
        return run + "-" + made++;
    }

    private long amount() {
        return 1L + random.nextInt(HIGHEST_AMOUNT);
    }

    private String nobody() {
        return run + "-nobody" + random.nextInt(1000);
    }

    private String otherThan(String payer) {
        String payee = wallets.any(random);
        while (payee.equals(payer)) {
            payee = wallets.any(random);
        }
        return payee;
    }
}
