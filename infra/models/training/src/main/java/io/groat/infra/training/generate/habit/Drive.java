package io.groat.infra.training.generate.habit;

import io.groat.infra.training.generate.party.Category;
import io.groat.infra.training.generate.party.Prices;
import io.groat.infra.training.generate.random.Purpose;
import io.groat.infra.training.generate.random.RandomStream;
import io.groat.infra.training.generate.world.World;

/**
 * A drive for a good cause: for some days many pay small amounts to one payee, half of the time to somebody whose account
 * is new, who then pays it on. It looks as the first days of a ring do.
 */
final class Drive {

    private static final int EACH_DAYS = 20;
    private static final int LONGEST_DAYS = 4;
    private static final double MEDIAN_GIFT = 1_500;

    private final World world;
    private final RandomStream random;
    private boolean active;
    private boolean over;
    private int payee;
    private double donors;

    Drive(World world, long seed) {
        this.world = world;
        this.random = new RandomStream(seed);
    }

    void day(int day) {
        int round = day / EACH_DAYS;
        random.at(Purpose.MARKET, 10, round);
        int from = round * EACH_DAYS + random.whole(1, EACH_DAYS - LONGEST_DAYS - 2);
        int length = random.whole(1, LONGEST_DAYS);
        payee = random.chance(0.5)
                ? world.shops().of(Category.CHARITY, random)
                : world.people().newcomer(-1, random, from, 30);
        donors = random.between(0.002, 0.02);
        active = day >= from && day < from + length;
        over = day == from + length;
    }

    /** Whether that user may give something today. */
    boolean reaches(RandomStream ofUser) {
        return active && ofUser.chance(donors);
    }

    /** Whether that user has collected until yesterday and pays it on. */
    boolean wasFor(int user) {
        return over && payee == user;
    }

    int payee() {
        return payee;
    }

    static long gift(double purse, RandomStream ofUser) {
        return Prices.round(ofUser.logNormal(MEDIAN_GIFT, 0.7) * purse);
    }
}
