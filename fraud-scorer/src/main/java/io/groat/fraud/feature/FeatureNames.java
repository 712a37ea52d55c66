package io.groat.fraud.feature;

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

    private static final List<String> NAMES = new ArrayList<>();
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
    /** Up to here the payer's side knows; from here on the payee's. */
    public static final int OF_PAYER = NAMES.size();

    public static final int PAYEE_PAYERS = windows("payee.payers");
    public static final int PAYEE_COUNT = windows("payee.count");
    public static final int PAYEE_SUM = windows("payee.sum");
    public static final int PASS_THROUGH = name("payee.passThrough1h");
    public static final int REFUND_RATE = name("payee.refundRate30d");
    public static final int CAPTURE_DELAY = name("payee.captureDelayHours30d");
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

    private static int name(String name) {
        PLACES.put(name, NAMES.size());
        NAMES.add(name);
        return NAMES.size() - 1;
    }

    /** One for each window; the first one's place, from which a window's place leads to its own. */
    private static int windows(String name) {
        int first = NAMES.size();
        Window.ALL.forEach(window -> name(name + "." + window.text()));
        return first;
    }
}
