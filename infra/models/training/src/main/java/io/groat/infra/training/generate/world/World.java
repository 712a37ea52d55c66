package io.groat.infra.training.generate.world;

import io.groat.infra.training.generate.party.Parties;
import io.groat.infra.training.generate.party.People;
import io.groat.infra.training.generate.party.Shops;
import io.groat.infra.training.generate.random.Purpose;
import io.groat.infra.training.generate.random.RandomStream;
import io.groat.infra.training.generate.setting.FraudKind;
import io.groat.infra.training.generate.setting.HistorySettings;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/**
 * Where payments happen, one after the other. It keeps a balance a user, what is planned for later and which payees are in
 * wrong hands; all of it is bounded by users and by what is under way, however long the history is. For one thread.
 */
public final class World {

    public static final long MINUTE = 60_000;
    public static final long HOUR = 60 * MINUTE;
    public static final long DAY = 24 * HOUR;

    /** Payments fail by themselves, without being refused for funds: limits, networks, mistyped payees. */
    private static final double MISHAPS = 0.006;

    /** Frauds meet limits and doubts more often. */
    private static final double FRAUD_MISHAPS = 0.03;

    /** What a user begins with, in hundredths, beside the purse. */
    private static final double FIRST_BALANCE = 20_000;

    /** Who has more than this, in hundredths, takes it out; that is no payment. */
    private static final long MOST_KEPT = 5_000_000;

    private final Parties parties;
    private final People people;
    private final Shops shops;
    private final Labels labels;
    private final PaymentSink sink;
    private final RandomStream course;
    private final StepQueue steps = new StepQueue();
    private final long[] balances;
    private final Map<Integer, FraudCase> takenOver = new HashMap<>();
    private final long start;
    private final long end;
    private int today;
    private long honest;
    private long last;

    public World(HistorySettings settings, Parties parties, People people, Shops shops, PaymentSink sink) {
        this.parties = parties;
        this.people = people;
        this.shops = shops;
        this.sink = sink;
        this.labels = new Labels(settings);
        this.course = new RandomStream(settings.seed()).at(Purpose.COURSE, 0, 0);
        this.start = settings.start().atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
        this.end = start + settings.days() * DAY;
        this.balances = new long[settings.users()];
        for (int user = 0; user < balances.length; user++) {
            balances[user] = (long) (course.logNormal(FIRST_BALANCE, 0.8) * people.purse(user));
        }
    }

    public Parties parties() {
        return parties;
    }

    public People people() {
        return people;
    }

    public Shops shops() {
        return shops;
    }

    /** Random numbers of what happens to honest payments. */
    public RandomStream course() {
        return course;
    }

    /** The day, from 0. */
    public int today() {
        return today;
    }

    public void today(int day) {
        today = day;
    }

    /** When a day begins, in milliseconds since 1970. */
    public long startOf(int day) {
        return start + day * DAY;
    }

    /** When the history ends, in milliseconds since 1970. */
    public long end() {
        return end;
    }

    /** The share of a time that lies within the history. */
    public double shareWithin(long from, long to) {
        return to <= end ? 1 : (end - from) / (double) (to - from);
    }

    /** In hundredths; of those who are no users, enough for anything. */
    public long balance(int party) {
        return parties.isUser(party) ? balances[party] : Long.MAX_VALUE;
    }

    /** Plans something; what lies beyond the history is dropped. */
    public void later(long at, Step step) {
        if (at < end) {
            steps.add(at, step);
        }
    }

    /** Lets happen all that is planned before that time. */
    public void runBefore(long time) {
        steps.runBefore(time);
    }

    /** How many steps were planned at once, at most. */
    public int mostSteps() {
        return steps.most();
    }

    /** How many honest payments there were. */
    public long honest() {
        return honest;
    }

    public FraudCase open(FraudKind kind, long number) {
        return labels.open(kind, number);
    }

    /** From now on what this payee gets is the case's, while the case goes on. */
    public void takeOver(int payee, FraudCase fraud) {
        takenOver.put(payee, fraud);
    }

    public void giveBack(int payee, FraudCase fraud) {
        takenOver.remove(payee, fraud);
    }

    public boolean isTakenOver(int payee) {
        return takenOver.containsKey(payee);
    }

    /**
     * An honest payment, which a payee in wrong hands makes a fraud.
     *
     * @param unusual whether somebody may look into it
     * @return whether it was completed
     */
    public boolean pay(long at, int payer, int payee, long amount, boolean unusual) {
        if (!takenOver.isEmpty() && parties.isUser(payer)) {
            FraudCase fraud = takenOver.get(payee);
            if (fraud != null) {
                return payFraud(at, payer, payee, amount, fraud);
            }
        }
        honest++;
        long before = knownBalance(payer);
        boolean completed = move(payer, payee, amount, course.chance(MISHAPS));
        long clearedAt = Labels.clearedAt(unusual, at, course);
        pass(new HistoryPayment(
                at,
                payer,
                payee,
                amount,
                completed,
                clearedAt == 0 ? Label.UNKNOWN : Label.LEGITIMATE,
                clearedAt,
                before,
                since(payer),
                parties.isGateway(payer),
                null));
        return completed;
    }

    /**
     * A payment of a case.
     *
     * @return whether it was completed
     */
    public boolean payFraud(long at, int payer, int payee, long amount, FraudCase fraud) {
        long before = knownBalance(payer);
        boolean completed = move(payer, payee, amount, fraud.random().chance(FRAUD_MISHAPS));
        long labelAt = labels.fraudAt(fraud, at);
        fraud.paid();
        pass(new HistoryPayment(
                at,
                payer,
                payee,
                amount,
                completed,
                labelAt == 0 ? Label.UNKNOWN : Label.FRAUD,
                labelAt,
                before,
                since(payer),
                false,
                fraud));
        return completed;
    }

    private long knownBalance(int party) {
        return parties.isUser(party) ? balances[party] : HistoryPayment.UNKNOWN;
    }

    private long since(int party) {
        return parties.isUser(party) ? Math.max(0, start + people.joinedAfter(party)) : HistoryPayment.UNKNOWN;
    }

    private void pass(HistoryPayment payment) {
        if (payment.at() < last) {
            throw new IllegalStateException("a payment at " + payment.at() + " after one at " + last);
        }
        last = payment.at();
        sink.accept(payment);
    }

    private boolean move(int payer, int payee, long amount, boolean mishap) {
        if (mishap || balance(payer) < amount) {
            return false;
        }
        if (parties.isUser(payer)) {
            balances[payer] -= amount;
        }
        if (parties.isUser(payee)) {
            balances[payee] += amount;
            if (balances[payee] > MOST_KEPT && !people.isBusiness(payee)) {
                balances[payee] = MOST_KEPT / 4;
            }
        }
        return true;
    }
}
