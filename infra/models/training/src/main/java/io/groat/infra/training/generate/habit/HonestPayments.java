package io.groat.infra.training.generate.habit;

import io.groat.infra.training.generate.party.Category;
import io.groat.infra.training.generate.party.Prices;
import io.groat.infra.training.generate.random.RandomStream;
import io.groat.infra.training.generate.setting.HistorySettings;
import io.groat.infra.training.generate.world.World;

/**
 * Honest payments of a history: those planned for a day, what has to come before them (top-ups) and what follows (refunds,
 * friends who pay back, resellers who order at their supplier what was paid for).
 */
public final class HonestPayments {

    /** Who lacks money mostly knows it and tops up first; the others are refused, and many of them try again. */
    private static final double TOPS_UP_FIRST = 0.8;

    private static final double TRIES_AGAIN = 0.5;

    /** Topped up beyond what is needed, in hundredths beside the purse (median). */
    private static final double TOPPED_UP_BEYOND = 4_000;

    private static final double RETURNED = 0.012;
    private static final double RETURNED_GOODS = 0.045;
    private static final double PAID_BACK = 0.12;
    private static final double RESOLD = 0.7;
    private static final double LONGEST_RETURN_DAYS = 14;

    private final HistorySettings settings;
    private final World world;
    private final RandomStream random;
    private final DayPlan plan = new DayPlan();
    private final DailyLife life;

    public HonestPayments(HistorySettings settings, World world) {
        this.settings = settings;
        this.world = world;
        this.random = world.course();
        this.life = new DailyLife(settings, world, plan);
    }

    /**
     * Plans the day that the world is at.
     *
     * @return how many payments
     */
    public int plan() {
        plan.clear();
        life.plan(CalendarDay.of(settings.start(), world.today()));
        plan.sort();
        return plan.size();
    }

    /** Carries out what is planned, and between it what the world has planned for later, in the order of time. */
    public void carryOut() {
        long start = world.startOf(world.today());
        for (int place = 0; place < plan.size(); place++) {
            long at = start + plan.millis(place);
            world.runBefore(at);
            pay(at, plan.payer(place), plan.payee(place), plan.amount(place), plan.note(place));
        }
        world.runBefore(world.startOf(world.today() + 1));
    }

    private void pay(long at, int payer, int payee, long amount, byte note) {
        boolean lacking = world.balance(payer) < amount;
        if (lacking && random.chance(TOPS_UP_FIRST)) {
            topUp(at, payer, payee, amount, note);
            return;
        }
        make(at, payer, payee, amount, note);
        if (lacking && random.chance(TRIES_AGAIN)) {
            long again = at + (long) random.logNormal(6 * World.MINUTE, 1.2);
            world.later(again, now -> topUp(now, payer, payee, amount, note));
        }
    }

    private void topUp(long at, int payer, int payee, long amount, byte note) {
        double beyond = random.logNormal(TOPPED_UP_BEYOND, 0.7) * world.people().purse(payer);
        long needed = Math.max(0, amount - world.balance(payer));
        world.pay(at, world.parties().gateway(payer), payer, Prices.round(needed + beyond), false);
        long after = at + (long) random.logNormal(1.2 * World.MINUTE, 0.9);
        world.later(after, now -> make(now, payer, payee, amount, note));
    }

    private void make(long at, int payer, int payee, long amount, byte note) {
        if (world.pay(at, payer, payee, amount, note == Note.UNUSUAL)
                && world.parties().isUser(payer)) {
            follow(at, payer, payee, amount, note);
        }
    }

    private void follow(long at, int payer, int payee, long amount, byte note) {
        boolean shop = world.parties().isShop(payee);
        boolean user = world.parties().isUser(payee);
        if (note == Note.AMONG_FRIENDS && random.chance(PAID_BACK)) {
            long back = at + (long) random.logNormal(1.5 * World.DAY, 1.0);
            world.later(back, now -> pay(now, payee, payer, amount, Note.NOTHING));
        } else if (user && world.people().isReseller(payee) && random.chance(RESOLD)) {
            long order = at + (long) (random.logNormal(14, 0.8) * World.MINUTE);
            long price = Prices.exact(amount * random.between(0.6, 0.93));
            int supplier = world.parties().supplier(payee + random.below(3));
            world.later(order, now -> make(now, payee, supplier, price, Note.NOTHING));
        } else if (shop || (user && world.people().isBusiness(payee))) {
            boolean goods = shop
                    && (world.shops().category(payee) == Category.CLOTHES
                            || world.shops().category(payee) == Category.ELECTRONICS
                            || world.shops().category(payee) == Category.MARKETPLACE);
            if (random.chance(goods ? RETURNED_GOODS : RETURNED)) {
                long back = at + (long) (random.between(0.05, LONGEST_RETURN_DAYS) * World.DAY);
                long returned = random.chance(0.7) ? amount : Prices.exact(amount * random.between(0.2, 0.95));
                world.later(back, now -> make(now, payee, payer, returned, Note.NOTHING));
            }
        }
    }
}
