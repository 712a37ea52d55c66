package io.groat.fraud.model;

import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.label.Labels;
import io.groat.fraud.window.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What features say to an analyst: of each a code, which it shares with those that tell of the same thing, and a sentence
 * with its value. The sentence says what is, and serves whether it speaks for a fraud or against it. A feature that is new
 * gets its line below.
 *
 * @param code stable; of reasons of the rules none begins with {@code MODEL_}
 */
record FeatureWords(String code, DoubleFunction<String> sentence) {

    private static final List<@Nullable FeatureWords> TABLE =
            new ArrayList<>(Collections.nCopies(FeatureNames.COUNT, null));

    static {
        one(FeatureNames.AMOUNT, "AMOUNT", v -> number(v) + " in one payment");
        one(FeatureNames.BALANCE_SHARE, "BALANCE_SHARE", FeatureWords::balanceShare);
        one(FeatureNames.HOUR, "HOUR", v -> "paid between " + number(v) + ":00 and " + number(v + 1) + ":00 UTC");
        one(FeatureNames.HOUR_SHARE, "HOUR", v -> percent(v) + " of what this payer pays is at this hour of the day");
        one(FeatureNames.ACCOUNT_AGE_DAYS, "ACCOUNT_AGE", v -> "the payer's account is " + count(v, "day") + " old");
        one(FeatureNames.AMOUNT_TO_MEDIAN, "UNUSUAL_AMOUNT", v -> "paid " + times(v) + " what this payer usually pays");
        one(FeatureNames.AMOUNT_TO_MAX, "UNUSUAL_AMOUNT", v -> "paid " + times(v) + " the most this payer has paid");
        one(FeatureNames.FIRST_TO_PAYEE, "NEW_PAYEE", FeatureWords::firstToPayee);
        one(FeatureNames.SECONDS_SINCE_LAST, "PAYER_PACE", FeatureWords::sinceLast);
        windows(FeatureNames.PAYER_COUNT, "PAYER_PACE", (v, in) -> count(v, "payment") + " of this payer" + in);
        windows(FeatureNames.PAYER_SUM, "PAYER_SUM", (v, in) -> "this payer has paid " + number(v) + in);
        windows(
                FeatureNames.PAYER_MEAN,
                "PAYER_HABIT",
                (v, in) -> "this payer's payments were " + number(v) + in + " in the mean");
        windows(
                FeatureNames.PAYER_DEVIATION,
                "PAYER_HABIT",
                (v, in) -> "this payer's payments differed by " + number(v) + in);
        windows(FeatureNames.PAYER_MAX, "PAYER_HABIT", (v, in) -> "this payer's largest payment was " + number(v) + in);
        windows(FeatureNames.PAYER_PAYEES, "PAYER_PAYEES", (v, in) -> "this payer has paid " + count(v, "payee") + in);
        windows(
                FeatureNames.PAYER_FAILURES,
                "PAYER_FAILURES",
                (v, in) -> count(v, "payment") + " of this payer failed" + in);
        windows(FeatureNames.PAYEE_PAYERS, "PAYEE_PAYERS", (v, in) -> count(v, "payer") + " paid this payee" + in);
        windows(FeatureNames.PAYEE_COUNT, "PAYEE_PACE", (v, in) -> count(v, "payment") + " to this payee" + in);
        windows(FeatureNames.PAYEE_SUM, "PAYEE_SUM", (v, in) -> "this payee got " + number(v) + in);
        one(
                FeatureNames.PASS_THROUGH,
                "PASS_THROUGH",
                v -> "the payee paid on " + percent(v) + " of what it got within an hour");
        one(
                FeatureNames.REFUND_RATE,
                "REFUNDS",
                v -> "the payee gave back " + percent(v) + " of what it got within 30 days");
        one(
                FeatureNames.CAPTURE_DELAY,
                "CAPTURE_DELAY",
                v -> "the payee takes what is reserved for it after " + count(v, "hour") + " in the mean");
        ofTopUps();
        ofPairs();
        ofPayees();
        ofLaterOnes();
        labels(
                FeatureNames.PAYER_FRAUDS,
                "PAYER_FRAUDS",
                (v, in) -> count(v, "fraud") + " of this payer became known" + in);
        labels(
                FeatureNames.PAYEE_FRAUDS,
                "PAYEE_FRAUDS",
                (v, in) -> count(v, "fraud") + " to this payee became known" + in);
        labels(
                FeatureNames.ORDINARY_FRAUDS,
                "PAYEE_FRAUDS",
                (v, in) -> count(v, "fraud") + " to this payee, of amounts that payers usually pay, became known" + in);
        labels(
                FeatureNames.PAYEE_FRAUD_SHARE,
                "PAYEE_FRAUDS",
                (v, in) -> percent(v) + " of the payments to this payee that were looked into" + in + " were frauds");
        labels(
                FeatureNames.PAYEE_FRAUD_RATE,
                "PAYEE_FRAUDS",
                (v, in) -> "frauds that became known" + in + " are " + percent(v) + " of what came to this payee");
    }

    private static void ofTopUps() {
        one(
                FeatureNames.INSTRUMENT_AGE_DAYS,
                "TOP_UPS",
                v -> "the newest card or account that topped this payer up is known for " + count(v, "day"));
        one(FeatureNames.TOP_UP_FAILURES, "TOP_UPS", v -> count(v, "top-up") + " of this payer failed within a day");
        one(
                FeatureNames.SECONDS_SINCE_FIRST_TOP_UP,
                "TOP_UPS",
                v -> ago("this payer was first topped up", v, "this payer was not topped up from outside"));
        one(
                FeatureNames.SECONDS_SINCE_TOP_UP,
                "TOP_UPS",
                v -> ago("this payer was last topped up", v, "this payer was not topped up from outside lately"));
        one(
                FeatureNames.TOP_UP_SHARE_OUT,
                "TOP_UPS",
                v -> percent(v) + " of what topped this payer up within an hour goes out");
    }

    private static void ofPairs() {
        one(FeatureNames.PAIR_COUNT, "PAIR", v -> count(v, "payment") + " to the same payee within 30 days");
        one(FeatureNames.AMOUNT_TO_PAIR, "PAIR", v -> "paid " + times(v) + " what this payer usually pays this payee");
        one(
                FeatureNames.SECONDS_SINCE_PAIR,
                "PAIR",
                v -> ago("this payer last paid this payee", v, "this payer has not paid this payee within 30 days"));
        one(
                FeatureNames.AMOUNT_DEVIATIONS,
                "UNUSUAL_AMOUNT",
                v -> "the amount is " + number(v) + " deviations from this payer's mean");
        one(
                FeatureNames.COUNT_TO_USUAL,
                "PAYER_PACE",
                v -> "this payer pays " + times(v) + " as often as usual within a day");
    }

    private static void ofPayees() {
        one(FeatureNames.PAYEE_KNOWN_DAYS, "PAYEE_AGE", v -> "the payee is known for " + count(v, "day"));
        one(
                FeatureNames.PAYEE_AMOUNT_TO_MEAN,
                "PAYEE_AMOUNT",
                v -> "paid " + times(v) + " what this payee usually gets");
        one(
                FeatureNames.PAYEE_SECONDS_SINCE_LAST,
                "PAYEE_PACE",
                v -> ago("this payee was last paid", v, "this payee got nothing within 30 days"));
        one(
                FeatureNames.PASS_THROUGH_DAY,
                "PASS_THROUGH",
                v -> "the payee paid on " + percent(v) + " of what it got within a day");
        one(FeatureNames.PAYEE_PAYEES, "PASS_THROUGH", v -> "the payee paid " + count(v, "payee") + " within a day");
        one(
                FeatureNames.PAYEE_PAID_PAYER,
                "CYCLE",
                v -> "the payee paid this payer " + count(v, "time") + " within a day");
    }

    private static void ofLaterOnes() {
        one(
                FeatureNames.MAX_TO_MEDIAN,
                "UNUSUAL_AMOUNT",
                v -> "this payer's largest payment within a week was " + times(v) + " what this payer usually pays");
        one(
                FeatureNames.NEW_PAYEES,
                "NEW_PAYEE",
                v -> "this payer has paid " + count(v, "new payee") + " within a day");
        one(
                FeatureNames.CAME_IN,
                "CAME_IN",
                v -> v == 0
                        ? "what came in since this payer's last payment is nothing, or not known"
                        : number(v) + " came in since this payer's last payment");
        one(
                FeatureNames.CAME_IN_SHARE_OUT,
                "CAME_IN",
                v -> v == 0
                        ? "what came in since this payer's last payment is nothing, or not known"
                        : "the amount is " + percent(v) + " of what came in since this payer's last payment");
        one(
                FeatureNames.SECONDS_SINCE_FRAUD,
                "PAYEE_FRAUDS",
                v -> ago(
                        "the last fraud to this payee became known",
                        v,
                        "no fraud to this payee became known in 30 days"));
        one(
                FeatureNames.SECONDS_SINCE_FIRST_FRAUD,
                "PAYEE_FRAUDS",
                v -> ago(
                        "the first fraud to this payee of the last 30 days became known",
                        v,
                        "no fraud to this payee became known in 30 days"));
        one(
                FeatureNames.SECONDS_SINCE_FIRST_ORDINARY_FRAUD,
                "PAYEE_FRAUDS",
                v -> ago(
                        "the first fraud to this payee of an amount that its payer usually pays became known",
                        v,
                        "no fraud to this payee of an amount that its payer usually pays became known in 30 days"));
        one(
                FeatureNames.PAYEE_PAID_PAYER_WEEK,
                "CYCLE",
                v -> "the payee paid this payer " + count(v, "time") + " within a week");
        one(
                FeatureNames.AMOUNT_TO_PAID_PAYER,
                "CYCLE",
                v -> v == 0
                        ? "the payee has paid this payer nothing within a week"
                        : "the amount is " + times(v) + " what the payee paid this payer within a week, in the mean");
        labels(
                FeatureNames.NEW_PAYERS,
                "PAYEE_PAYERS",
                (v, in) -> count(v, "payment") + " to this payee" + in + " came from payers who are new to it");
    }

    /** Of the feature at a place; one that has no words of its own is shown with its name. */
    static FeatureWords of(int place) {
        FeatureWords words = TABLE.get(place);
        if (words != null) {
            return words;
        }
        String name = FeatureNames.all().get(place);
        return new FeatureWords("MODEL_OTHER", v -> name + " is " + number(v));
    }

    /** Names of the features that have none. */
    static List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (int place = 0; place < TABLE.size(); place++) {
            if (TABLE.get(place) == null) {
                missing.add(FeatureNames.all().get(place));
            }
        }
        return missing;
    }

    private static void one(int place, String code, DoubleFunction<String> sentence) {
        if (TABLE.set(place, new FeatureWords("MODEL_" + code, sentence)) != null) {
            throw new IllegalStateException(FeatureNames.all().get(place) + " has words already");
        }
    }

    /** @param sentence of the value, and of the window such as " within an hour" */
    private static void windows(int first, String code, BiFunction<Double, String, String> sentence) {
        for (Window window : Window.ALL) {
            String within = " within " + text(window);
            one(first + window.place(), code, v -> sentence.apply(v, within));
        }
    }

    private static void labels(int first, String code, BiFunction<Double, String, String> sentence) {
        for (int i = 0; i < Labels.WINDOWS.size(); i++) {
            String within = " within " + text(Labels.WINDOWS.get(i));
            one(first + i, code, v -> sentence.apply(v, within));
        }
    }

    private static String text(Window window) {
        return switch (window) {
            case MINUTE -> "a minute";
            case TEN_MINUTES -> "ten minutes";
            case HOUR -> "an hour";
            case DAY -> "a day";
            case WEEK -> "a week";
            case MONTH -> "30 days";
        };
    }

    private static String balanceShare(double share) {
        return share == 0 ? "how much of the balance leaves is not known" : percent(share) + " of the balance leaves";
    }

    private static String firstToPayee(double first) {
        return first == 0 ? "this payer has paid this payee before" : "this payer has not paid this payee before";
    }

    private static String sinceLast(double seconds) {
        return ago("this payer's last payment was", seconds, "this payer has paid nothing within 30 days");
    }

    /** @param never where it is a month or more */
    private static String ago(String what, double seconds, String never) {
        if (seconds >= Window.MONTH.span().toSeconds()) {
            return never;
        }
        if (seconds < 120) {
            return what + " " + count(seconds, "second") + " ago";
        }
        double minutes = seconds / 60;
        if (minutes < 120) {
            return what + " " + count(Math.rint(minutes), "minute") + " ago";
        }
        double hours = minutes / 60;
        return what + " " + (hours < 48 ? count(Math.rint(hours), "hour") : count(Math.rint(hours / 24), "day"))
                + " ago";
    }

    private static String times(double value) {
        return number(value) + " times";
    }

    private static String percent(double share) {
        return number(share * 100) + "%";
    }

    private static String count(double value, String what) {
        String number = number(value);
        return number + " " + what + (number.equals("1") ? "" : "s");
    }

    /** Whole from 100 on, with one digit from 10 on, with two below. */
    private static String number(double value) {
        double size = Math.abs(value);
        if (size >= 1e15) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        String format = size >= 99.95 ? "%.0f" : size >= 9.995 ? "%.1f" : "%.2f";
        String digits = String.format(Locale.ROOT, format, value);
        return digits.indexOf('.') < 0 ? digits : digits.replaceFirst("\\.?0+$", "");
    }
}
