package io.groat.infra.training.generate.party;

import io.groat.infra.training.generate.random.Purpose;
import io.groat.infra.training.generate.random.RandomStream;
import io.groat.infra.training.generate.random.Zipf;
import io.groat.infra.training.generate.setting.HistorySettings;
import java.util.Arrays;

/**
 * The habits of users, about 60 bytes each; what can be told from a user's number alone (friends, favourite shops,
 * journeys) is not kept. Amounts are hundredths, hours are of the day in UTC.
 */
public final class People {

    /** The share of users who are there when the history begins. */
    private static final double THERE_AT_FIRST = 0.7;

    /** Payments a day and purses differ so much between users (deviation of the logarithm). */
    private static final double RATE_SIGMA = 0.6;

    private static final double PURSE_SIGMA = 0.45;

    /** No user is more active than this, beside the mean. */
    private static final double MOST_RATE = 5;

    /** Of those who are there at first, one of so many came within the last days. */
    private static final int NEWEST_OF_FIRST = 20;

    private static final int DAYS_OF_NEWEST = 30;
    private static final long MILLIS_OF_DAY = 86_400_000;

    private static final double BUSINESS_SHARE = 0.03;
    private static final double RESELLER_SHARE = 0.008;
    private static final double BUSINESS_POPULARITY = 0.8;
    private static final int COMMUNITY = 40;
    private static final int FAVOURITES = 8;
    private static final int LONGEST_CIRCLE = 12;
    private static final int DAYS_OF_A_QUARTER = 91;

    private static final int BUSINESS = 1;
    private static final int RESELLER = 2;
    private static final int COFFEE = 4;
    private static final int POCKET_MONEY = 8;
    private static final int HOUSEHOLD = 16;

    private static final double UNIT = 0x1.0p-53;

    private final long seed;
    private final int users;
    private final int days;
    private final int first;
    private final Parties parties;
    private final Shops shops;
    private final RandomStream places;
    private final float[] rates;
    private final float[] purses;
    private final float[] hours;
    private final float[] spreads;
    private final int[] salaries;
    private final int[] rents;
    private final byte[] incomeDays;
    private final byte[] subscriptions;
    private final byte[] traits;
    private final short[] asleepFrom;
    private final short[] asleepFor;
    private final int[] businesses;
    private final Zipf businessPopularity;

    public People(HistorySettings settings, Parties parties, Shops shops) {
        this.seed = RandomStream.mix(settings.seed() + 1);
        this.users = settings.users();
        this.days = settings.days();
        this.first = Math.max(1, (int) (users * THERE_AT_FIRST));
        this.parties = parties;
        this.shops = shops;
        this.places = new RandomStream(settings.seed());
        rates = new float[users];
        purses = new float[users];
        hours = new float[users];
        spreads = new float[users];
        salaries = new int[users];
        rents = new int[users];
        incomeDays = new byte[users];
        subscriptions = new byte[users];
        traits = new byte[users];
        asleepFrom = new short[users];
        asleepFor = new short[users];
        int[] trading = new int[users];
        int count = 0;
        for (int user = 0; user < users; user++) {
            settle(user);
            if (isBusiness(user)) {
                trading[count++] = user;
            }
        }
        if (count == 0) {
            traits[0] |= BUSINESS;
            count = 1;
        }
        businesses = Arrays.copyOf(trading, count);
        businessPopularity = new Zipf(count, BUSINESS_POPULARITY);
    }

    private void settle(int user) {
        RandomStream random = places.at(Purpose.HABITS, user, 0);
        rates[user] = (float) Math.min(MOST_RATE, random.logNormal(0.85, RATE_SIGMA));
        purses[user] = (float) random.logNormal(1, PURSE_SIGMA);
        boolean owl = random.chance(0.12);
        hours[user] = (float) (owl ? random.between(21, 26) : random.between(9, 20));
        spreads[user] = (float) random.between(1.8, 4.5);
        boolean employed = random.chance(0.62);
        double salary = random.logNormal(210_000, 0.35) * Math.sqrt(purses[user]);
        salaries[user] = employed ? (int) Math.min(5_000_000, salary) : 0;
        double incomeDay = random.nextDouble();
        incomeDays[user] = (byte) (incomeDay < 0.45 ? 25 : incomeDay < 0.7 ? 28 : random.whole(1, 28));
        rents[user] =
                random.chance(0.4) ? (int) Prices.round(Math.min(4_000_000, salary * random.between(0.2, 0.4))) : 0;
        subscriptions[user] = (byte) random.below(4);
        int trait = 0;
        double trade = random.nextDouble();
        if (trade < RESELLER_SHARE) {
            trait |= BUSINESS | RESELLER;
        } else if (trade < BUSINESS_SHARE) {
            trait |= BUSINESS;
        }
        trait |= random.chance(0.15) ? COFFEE : 0;
        trait |= random.chance(0.12) ? POCKET_MONEY : 0;
        trait |= random.chance(0.25) ? HOUSEHOLD : 0;
        traits[user] = (byte) trait;
        boolean sleeps = random.chance(0.12);
        asleepFrom[user] = (short) (sleeps ? random.below(Math.max(1, days)) - 30 : 0);
        asleepFor[user] = (short) (sleeps ? random.whole(30, 180) : 0);
    }

    /** How many have joined by the end of that day: those with the lowest numbers. */
    public int joined(int day) {
        long later = (long) users - first;
        return (int) Math.min(users, first + (later * (day + 1) + days - 1) / days);
    }

    /**
     * When the user joined, in milliseconds after the begin of the history; below zero for those who were there before. Of
     * these the last twentieth came within the last 30 days, and the first of all some 20 months ago.
     */
    public long joinedAfter(int user) {
        if (user < first) {
            double twentieths = (double) (first - user) / Math.max(1, first / NEWEST_OF_FIRST);
            return -(long) (twentieths * DAYS_OF_NEWEST) * MILLIS_OF_DAY;
        }
        long later = Math.max(1L, (long) users - first);
        return (user - first) * (long) days / later * MILLIS_OF_DAY;
    }

    /** Whether the user is away for weeks. */
    public boolean sleeps(int user, int day) {
        return day >= asleepFrom[user] && day < asleepFrom[user] + asleepFor[user];
    }

    /** How active a user is, beside the mean of all. */
    public double rate(int user) {
        return rates[user];
    }

    /** How much a user spends at a time, beside the mean of all. */
    public double purse(int user) {
        return purses[user];
    }

    /** When a user pays most; may lie beyond 24, in the night. */
    public double hour(int user) {
        return hours[user];
    }

    /** By how many hours that varies (one deviation). */
    public double spread(int user) {
        return spreads[user];
    }

    /** What an employer pays the user each month; 0 for those without one. */
    public long salary(int user) {
        return salaries[user];
    }

    public int incomeDay(int user) {
        return incomeDays[user];
    }

    public int employer(int user) {
        return parties.employer((int) (lasting(user, 1) >>> 33));
    }

    /** What the user pays for a flat each month; 0 for those who pay none this way. */
    public long rent(int user) {
        return rents[user];
    }

    /** Whom the rent goes to: about one landlord for eight flats, of those who were there first. */
    public int landlord(int user) {
        return (int) ((lasting(user, 2) >>> 33) % Math.max(1, first / 8)) * 8 % first;
    }

    public int subscriptions(int user) {
        return subscriptions[user];
    }

    public boolean isBusiness(int user) {
        return (traits[user] & BUSINESS) != 0;
    }

    /** Whether it orders from its supplier what has just been paid for. */
    public boolean isReseller(int user) {
        return (traits[user] & RESELLER) != 0;
    }

    /** Whether the user pays a small amount at one place on most working days. */
    public boolean drinksCoffee(int user) {
        return (traits[user] & COFFEE) != 0;
    }

    /** Whether the user sends somebody the same small amount each week. */
    public boolean givesPocketMoney(int user) {
        return (traits[user] & POCKET_MONEY) != 0;
    }

    /** Whether the user passes a part of the salary on to somebody at once. */
    public boolean sharesHousehold(int user) {
        return (traits[user] & HOUSEHOLD) != 0;
    }

    /** A friend, the nearest first; of those who have joined. */
    public int friend(int user, RandomStream random, int day) {
        int circle = 3 + (int) ((lasting(user, 3) >>> 33) % (LONGEST_CIRCLE - 3));
        double near = random.nextDouble();
        return friendAt(user, (int) (circle * near * near), day);
    }

    /** The friend of that place, from 0; most live in the same community. */
    public int friendAt(int user, int place, int day) {
        long draw = lasting(user, 1_000 + place) >>> 1;
        int start = user - user % COMMUNITY;
        long found = (draw & 7) < 6 ? start + (draw >>> 3) % COMMUNITY : (draw >>> 3) % users;
        return other(user, (int) (found % joined(day)), joined(day));
    }

    /** Anybody who has joined, but the user. */
    public int stranger(int user, RandomStream random, int day) {
        return other(user, random.below(joined(day)), joined(day));
    }

    /** Somebody who has joined within the last weeks, when there is one; otherwise anybody. Not the user. */
    public int newcomer(int user, RandomStream random, int day, int withinDays) {
        int before = day < withinDays ? first - first / NEWEST_OF_FIRST : joined(day - withinDays);
        int now = joined(day);
        return other(user, before < now ? before + random.below(now - before) : random.below(now), now);
    }

    /** A user who has joined and does business, by popularity; not the user. */
    public int business(int user, RandomStream random, int day) {
        int open = openBusinesses(day);
        int found = businesses[businessPopularity.rank(random) % open];
        return found == user ? stranger(user, random, day) : found;
    }

    /** One of {@link #FAVOURITES} shops that the user goes to again and again, the first most often. */
    public int favourite(int user, RandomStream random) {
        double often = random.nextDouble();
        return favouriteAt(user, (int) (FAVOURITES * often * often));
    }

    public int favouriteAt(int user, int place) {
        return shops.any(places.at(Purpose.FAVOURITE, user, place));
    }

    /** The one place of that category that the user goes to regularly. */
    public int usual(int user, Category category, int place) {
        return shops.of(category, places.at(Purpose.FAVOURITE, user, 100 + place));
    }

    /** By how many hours the clock of the place where the user is differs; 0 at home. */
    public int journeyShift(int user, int day) {
        long draw = lasting(user, 2_000 + (day + DAYS_OF_A_QUARTER) / DAYS_OF_A_QUARTER) >>> 1;
        if (draw % 100 >= 35) {
            return 0;
        }
        int from = (int) (draw / 100 % 70);
        int length = 3 + (int) (draw / 10_000 % 14);
        int now = (day + DAYS_OF_A_QUARTER) % DAYS_OF_A_QUARTER;
        if (now < from || now >= from + length) {
            return 0;
        }
        int shift = (int) (draw / 1_000_000 % 18) - 9;
        return shift == 0 ? 1 : shift;
    }

    /** From 0 to just below 1, always the same for a user and the number of a habit, which is below 1,000. */
    public double habit(int user, int number) {
        return (lasting(user, number) >>> 11) * UNIT;
    }

    private long lasting(int user, int number) {
        return RandomStream.mix(seed + (user * 4_096L + number) * 0x9e3779b97f4a7c15L);
    }

    private int openBusinesses(int day) {
        int found = Arrays.binarySearch(businesses, joined(day));
        return Math.max(1, found < 0 ? -found - 1 : found);
    }

    private static int other(int user, int found, int joined) {
        return found == user ? (found + 1) % joined : found;
    }
}
