package io.groat.infra.training.generate.fraud;

import io.groat.infra.training.generate.party.Prices;
import io.groat.infra.training.generate.random.RandomStream;
import io.groat.infra.training.generate.setting.FraudKind;
import io.groat.infra.training.generate.world.FraudCase;
import io.groat.infra.training.generate.world.World;
import java.util.Arrays;

/**
 * Several victims pay a first mule, each mule passes what comes to the next within the hour and keeps a little, and the last
 * one changes it into something that can't be called back. In some rings the money goes in a circle first. All of these
 * payments are of the fraud, the mules' among them; otherwise mules use their accounts as everybody does.
 */
final class MuleRing implements FraudPattern {

    private static final int LEAST_MULES = 2;
    private static final int MOST_MULES = 4;
    private static final int LEAST_VICTIMS = 2;
    private static final int MOST_VICTIMS = 8;

    /** Hours in which the victims pay (median). */
    private static final double VICTIMS_HOURS = 10;

    private static final double LONGEST_HOURS = 72;

    /** What a victim pays, in hundredths, beside the purse (median). */
    private static final double AMOUNT = 16_000;

    /** What a mule keeps of what comes. */
    private static final double LEAST_KEPT = 0.01;

    private static final double MOST_KEPT = 0.12;

    /** Minutes until a mule has passed it on: within the hour, for then the first victim may complain. */
    private static final int LEAST_MINUTES = 2;

    private static final int MOST_MINUTES = 58;

    /** Mules who pass it on in two parts. */
    private static final double IN_PARTS = 0.2;

    private static final double IN_A_CIRCLE = 0.25;

    /** Mules whose account was opened for it. */
    private static final double NEW_ACCOUNTS = 0.5;

    /** Below this, in hundredths, nothing is passed on. */
    private static final long LEAST = 200;

    private final World world;
    private final Victims victims;

    MuleRing(World world, Victims victims) {
        this.world = world;
        this.victims = victims;
    }

    @Override
    public FraudKind kind() {
        return FraudKind.MULE_RING;
    }

    @Override
    public double usualPayments() {
        return 28;
    }

    @Override
    public void begin(FraudCase fraud, int day, double wanted) {
        RandomStream random = fraud.random();
        Ring ring = new Ring(fraud, day);
        int count = random.whole(LEAST_VICTIMS, MOST_VICTIMS);
        double hours = Math.min(LONGEST_HOURS, random.logNormal(VICTIMS_HOURS, 0.8));
        long from = victims.at(day, random.between(0, 24));
        long to = from + (long) (hours * World.HOUR);
        fraud.lasts(from, to + ring.mules.length * World.HOUR);
        fraud.expects(count * (1.1 + (ring.mules.length + (ring.circles ? 1 : 0)) * 1.15) * 0.92);
        for (int left = count; left > 0; left--) {
            int victim = victims.any(random, day);
            long at = from + (long) (random.nextDouble() * (to - from));
            world.later(at, now -> ring.take(now, victim));
        }
    }

    /** The mules of one ring. */
    private final class Ring {
        private final FraudCase fraud;
        private final RandomStream random;
        private final int[] mules;
        private final boolean circles;
        private final double kept;
        private final int exit;

        Ring(FraudCase fraud, int day) {
            this.fraud = fraud;
            this.random = fraud.random();
            this.mules = new int[random.whole(LEAST_MULES, MOST_MULES)];
            this.mules[0] = victims.receiver(-1, NEW_ACCOUNTS, random, day);
            for (int place = 1; place < mules.length; place++) {
                mules[place] = victims.receiver(mules[place - 1], NEW_ACCOUNTS, random, day);
            }
            this.circles = mules.length > 2 && mules[mules.length - 1] != mules[0] && random.chance(IN_A_CIRCLE);
            this.kept = random.between(LEAST_KEPT, MOST_KEPT);
            this.exit = victims.exit(random);
        }

        private void take(long at, int victim) {
            if (Arrays.stream(mules).anyMatch(mule -> mule == victim)) {
                return;
            }
            double usual = victims.usual(victim, AMOUNT, 0.9, random);
            // Of a willing victim what was asked for, of a stolen account what is there.
            long amount = random.chance(0.6)
                    ? Prices.round(usual)
                    : Prices.exact(Math.min(usual, Math.max(LEAST, world.balance(victim) * random.between(0.5, 0.95))));
            victims.payWillingly(at, victim, mules[0], amount, fraud, paid -> passOn(paid, 0, amount, false));
        }

        /** @param turned whether the money has been in a circle */
        private void passOn(long received, int place, long amount, boolean turned) {
            if (random.chance(IN_PARTS)) {
                long part = Prices.exact(amount * random.between(0.3, 0.7));
                plan(received, place, part, turned);
                plan(received, place, amount - part, turned);
            } else {
                plan(received, place, amount, turned);
            }
        }

        private void plan(long received, int place, long amount, boolean turned) {
            long at = received + random.whole(LEAST_MINUTES * 60_000, MOST_MINUTES * 60_000);
            world.later(at, now -> send(now, place, amount, turned));
        }

        private void send(long at, int place, long amount, boolean turned) {
            int mule = mules[place];
            long left =
                    Prices.exact(Math.min(amount * (1 - kept * random.between(0.5, 1)), (double) world.balance(mule)));
            if (left < LEAST) {
                return;
            }
            boolean last = place == mules.length - 1;
            boolean back = last && circles && !turned;
            int next = back ? mules[0] : last || (turned && place == 0) ? exit : mules[place + 1];
            if (world.payFraud(at, mule, next, left, fraud) && next != exit) {
                passOn(at, back ? 0 : place + 1, left, turned || back);
            }
        }
    }
}
