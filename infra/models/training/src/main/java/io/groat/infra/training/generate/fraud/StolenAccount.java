package io.groat.infra.training.generate.fraud;

import io.groat.infra.training.generate.party.Category;
import io.groat.infra.training.generate.party.Prices;
import io.groat.infra.training.generate.random.RandomStream;
import io.groat.infra.training.generate.setting.FraudKind;
import io.groat.infra.training.generate.world.FraudCase;
import io.groat.infra.training.generate.world.World;

/**
 * Somebody else has an account in hand and sends what is there to payees who are new to it, one payment after the other,
 * until it is empty, refuses three times, or its owner notices. The blatant ones come at night, fast, with large amounts;
 * the patient ones keep to the owner's hours and amounts.
 */
final class StolenAccount implements FraudPattern {

    /** Payments of a case (median; deviation of the logarithm): until the money is gone, a handful. */
    private static final double PAYMENTS = 5;

    private static final double PAYMENTS_SIGMA = 0.7;
    private static final int MOST_PAYMENTS = 30;

    /** Minutes between payments (median): of who hurries by script, and of who does not want to be seen. */
    private static final double FASTEST_MINUTES = 1.5;

    private static final double SLOWEST_MINUTES = 40;

    /** Hours until the owner notices (median): the next look at the phone, or the next morning. */
    private static final double NOTICED_HOURS = 5;

    private static final double LONGEST_HOURS = 60;

    /** Cases that begin with a payment of a few units, to see whether it works. */
    private static final double TRIED_FIRST = 0.25;

    /** Amounts beside the owner's, at most. */
    private static final double MOST_RAISED = 6;

    /** What the owner pays at a time, in hundredths (median, beside the purse). */
    private static final double USUAL = 2_400;

    /** Below this, in hundredths, there is nothing left to take. */
    private static final long DRAINED = 400;

    private static final int MOST_REFUSALS = 3;
    private static final int MOST_RECEIVERS = 4;

    private final World world;
    private final Victims victims;

    StolenAccount(World world, Victims victims) {
        this.world = world;
        this.victims = victims;
    }

    @Override
    public FraudKind kind() {
        return FraudKind.STOLEN_ACCOUNT;
    }

    @Override
    public double usualPayments() {
        return 5;
    }

    @Override
    public void begin(FraudCase fraud, int day, double wanted) {
        RandomStream random = fraud.random();
        Theft theft = new Theft(fraud, day);
        boolean atNight = random.chance(0.2 + 0.4 * theft.severity);
        long from = atNight ? victims.at(day, random.between(0, 5.5)) : victims.ownTime(theft.victim, day, random);
        double hours = Math.min(LONGEST_HOURS, random.logNormal(NOTICED_HOURS, 1.1));
        theft.noticed = from + (long) (hours * World.HOUR);
        theft.left = (int) Math.max(1, Math.min(MOST_PAYMENTS, random.logNormal(PAYMENTS, PAYMENTS_SIGMA)));
        fraud.lasts(from, Math.min(theft.noticed, from + (long) (theft.left * theft.gap)));
        fraud.expects(theft.left * 0.8);
        world.later(from, theft::pay);
    }

    /** One stolen account. */
    private final class Theft {
        private final FraudCase fraud;
        private final RandomStream random;
        private final int victim;
        private final double severity;
        private final double raised;
        private final double gap;
        private final int[] receivers;
        private boolean trying;
        private long noticed;
        private int left;
        private int refusals;

        Theft(FraudCase fraud, int day) {
            this.fraud = fraud;
            this.random = fraud.random();
            this.victim = victims.any(random, day);
            this.severity = random.nextDouble();
            this.raised = 1 + severity * (MOST_RAISED - 1) * random.nextDouble();
            double slowness = 1 - severity;
            this.gap = random.logNormal(FASTEST_MINUTES + slowness * slowness * SLOWEST_MINUTES, 0.6) * World.MINUTE;
            this.trying = random.chance(TRIED_FIRST);
            this.receivers = new int[1 + random.below(MOST_RECEIVERS)];
            for (int place = 0; place < receivers.length; place++) {
                receivers[place] = receiver(day);
            }
        }

        private int receiver(int day) {
            double draw = random.nextDouble();
            return draw < 0.6
                    ? victims.receiver(victim, 0.55, random, day)
                    : draw < 0.8
                            ? world.shops().of(Category.EXCHANGE, random)
                            : world.shops()
                                    .of(random.chance(0.5) ? Category.ELECTRONICS : Category.MARKETPLACE, random);
        }

        private void pay(long at) {
            if (at > noticed) {
                return;
            }
            boolean completed = world.payFraud(at, victim, receivers[random.below(receivers.length)], amount(), fraud);
            left--;
            refusals += completed ? 0 : 1;
            boolean empty = world.balance(victim) < DRAINED && random.chance(0.6);
            if (left > 0 && refusals < MOST_REFUSALS && !empty) {
                world.later(at + 2_000 + (long) random.exponential(gap), this::pay);
            }
        }

        private long amount() {
            if (trying) {
                trying = false;
                return random.whole(50, 400);
            }
            long balance = world.balance(victim);
            double amount = random.chance(0.2 + 0.4 * severity)
                    ? balance * random.between(0.2, 0.75)
                    : victims.usual(victim, USUAL, 0.8, random) * raised;
            // Most look at the balance; the others are refused.
            double within = amount > balance && random.chance(0.6) ? balance * random.between(0.7, 1) : amount;
            return random.chance(0.5) && within > 1_000 ? Prices.round(within * 0.95) : Prices.exact(within);
        }
    }
}
