package io.groat.infra.training.generate.fraud;

import io.groat.infra.training.generate.party.Category;
import io.groat.infra.training.generate.party.People;
import io.groat.infra.training.generate.party.Prices;
import io.groat.infra.training.generate.random.RandomStream;
import io.groat.infra.training.generate.world.FraudCase;
import io.groat.infra.training.generate.world.Step;
import io.groat.infra.training.generate.world.World;

/** Whom frauds meet, when those pay by habit, and accounts that fraudsters receive with: they look as honest ones do. */
final class Victims {

    /** Accounts that were opened for the purpose are at most this old, in days. */
    private static final int NEW_DAYS = 30;

    /** Topped up beyond what is needed, in hundredths beside the purse (median). */
    private static final double TOPPED_UP_BEYOND = 2_000;

    private static final int TRIES = 8;

    private final World world;
    private final People people;

    Victims(World world) {
        this.world = world;
        this.people = world.people();
    }

    /** Somebody who uses the account these days. */
    int any(RandomStream random, int day) {
        int found = people.stranger(-1, random, day);
        for (int tries = 0; tries < TRIES && people.sleeps(found, day); tries++) {
            found = people.stranger(-1, random, day);
        }
        return found;
    }

    /** A moment of that day as the user has them, in milliseconds since 1970. */
    long ownTime(int user, int day, RandomStream random) {
        double hour = people.hour(user) + people.spread(user) * random.gaussian() + people.journeyShift(user, day);
        return at(day, hour - 24 * Math.floor(hour / 24));
    }

    long at(int day, double hour) {
        return world.startOf(day) + (long) (hour * World.HOUR);
    }

    /** An account that receives for a fraudster: opened for it, or bought or lent by somebody who has it for years. */
    int receiver(int payer, double newShare, RandomStream random, int day) {
        return random.chance(newShare)
                ? people.newcomer(payer, random, day, NEW_DAYS)
                : people.stranger(payer, random, day);
    }

    /** Where money leaves the system. */
    int exit(RandomStream random) {
        return world.shops().of(random.chance(0.75) ? Category.EXCHANGE : Category.ELECTRONICS, random);
    }

    /** What the user spends at a time by habit, in hundredths, of which half is less than the median. */
    double usual(int user, double median, double sigma, RandomStream random) {
        return random.logNormal(median, sigma) * people.purse(user);
    }

    /**
     * The victim pays willingly, and tops up first when the money does not suffice. The top-up is honest.
     *
     * @param then what happens at once when the payment was completed
     */
    void payWillingly(long at, int payer, int payee, long amount, FraudCase fraud, Step then) {
        if (world.balance(payer) >= amount || fraud.random().chance(0.1)) {
            pay(at, payer, payee, amount, fraud, then);
            return;
        }
        double beyond = fraud.random().logNormal(TOPPED_UP_BEYOND, 0.7) * people.purse(payer);
        world.pay(
                at, world.parties().gateway(payer), payer, Prices.round(amount - world.balance(payer) + beyond), false);
        long after = at + (long) fraud.random().logNormal(1.5 * World.MINUTE, 0.9);
        world.later(after, now -> pay(now, payer, payee, amount, fraud, then));
    }

    private void pay(long at, int payer, int payee, long amount, FraudCase fraud, Step then) {
        if (world.payFraud(at, payer, payee, amount, fraud)) {
            then.run(at);
        }
    }
}
