package io.groat.infra.training.generate.habit;

import io.groat.infra.training.generate.party.Category;
import io.groat.infra.training.generate.party.People;
import io.groat.infra.training.generate.party.Prices;
import io.groat.infra.training.generate.random.Purpose;
import io.groat.infra.training.generate.random.RandomStream;
import io.groat.infra.training.generate.setting.HistorySettings;
import io.groat.infra.training.generate.world.World;

/** Plans what a user pays on a day: what comes regularly, and what comes up. Each user and day has random numbers of its own. */
final class DailyLife {

    /** Payments that follow on others (top-ups, refunds, salaries and the like), for each that comes up by itself. */
    private static final double ROWS_OF_AN_OCCASION = 1.48;

    /** Payments a day that come regularly to a user for whom they do, in the mean. */
    private static final double REGULAR_ROWS = 0.20;

    /** Users who pay this seldom have fewer regular payments, too. */
    private static final double ALL_REGULAR_FROM = 1.0;

    private static final double JOURNEY_ACTIVITY = 1.6;
    private static final double NEWCOMER_ACTIVITY = 1.3;
    private static final int NEWCOMER_DAYS = 14;
    private static final long MINUTE = World.MINUTE;
    private static final long HOUR = World.HOUR;

    private final World world;
    private final People people;
    private final DayPlan plan;
    private final RandomStream random;
    private final Occasions occasions;
    private final Drive drive;
    private final double occasionsADay;
    private final double regular;

    DailyLife(HistorySettings settings, World world, DayPlan plan) {
        this.world = world;
        this.people = world.people();
        this.plan = plan;
        this.random = new RandomStream(settings.seed());
        this.occasions = new Occasions(world, plan, random);
        this.drive = new Drive(world, settings.seed());
        this.regular = Math.min(1, settings.paymentsPerDay() / ALL_REGULAR_FROM);
        this.occasionsADay = Math.max(0.02, (settings.paymentsPerDay() - regular * REGULAR_ROWS) / ROWS_OF_AN_OCCASION);
    }

    /** Plans a day of everybody who has joined. */
    void plan(CalendarDay day) {
        drive.day(day.number());
        int members = people.joined(day.number());
        int settled = day.number() < NEWCOMER_DAYS ? members : people.joined(day.number() - NEWCOMER_DAYS);
        for (int user = 0; user < members; user++) {
            if (!people.sleeps(user, day.number())) {
                random.at(Purpose.DAY, user, day.number());
                plan(user, day, user >= settled);
            }
        }
    }

    private void plan(int user, CalendarDay day, boolean newcomer) {
        int shift = people.journeyShift(user, day.number());
        double mean = occasionsADay
                * people.rate(user)
                * day.activity()
                * (shift == 0 ? 1 : JOURNEY_ACTIVITY)
                * (newcomer ? NEWCOMER_ACTIVITY : 1);
        for (int left = random.poisson(mean); left > 0; left--) {
            occasions.come(user, day, shift);
        }
        if (drive.reaches(random) && drive.payee() != user) {
            plan.add(
                    occasions.time(user, day, shift),
                    user,
                    drive.payee(),
                    Drive.gift(people.purse(user), random),
                    Note.NOTHING);
        }
        if (people.habit(user, 11) < regular) {
            monthly(user, day);
            weekly(user, day, shift);
        }
        if (people.isBusiness(user) || drive.wasFor(user)) {
            supplies(user, day);
        }
    }

    private void monthly(int user, CalendarDay day) {
        int ofMonth = day.ofMonth();
        long salary = people.salary(user);
        if (salary > 0 && ofMonth == people.incomeDay(user)) {
            long at = random.whole(6 * 60, 10 * 60) * MINUTE + random.below(60_000);
            plan.add(at, people.employer(user), user, salary + random.below(2_000), Note.NOTHING);
            if (people.sharesHousehold(user)) {
                long share = Prices.round(salary * random.between(0.2, 0.55));
                long later = at + (long) random.logNormal(25 * MINUTE, 0.9);
                plan.add(later, user, people.friendAt(user, 0, day.number()), share, Note.NOTHING);
            }
        }
        if (people.rent(user) > 0 && ofMonth == 1 + people.incomeDay(user) % 3) {
            int landlord = people.landlord(user);
            if (landlord != user) {
                plan.add(random.whole(7 * 60, 20 * 60) * MINUTE, user, landlord, people.rent(user), Note.NOTHING);
            }
        }
        for (int place = 0; place < people.subscriptions(user); place++) {
            if (ofMonth == 1 + (int) (people.habit(user, 20 + place) * 28)) {
                int shop = people.usual(user, Category.SUBSCRIPTION, place);
                long amount = 299 + 100 * (long) (people.habit(user, 30 + place) * people.habit(user, 40 + place) * 40);
                plan.add((long) (random.between(2.5, 6.5) * HOUR), user, shop, amount, Note.NOTHING);
            }
        }
    }

    private void weekly(int user, CalendarDay day, int shift) {
        if (people.drinksCoffee(user) && !day.isWeekend() && shift == 0 && random.chance(0.55)) {
            long amount = 200 + (long) (people.habit(user, 12) * 220) + 10L * random.below(8);
            long at = (long) ((7.2 + people.habit(user, 13) * 2 + 0.3 * random.gaussian()) * HOUR);
            plan.add(at, user, people.usual(user, Category.CAFE, 50), amount, Note.NOTHING);
        }
        if (people.givesPocketMoney(user) && day.weekday() == 1 + (int) (people.habit(user, 14) * 7)) {
            long amount = 500 * (1 + (long) (people.habit(user, 15) * 5));
            plan.add(
                    occasions.time(user, day, shift),
                    user,
                    people.friendAt(user, 1, day.number()),
                    amount,
                    Note.NOTHING);
        }
    }

    /** Who has got money from many pays for what they got. */
    private void supplies(int user, CalendarDay day) {
        long balance = world.balance(user);
        boolean collected = drive.wasFor(user);
        if (balance < 5_000 || !(collected || (!day.isWeekend() && random.chance(0.35)))) {
            return;
        }
        long at = (long) ((collected ? random.between(8, 20) : random.between(9, 19)) * HOUR);
        long amount = Prices.exact(balance * (collected ? random.between(0.6, 0.95) : random.between(0.25, 0.8)));
        int payee = random.chance(0.8)
                ? world.parties().supplier((int) (people.habit(user, 16 + random.below(3)) * 1_000_000))
                : people.business(user, random, day.number());
        plan.add(at, user, payee, amount, Note.NOTHING);
    }
}
