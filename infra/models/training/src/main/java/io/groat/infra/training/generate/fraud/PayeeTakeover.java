package io.groat.infra.training.generate.fraud;

import io.groat.infra.training.generate.party.Prices;
import io.groat.infra.training.generate.random.RandomStream;
import io.groat.infra.training.generate.setting.FraudKind;
import io.groat.infra.training.generate.setting.HistorySettings;
import io.groat.infra.training.generate.world.FraudCase;
import io.groat.infra.training.generate.world.World;

/**
 * A payee in wrong hands: for days or weeks what its customers pay goes to somebody else, with ordinary amounts, and some
 * customers come who were lured there. (A compromised terminal, as in scenario 2 of the "Reproducible Machine Learning for
 * Credit Card Fraud Detection" handbook, whose terminals are compromised for 28 days.)
 */
final class PayeeTakeover implements FraudPattern {

    private static final double LEAST_DAYS = 7;
    private static final double MOST_DAYS = 28;

    /** Customers a day who were lured (median; deviation of the logarithm). */
    private static final double LURED = 4;

    private static final double LURED_SIGMA = 0.7;

    /** What the lured pay beside the payee's usual amount, at most. */
    private static final double MOST_RAISED = 1.8;

    /** Cases in which the payee is a small business rather than a shop. */
    private static final double BUSINESS = 0.4;

    /** What a small business's customers pay, in hundredths (median, beside the purse). */
    private static final double BUSINESS_AMOUNT = 2_400;

    /** Shares of occasions that lead to a shop, about. */
    private static final double TO_SHOPS = 0.6;

    /** Shares of occasions that lead to small businesses, about. */
    private static final double TO_BUSINESSES = 0.09;

    private static final double BUSINESSES_OF_USERS = 0.03;

    /** Those who want to stay unseen take no payee that so many pay while it goes on: it would be found within days. */
    private static final double MOST_PAYMENTS = 120;

    private static final double LEAST_PAYMENTS = 12;

    /** No case makes up more of a short history's payments of this kind. */
    private static final double MOST_OF_A_HISTORY = 0.25;

    private static final int TRIES = 16;

    private final World world;
    private final Victims victims;
    private final double visitsOfShops;
    private final double visitsOfABusiness;
    private final double most;

    PayeeTakeover(HistorySettings settings, World world, Victims victims) {
        this.world = world;
        this.victims = victims;
        this.visitsOfShops = settings.users() * settings.paymentsPerDay() * TO_SHOPS;
        this.visitsOfABusiness = settings.paymentsPerDay() * TO_BUSINESSES / BUSINESSES_OF_USERS;
        double all = settings.users() * settings.paymentsPerDay() * settings.days() * settings.fraudShare();
        this.most =
                Math.max(LEAST_PAYMENTS, Math.min(MOST_PAYMENTS, all * settings.shareOf(kind()) * MOST_OF_A_HISTORY));
    }

    @Override
    public FraudKind kind() {
        return FraudKind.PAYEE_TAKEOVER;
    }

    @Override
    public double usualPayments() {
        return Math.min(60, most);
    }

    @Override
    public void begin(FraudCase fraud, int day, double wanted) {
        RandomStream random = fraud.random();
        double days = random.between(LEAST_DAYS, MOST_DAYS);
        double lured = random.logNormal(LURED, LURED_SIGMA);
        int payee = payee(random, day, most / days - lured);
        double eachDay = lured + visits(payee);
        long from = victims.at(day, random.between(0, 24));
        long to = Math.min(world.end(), from + (long) (Math.min(days, most / eachDay) * World.DAY));
        fraud.lasts(from, to);
        fraud.expects((to - from) / (double) World.DAY * eachDay);
        Takeover takeover = new Takeover(fraud, payee, to, World.DAY / lured, random.between(1, MOST_RAISED));
        world.later(from, takeover::begin);
    }

    /** A payee with no more visits a day; when none is found, the least visited of those that were looked at. */
    private int payee(RandomStream random, int day, double mostVisits) {
        int best = choose(random, day);
        for (int tries = 0; tries < TRIES && (visits(best) > mostVisits || world.isTakenOver(best)); tries++) {
            int other = choose(random, day);
            if (world.isTakenOver(best) || (visits(other) < visits(best) && !world.isTakenOver(other))) {
                best = other;
            }
        }
        return best;
    }

    private double visits(int payee) {
        return world.parties().isShop(payee) ? visitsOfShops * world.shops().share(payee) : visitsOfABusiness;
    }

    private int choose(RandomStream random, int day) {
        return random.chance(BUSINESS)
                ? world.people().business(-1, random, day)
                : world.shops().whichever(random);
    }

    /** One payee in wrong hands. */
    private final class Takeover {
        private final FraudCase fraud;
        private final RandomStream random;
        private final int payee;
        private final long to;
        private final double gap;
        private final double raised;

        Takeover(FraudCase fraud, int payee, long to, double gap, double raised) {
            this.fraud = fraud;
            this.random = fraud.random();
            this.payee = payee;
            this.to = to;
            this.gap = gap;
            this.raised = raised;
        }

        private void begin(long at) {
            if (!world.isTakenOver(payee)) {
                world.takeOver(payee, fraud);
                world.later(to, end -> world.giveBack(payee, fraud));
                world.later(at + (long) random.exponential(gap), this::lure);
            }
        }

        private void lure(long at) {
            if (at >= to || fraud.payments() >= most * 1.2) {
                // Too many have complained.
                world.giveBack(payee, fraud);
                return;
            }
            int victim = victims.any(random, world.today());
            if (victim != payee) {
                victims.payWillingly(at, victim, payee, amount(victim), fraud, paid -> {});
            }
            world.later(at + (long) random.exponential(gap), this::lure);
        }

        private long amount(int victim) {
            double purse = world.people().purse(victim) * raised;
            return world.parties().isShop(payee)
                    ? world.shops().amount(payee, purse, random)
                    : Prices.exact(random.logNormal(BUSINESS_AMOUNT, 0.8) * purse);
        }
    }
}
