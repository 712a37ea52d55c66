package io.groat.fraud.feature;

import io.groat.fraud.label.Labels;
import io.groat.fraud.window.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of all features and their places. Their order is part of what is stored: new ones join at the end, and
 * {@link #VERSION} grows when one changes its meaning.
 */
public final class FeatureNames {

    public static final int VERSION = 1;

    private static final double DAYS_OF_MONTH = Window.MONTH.span().toDays();
    private static final double SECONDS_OF_MONTH = Window.MONTH.span().toSeconds();

    private static final List<String> NAMES = new ArrayList<>();
    private static final List<Double> ABSENT = new ArrayList<>();
    private static final Map<String, Integer> PLACES = new HashMap<>();

    public static final int AMOUNT = name("payment.amount");
    public static final int BALANCE_SHARE = name("payment.balanceShare");
    public static final int HOUR = name("payment.hour");
    public static final int ACCOUNT_AGE_DAYS = name("payer.accountAgeDays");
    public static final int AMOUNT_TO_MEDIAN = name("payer.amountToMedian");
    public static final int AMOUNT_TO_MAX = name("payer.amountToMax");
    public static final int FIRST_TO_PAYEE = name("payer.firstToPayee");
    public static final int SECONDS_SINCE_LAST = name("payer.secondsSinceLast");
    public static final int HOUR_SHARE = name("payer.hourShare");
    public static final int PAYER_COUNT = windows("payer.count");
    public static final int PAYER_SUM = windows("payer.sum");
    public static final int PAYER_MEAN = windows("payer.mean");
    public static final int PAYER_DEVIATION = windows("payer.deviation");
    public static final int PAYER_MAX = windows("payer.max");
    public static final int PAYER_PAYEES = windows("payer.payees");
    public static final int PAYER_FAILURES = windows("payer.failures");
    /** Up to here the payer's side knows; from here on the payee's, up to {@link #LATER_OF_PAYER}. */
    public static final int OF_PAYER = NAMES.size();

    public static final int PAYEE_PAYERS = windows("payee.payers");
    public static final int PAYEE_COUNT = windows("payee.count");
    public static final int PAYEE_SUM = windows("payee.sum");
    public static final int PASS_THROUGH = name("payee.passThrough1h");
    public static final int REFUND_RATE = name("payee.refundRate30d");
    public static final int CAPTURE_DELAY = name("payee.captureDelayHours30d");

    /** The payer's again, which came later; whoever was never topped up from outside has all of them as they are absent. */
    public static final int LATER_OF_PAYER = NAMES.size();

    public static final int INSTRUMENT_AGE_DAYS = name("payer.instrumentAgeDays", DAYS_OF_MONTH);
    public static final int TOP_UP_FAILURES = name("payer.topUpFailures24h");
    public static final int SECONDS_SINCE_FIRST_TOP_UP = name("payer.secondsSinceFirstTopUp", SECONDS_OF_MONTH);
    public static final int SECONDS_SINCE_TOP_UP = name("payer.secondsSinceTopUp", SECONDS_OF_MONTH);
    public static final int TOP_UP_SHARE_OUT = name("payer.topUpShareOut1h");
    public static final int PAYER_FRAUDS = labels("payer.frauds");
    public static final int PAIR_COUNT = name("payer.pairCount30d");
    public static final int AMOUNT_TO_PAIR = name("payer.amountToPairMean", 1);
    public static final int SECONDS_SINCE_PAIR = name("payer.secondsSincePair", SECONDS_OF_MONTH);
    public static final int AMOUNT_DEVIATIONS = name("payer.amountDeviations30d");
    public static final int COUNT_TO_USUAL = name("payer.countToUsual24h", 1);

    /** The payee's again, which came later. */
    public static final int PAYEE_FRAUDS = labels("payee.frauds");

    public static final int PAYEE_FRAUD_SHARE = labels("payee.fraudShare");
    public static final int PAYEE_FRAUD_RATE = labels("payee.fraudRate");
    public static final int PAYEE_KNOWN_DAYS = name("payee.knownDays");
    public static final int PAYEE_AMOUNT_TO_MEAN = name("payee.amountToMean30d", 1);
    public static final int PAYEE_SECONDS_SINCE_LAST = name("payee.secondsSinceLast", SECONDS_OF_MONTH);
    public static final int PASS_THROUGH_DAY = name("payee.passThrough24h");
    public static final int PAYEE_PAYEES = name("payee.payees24h");
    public static final int PAYEE_PAID_PAYER = name("payee.paidPayer24h");

    /** Of both sides, which came later still. */
    public static final int MAX_TO_MEDIAN = name("payer.maxToMedian7d", 1);

    public static final int NEW_PAYEES = name("payer.newPayees24h");
    public static final int CAME_IN = name("payer.cameIn");
    public static final int CAME_IN_SHARE_OUT = name("payer.cameInShareOut");
    public static final int SECONDS_SINCE_FRAUD = name("payee.secondsSinceFraud", SECONDS_OF_MONTH);
    public static final int SECONDS_SINCE_FIRST_FRAUD = name("payee.secondsSinceFirstFraud", SECONDS_OF_MONTH);
    public static final int NEW_PAYERS = labels("payee.newPayers");
    public static final int PAYEE_PAID_PAYER_WEEK = name("payee.paidPayer7d");
    public static final int AMOUNT_TO_PAID_PAYER = name("payee.amountToPaidPayer7d");
    public static final int ORDINARY_FRAUDS = labels("payee.ordinaryFrauds");
    public static final int SECONDS_SINCE_FIRST_ORDINARY_FRAUD =
            name("payee.secondsSinceFirstOrdinaryFraud", SECONDS_OF_MONTH);
    public static final int COUNT = NAMES.size();

    private FeatureNames() {}

    /** All, in the order of their places. */
    public static List<String> all() {
        return List.copyOf(NAMES);
    }

    /** The place of the feature of that name; null when there is none. */
    public static @Nullable Integer find(String name) {
        return PLACES.get(name);
    }

    /** What a payment has there of which nothing is known: one that was scored before there was the feature, for one. */
    static double absent(int place) {
        return ABSENT.get(place);
    }

    private static int name(String name) {
        return name(name, 0);
    }

    private static int name(String name, double absent) {
        PLACES.put(name, NAMES.size());
        NAMES.add(name);
        ABSENT.add(absent);
        return NAMES.size() - 1;
    }

    /** One for each window of labels; the first one's place, from which the others follow in their order. */
    private static int labels(String name) {
        int first = NAMES.size();
        Labels.WINDOWS.forEach(window -> name(name + "." + window.text()));
        return first;
    }

    /** One for each window; the first one's place, from which a window's place leads to its own. */
    private static int windows(String name) {
        int first = NAMES.size();
        Window.ALL.forEach(window -> name(name + "." + window.text()));
        return first;
    }
}
