package io.groat.infra.training.generate.fraud;

import io.groat.infra.training.generate.party.Prices;
import io.groat.infra.training.generate.random.RandomStream;
import io.groat.infra.training.generate.setting.FraudKind;
import io.groat.infra.training.generate.world.FraudCase;
import io.groat.infra.training.generate.world.World;

/**
 * A buyer and a small business make turnover that is none: round amounts go there, and most of each comes back hours or days
 * later, to the buyer or by way of a third. Refunds and friends who pay back look alike; nobody complains.
 */
final class Collusion implements FraudPattern {

    private static final int LEAST_ROUNDS = 3;
    private static final int MOST_ROUNDS = 14;

    /** Days between two rounds (mean of a case). */
    private static final double LEAST_GAP_DAYS = 0.7;

    private static final double MOST_GAP_DAYS = 4;

    /** What goes there, in hundredths (median), rounded as people do. */
    private static final double AMOUNT = 14_000;

    /** What comes back of it. */
    private static final double LEAST_RETURNED = 0.85;

    private static final double MOST_RETURNED = 1;

    /** Hours until it comes back (median). */
    private static final double RETURN_HOURS = 9;

    /** Rounds that go by way of a third. */
    private static final double IN_A_CIRCLE = 0.35;

    private final World world;
    private final Victims victims;

    Collusion(World world, Victims victims) {
        this.world = world;
        this.victims = victims;
    }

    @Override
    public FraudKind kind() {
        return FraudKind.COLLUSION;
    }

    @Override
    public double usualPayments() {
        return 16;
    }

    @Override
    public void begin(FraudCase fraud, int day, double wanted) {
        RandomStream random = fraud.random();
        int merchant = world.people().business(-1, random, day);
        int buyer = victims.receiver(merchant, 0.3, random, day);
        int third = world.people().friendAt(buyer, 0, day);
        int rounds = random.whole(LEAST_ROUNDS, MOST_ROUNDS);
        double gap = random.between(LEAST_GAP_DAYS, MOST_GAP_DAYS) * World.DAY;
        long from = victims.ownTime(buyer, day, random);
        long to = from + (long) (rounds * gap);
        fraud.lasts(from, to);
        fraud.expects(rounds * (2 + IN_A_CIRCLE) * world.shareWithin(from, to) * 0.93);
        double usual = random.logNormal(AMOUNT, 0.6);
        Circle circle = new Circle(fraud, buyer, merchant, third == merchant ? buyer : third, gap, usual);
        circle.left = rounds;
        world.later(from, circle::buy);
    }

    /** One buyer and one business. */
    private final class Circle {
        private final FraudCase fraud;
        private final RandomStream random;
        private final int buyer;
        private final int merchant;
        private final int third;
        private final double gap;
        private final double usual;
        private int left;

        Circle(FraudCase fraud, int buyer, int merchant, int third, double gap, double usual) {
            this.fraud = fraud;
            this.random = fraud.random();
            this.buyer = buyer;
            this.merchant = merchant;
            this.third = third;
            this.gap = gap;
            this.usual = usual;
        }

        private void buy(long at) {
            long amount = Prices.round(random.logNormal(usual, 0.35));
            victims.payWillingly(at, buyer, merchant, amount, fraud, paid -> {
                long back = Prices.exact(amount * random.between(LEAST_RETURNED, MOST_RETURNED));
                boolean round = third != buyer && random.chance(IN_A_CIRCLE);
                world.later(after(paid), now -> giveBack(now, round ? third : buyer, back));
            });
            left--;
            if (left > 0) {
                world.later(at + World.HOUR + (long) random.exponential(gap), this::buy);
            }
        }

        private void giveBack(long at, int to, long amount) {
            long there = Math.min(amount, world.balance(merchant));
            boolean given = there > 0 && world.payFraud(at, merchant, to, there, fraud);
            if (given && to != buyer) {
                long rest = Prices.exact(there * random.between(0.92, 1));
                world.later(after(at), now -> {
                    long left = Math.min(rest, world.balance(third));
                    if (left > 0) {
                        world.payFraud(now, third, buyer, left, fraud);
                    }
                });
            }
        }

        private long after(long at) {
            return at + 5 * World.MINUTE + (long) (random.logNormal(RETURN_HOURS, 1.1) * World.HOUR);
        }
    }
}
