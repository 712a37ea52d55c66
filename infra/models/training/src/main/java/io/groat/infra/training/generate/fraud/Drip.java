package io.groat.infra.training.generate.fraud;

import io.groat.infra.training.generate.random.RandomStream;
import io.groat.infra.training.generate.setting.FraudKind;
import io.groat.infra.training.generate.world.FraudCase;
import io.groat.infra.training.generate.world.World;

/**
 * One payee takes small amounts from one account or some for weeks, each below a limit under which nobody asks. Coffee,
 * pocket money and subscriptions look alike.
 */
final class Drip implements FraudPattern {

    /** The limits, in hundredths; each case keeps below one of them. */
    private static final int LEAST_LIMIT = 1_000;

    private static final int MOST_LIMIT = 5_000;

    /** An amount is at least this share of the limit. */
    private static final double LEAST_OF_LIMIT = 0.35;

    private static final double LEAST_DAYS = 10;
    private static final double MOST_DAYS = 40;

    /** Days between two payments of an account (mean of a case). */
    private static final double LEAST_GAP_DAYS = 0.5;

    private static final double MOST_GAP_DAYS = 3;

    private static final int MOST_PAYERS = 4;

    /** Cases in which all payments are of one amount, as a subscription's are. */
    private static final double SAME_AMOUNT = 0.3;

    /** Payments in the owner's hours; the others at any time, by a machine. */
    private static final double OWN_HOURS = 0.6;

    private final World world;
    private final Victims victims;

    Drip(World world, Victims victims) {
        this.world = world;
        this.victims = victims;
    }

    @Override
    public FraudKind kind() {
        return FraudKind.DRIP;
    }

    @Override
    public double usualPayments() {
        return 16;
    }

    @Override
    public void begin(FraudCase fraud, int day, double wanted) {
        RandomStream random = fraud.random();
        double gap = random.between(LEAST_GAP_DAYS, MOST_GAP_DAYS) * World.DAY;
        long from = victims.at(day, random.between(0, 24));
        long to = from + (long) (random.between(LEAST_DAYS, MOST_DAYS) * World.DAY);
        double each = (Math.min(to, world.end()) - from) / gap;
        int payers =
                (int) Math.max(1, Math.min(1 + MOST_PAYERS * random.nextDouble() * random.nextDouble(), wanted / each));
        fraud.lasts(from, to);
        fraud.expects(payers * each);
        int limit = LEAST_LIMIT * random.whole(1, MOST_LIMIT / LEAST_LIMIT);
        boolean same = random.chance(SAME_AMOUNT);
        int payee = payee(random, day);
        for (int left = payers; left > 0; left--) {
            int payer = victims.any(random, day);
            if (payer != payee) {
                Tap tap = new Tap(fraud, payer, payee, to, gap, limit, same ? below(limit, random) : 0);
                world.later(from + (long) random.exponential(gap), tap::pay);
            }
        }
    }

    private int payee(RandomStream random, int day) {
        double draw = random.nextDouble();
        return draw < 0.35 ? world.people().business(-1, random, day) : victims.receiver(-1, 0.6, random, day);
    }

    private static long below(int limit, RandomStream random) {
        long amount = (long) (limit * random.between(LEAST_OF_LIMIT, 1));
        // As shops price.
        return random.chance(0.4)
                ? amount - amount % 100 + 99 - (amount - amount % 100 + 99 >= limit ? 100 : 0)
                : amount;
    }

    /** One account that is tapped. */
    private final class Tap {
        private final FraudCase fraud;
        private final RandomStream random;
        private final int payer;
        private final int payee;
        private final long to;
        private final double gap;
        private final int limit;
        private final long same;

        Tap(FraudCase fraud, int payer, int payee, long to, double gap, int limit, long same) {
            this.fraud = fraud;
            this.random = fraud.random();
            this.payer = payer;
            this.payee = payee;
            this.to = to;
            this.gap = gap;
            this.limit = limit;
            this.same = same;
        }

        private void pay(long at) {
            if (at >= to) {
                return;
            }
            world.payFraud(at, payer, payee, same == 0 ? below(limit, random) : same, fraud);
            long next = at + World.HOUR + (long) random.exponential(gap - World.HOUR);
            int days = (int) ((next - world.startOf(world.today())) / World.DAY);
            if (days > 0 && random.chance(OWN_HOURS)) {
                next = victims.ownTime(payer, world.today() + days, random);
            }
            world.later(next, this::pay);
        }
    }
}
