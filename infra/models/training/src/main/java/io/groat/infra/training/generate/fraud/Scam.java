package io.groat.infra.training.generate.fraud;

import io.groat.infra.training.generate.party.Prices;
import io.groat.infra.training.generate.random.RandomStream;
import io.groat.infra.training.generate.setting.FraudKind;
import io.groat.infra.training.generate.world.FraudCase;
import io.groat.infra.training.generate.world.World;
import java.util.ArrayList;
import java.util.List;

/**
 * The owner of the account pays willingly, in the own hours, somebody who lies: goods that never come, a caller who is not
 * the bank, an investment. Half of the cases are of the first sort, one ordinary payment to somebody new, and hard to see.
 * Receivers go on for days, so one of them has several victims or, at first, none.
 */
final class Scam implements FraudPattern {

    /** Shares of cases: goods that never come (one payment), and an authority that presses (some within hours). */
    private static final double GOODS = 0.5;

    private static final double PRESSED = 0.3;

    /** Amounts in hundredths, beside the purse (median): goods, the pressed, the first of an investment. */
    private static final double GOODS_AMOUNT = 5_500;

    private static final double PRESSED_AMOUNT = 35_000;
    private static final double INVESTED_AMOUNT = 9_000;

    /** Investments grow by this from one to the next. */
    private static final double LEAST_GROWTH = 1.1;

    private static final double MOST_GROWTH = 2.2;

    /** Days between two payments of an investment (mean). */
    private static final double INVESTED_DAYS = 5;

    private static final int MOST_PRESSED = 3;
    private static final int MOST_INVESTED = 6;

    /** Cases that go to an account that has had a victim before. */
    private static final double AGAIN = 0.6;

    /** Accounts that are used at once, and the days (mean) until one is given up. */
    private static final int MOST_RECEIVERS = 40;

    private static final double RECEIVER_DAYS = 9;

    private final World world;
    private final Victims victims;
    private final List<Receiver> receivers = new ArrayList<>();

    Scam(World world, Victims victims) {
        this.world = world;
        this.victims = victims;
    }

    @Override
    public FraudKind kind() {
        return FraudKind.SCAM;
    }

    @Override
    public double usualPayments() {
        return 1.9;
    }

    @Override
    public void begin(FraudCase fraud, int day, double wanted) {
        RandomStream random = fraud.random();
        int victim = victims.any(random, day);
        long from = victims.ownTime(victim, day, random);
        Lie lie = new Lie(fraud, victim, receiver(victim, day, from, random));
        double draw = random.nextDouble();
        if (draw < GOODS) {
            lie.tell(1, GOODS_AMOUNT, 0.9, 1, World.HOUR);
        } else if (draw < GOODS + PRESSED) {
            lie.tell(random.whole(1, MOST_PRESSED), PRESSED_AMOUNT, 0.8, random.between(0.5, 1.5), 40 * World.MINUTE);
        } else {
            lie.tell(
                    random.whole(2, MOST_INVESTED),
                    INVESTED_AMOUNT,
                    0.7,
                    random.between(LEAST_GROWTH, MOST_GROWTH),
                    INVESTED_DAYS * World.DAY);
        }
        long to = from + (long) ((lie.left - 1) * lie.gap);
        fraud.lasts(from, to);
        fraud.expects(lie.left * world.shareWithin(from, to));
        world.later(from, lie::pay);
    }

    private int receiver(int victim, int day, long at, RandomStream random) {
        receivers.removeIf(receiver -> receiver.until < at);
        if (!receivers.isEmpty() && random.chance(AGAIN)) {
            int used = receivers.get(random.below(receivers.size())).account;
            if (used != victim) {
                return used;
            }
        }
        int account = victims.receiver(victim, 0.5, random, day);
        if (receivers.size() < MOST_RECEIVERS) {
            receivers.add(new Receiver(account, at + (long) random.exponential(RECEIVER_DAYS * World.DAY)));
        }
        return account;
    }

    private record Receiver(int account, long until) {}

    /** One victim. */
    private final class Lie {
        private final FraudCase fraud;
        private final RandomStream random;
        private final int victim;
        private final int receiver;
        private int left;
        private double amount;
        private double growth;
        private double gap;

        Lie(FraudCase fraud, int victim, int receiver) {
            this.fraud = fraud;
            this.random = fraud.random();
            this.victim = victim;
            this.receiver = receiver;
        }

        void tell(int payments, double median, double sigma, double growing, double gapMillis) {
            left = payments;
            amount = victims.usual(victim, median, sigma, random);
            growth = growing;
            gap = gapMillis;
        }

        private void pay(long at) {
            long asked = random.chance(0.6) ? Prices.round(amount) : Prices.exact(amount);
            victims.payWillingly(at, victim, receiver, asked, fraud, paid -> {});
            left--;
            amount *= growth;
            if (left > 0) {
                long next = at + World.MINUTE + (long) random.exponential(gap);
                int days = (int) ((next - at) / World.DAY);
                // Those that go on for days keep to the victim's hours.
                world.later(days == 0 ? next : victims.ownTime(victim, world.today() + days, random), this::pay);
            }
        }
    }
}
