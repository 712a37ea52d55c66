package io.groat.infra.training.generate.habit;

import io.groat.infra.training.generate.party.Category;
import io.groat.infra.training.generate.party.People;
import io.groat.infra.training.generate.party.Prices;
import io.groat.infra.training.generate.party.Shops;
import io.groat.infra.training.generate.random.RandomStream;
import io.groat.infra.training.generate.world.World;

/**
 * What comes up in a user's day: shops, friends, strangers, and the rare occasions that look as frauds do. Amounts are in
 * hundredths, shares are of all occasions.
 */
final class Occasions {

    private static final double FRIEND = 0.19;
    private static final double BUSINESS = 0.08;
    private static final double SALE = 0.05;
    private static final double STRANGER = 0.035;
    /** Many small payments in a row, late: as somebody tries a stolen account. */
    private static final double GAMES = 0.018;
    /** Many pay one who then pays at once for all: as a ring's first mule. */
    private static final double COLLECTION = 0.010;
    /** Far beyond the habit, to a payee who is new: as a scam's victim. */
    private static final double LARGE = 0.007;
    /** A flat is moved, a wedding paid: many large payments to new payees within hours, as from a stolen account. */
    private static final double SPREE = 0.004;
    /** The share of shop visits that are to the usual ones. */
    private static final double FAVOURITE = 0.72;

    private final People people;
    private final Shops shops;
    private final DayPlan plan;
    private final RandomStream random;

    Occasions(World world, DayPlan plan, RandomStream random) {
        this.people = world.people();
        this.shops = world.shops();
        this.plan = plan;
        this.random = random;
    }

    void come(int user, CalendarDay day, int shift) {
        double draw = random.nextDouble();
        if ((draw -= FRIEND) < 0) {
            friend(user, day, shift);
        } else if ((draw -= BUSINESS) < 0) {
            int payee = people.business(user, random, day.number());
            add(user, day, shift, payee, Prices.exact(random.logNormal(2_400, 0.8) * people.purse(user)));
        } else if ((draw -= SALE) < 0) {
            visit(user, day, shift, shops.onSale(day.number(), random), 1.1);
        } else if ((draw -= STRANGER) < 0) {
            stranger(user, day, shift);
        } else if ((draw -= GAMES) < 0) {
            games(user, day, shift);
        } else if ((draw -= COLLECTION) < 0) {
            collection(user, day, shift);
        } else if ((draw -= LARGE) < 0) {
            large(user, day, shift);
        } else if (draw - SPREE < 0) {
            spree(user, day, shift);
        } else {
            boolean usual = shift == 0 && random.chance(FAVOURITE);
            visit(user, day, shift, usual ? people.favourite(user, random) : shops.any(random), 1);
        }
    }

    /** A time of day as that user has them, in milliseconds. */
    long time(int user, CalendarDay day, int shift) {
        return time(user, day, shift, people.hour(user), people.spread(user));
    }

    private long time(int user, CalendarDay day, int shift, double placeHour, double placeSpread) {
        double draw = random.nextDouble();
        double hour;
        if (draw < 0.55) {
            hour = people.hour(user) + people.spread(user) * random.gaussian() + shift;
        } else if (draw < 0.88) {
            hour = placeHour + placeSpread * random.gaussian() + shift;
        } else {
            hour = draw < 0.97 ? random.between(7, 23.5) : random.between(0, 24);
        }
        hour += day.isWeekend() ? 0.8 : 0;
        double ofDay = hour - 24 * Math.floor(hour / 24);
        return (long) (ofDay * World.HOUR);
    }

    private void visit(int user, CalendarDay day, int shift, int shop, double eagerness) {
        Category category = shops.category(shop);
        long amount = shops.amount(shop, people.purse(user) * day.prices() * eagerness, random);
        plan.add(time(user, day, shift, category.hour(), category.spread()), user, shop, amount, Note.NOTHING);
    }

    private void friend(int user, CalendarDay day, int shift) {
        double amount = random.logNormal(1_800, 0.9) * people.purse(user);
        plan.add(
                time(user, day, shift),
                user,
                people.friend(user, random, day.number()),
                random.chance(0.6) ? Prices.round(amount) : Prices.exact(amount),
                Note.AMONG_FRIENDS);
    }

    private void stranger(int user, CalendarDay day, int shift) {
        double amount = random.logNormal(3_500, 1.0) * people.purse(user);
        int payee = random.chance(0.25)
                ? people.newcomer(user, random, day.number(), 30)
                : people.stranger(user, random, day.number());
        add(user, day, shift, payee, random.chance(0.5) ? Prices.round(amount) : Prices.exact(amount));
    }

    private void games(int user, CalendarDay day, int shift) {
        int shop = random.chance(0.6)
                ? people.usual(user, Category.GAMES, 60)
                : shops.of(random.chance(0.8) ? Category.GAMES : Category.EXCHANGE, random);
        Category category = shops.category(shop);
        long at = time(user, day, shift, category.hour(), category.spread());
        double step = random.logNormal(3, 0.8) * World.MINUTE;
        for (int left = random.whole(2, 9); left > 0; left--) {
            plan.add(at, user, shop, shops.amount(shop, people.purse(user), random), Note.NOTHING);
            at += (long) (step * random.between(0.3, 2));
        }
    }

    private void collection(int user, CalendarDay day, int shift) {
        long at = time(user, day, shift);
        long each = Prices.round(random.logNormal(1_400, 0.6) * people.purse(user));
        int givers = random.whole(3, 8);
        long last = at;
        int given = 0;
        for (int place = 0; place < givers; place++) {
            int giver = people.friendAt(user, place, day.number());
            if (giver != user) {
                long moment = at + (long) random.exponential(35 * World.MINUTE);
                plan.add(moment, giver, user, each, Note.NOTHING);
                last = Math.max(last, moment);
                given++;
            }
        }
        if (random.chance(0.5) && last + World.HOUR < DayPlan.LAST_MILLI) {
            int payee = random.chance(0.6) ? shops.any(random) : people.stranger(user, random, day.number());
            long all = Prices.exact(each * (given + 1.0) * random.between(0.75, 1));
            plan.add(last + random.whole(2, 55) * World.MINUTE, user, payee, all, Note.NOTHING);
        }
    }

    private void large(int user, CalendarDay day, int shift) {
        double amount = random.logNormal(45_000, 0.9) * people.purse(user);
        double draw = random.nextDouble();
        int payee = draw < 0.5
                ? shops.of(draw < 0.2 ? Category.HOME : draw < 0.35 ? Category.TRAVEL : Category.ELECTRONICS, random)
                : draw < 0.65
                        ? people.business(user, random, day.number())
                        : draw < 0.8
                                ? people.newcomer(user, random, day.number(), 40)
                                : people.stranger(user, random, day.number());
        long rounded = random.chance(0.5) ? Prices.round(amount) : Prices.exact(amount);
        plan.add(time(user, day, shift), user, payee, rounded, Note.UNUSUAL);
        if (random.chance(0.25)) {
            // A deposit and then the rest, or a second try.
            plan.add(time(user, day, shift), user, payee, Prices.round(amount / 3), Note.UNUSUAL);
        }
    }

    private void spree(int user, CalendarDay day, int shift) {
        long at = time(user, day, shift);
        double step = random.logNormal(18, 1) * World.MINUTE;
        double raised = random.between(1.2, 4.5);
        for (int left = random.whole(4, 11); left > 0; left--) {
            double draw = random.nextDouble();
            int payee = draw < 0.5
                    ? shops.any(random)
                    : draw < 0.7
                            ? people.business(user, random, day.number())
                            : draw < 0.82
                                    ? people.newcomer(user, random, day.number(), 40)
                                    : people.stranger(user, random, day.number());
            long amount = Prices.exact(random.logNormal(3_000, 0.9) * people.purse(user) * raised);
            plan.add(at, user, payee, amount, Note.UNUSUAL);
            at += (long) random.exponential(step);
        }
    }

    private void add(int user, CalendarDay day, int shift, int payee, long amount) {
        plan.add(time(user, day, shift), user, payee, amount, Note.NOTHING);
    }
}
