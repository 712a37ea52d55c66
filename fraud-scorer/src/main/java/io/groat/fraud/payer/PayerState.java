package io.groat.fraud.payer;

import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import io.groat.fraud.label.Labels;
import io.groat.fraud.payment.Hashes;
import io.groat.fraud.payment.Payment;
import io.groat.fraud.payment.PaymentChange;
import io.groat.fraud.state.KeyedState;
import io.groat.fraud.state.StateKind;
import io.groat.fraud.window.History;
import io.groat.fraud.window.StateBytes;
import io.groat.fraud.window.Window;
import io.groat.fraud.window.WindowTotals;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a payer paid, and how the wallet was topped up. Attempts count whether or not they end well; amounts are in major units of any currency. */
public final class PayerState implements KeyedState {

    public static final StateKind<PayerState> KIND = new StateKind<>("payer", PayerState::fresh, PayerState::of);

    /** Payments held one by one: windows are exact for a payer who makes no more than that in 30 days. */
    static final int EXACT = 256;

    static final int PAYEES = 256;

    /** Payments that come up to a day late are scored as if they had come in time. */
    private static final long SPAN = Window.MONTH.millis() + Window.DAY.millis();

    private static final int VERSION = 1;
    /** What older releases don't know stands behind what they read: a byte that says which parts there are, and these. */
    private static final int TOP_UPS = 1;

    private static final int LABELS = 2;
    private static final int BALANCE = 4;
    /** The newest payments that are looked at for whether they went to somebody new. */
    private static final int NEWEST = 32;

    /** More than that says no more. */
    private static final double MOST_OF_CAME_IN = 100;

    /** To the middle one of the payer's amounts: what is more is out of the ordinary. */
    private static final double MOST_ORDINARY = 2;

    private static final double SECONDS_OF_MONTH = Window.MONTH.span().toSeconds();

    private final History paid;
    private @Nullable TopUps topUps;
    private @Nullable Labels labels;
    private @Nullable LastBalance balance;
    private long nextOffset;

    private PayerState(History paid, long nextOffset) {
        this.paid = paid;
        this.nextOffset = nextOffset;
    }

    public static PayerState fresh() {
        return new PayerState(new History(SPAN, EXACT, PAYEES), 0);
    }

    public boolean knows(Payment payment) {
        return paid.knows(payment.hash());
    }

    /** The payer's side of a payment's features: what was before it, and how it differs. */
    public Features features(Payment payment) {
        Features features = Features.blank();
        long moment = payment.at().toEpochMilli();
        double amount = payment.amount();
        WindowTotals totals = paid.totals(moment);
        double median = paid.median(moment);
        double max = totals.max(Window.MONTH);
        long last = paid.lastBefore(moment);
        int hour = payment.at().atOffset(ZoneOffset.UTC).getHour();
        features.set(FeatureNames.AMOUNT, amount);
        features.set(FeatureNames.BALANCE_SHARE, balanceShare(payment));
        features.set(FeatureNames.HOUR, hour);
        features.set(FeatureNames.ACCOUNT_AGE_DAYS, accountAgeDays(payment));
        features.set(FeatureNames.AMOUNT_TO_MEDIAN, median == 0 ? 1 : amount / median);
        features.set(FeatureNames.AMOUNT_TO_MAX, max == 0 ? 1 : amount / max);
        features.set(FeatureNames.FIRST_TO_PAYEE, isFirst(payment) ? 1 : 0);
        features.set(FeatureNames.SECONDS_SINCE_LAST, last == 0 ? SECONDS_OF_MONTH : (moment - last) / 1000.0);
        features.set(FeatureNames.HOUR_SHARE, paid.hourShare(hour));
        for (Window window : Window.ALL) {
            int w = window.place();
            features.set(FeatureNames.PAYER_COUNT + w, totals.count(window));
            features.set(FeatureNames.PAYER_SUM + w, totals.sum(window));
            features.set(FeatureNames.PAYER_MEAN + w, totals.mean(window));
            features.set(FeatureNames.PAYER_DEVIATION + w, totals.deviation(window));
            features.set(FeatureNames.PAYER_MAX + w, totals.max(window));
            features.set(FeatureNames.PAYER_PAYEES + w, totals.parties(window));
            features.set(FeatureNames.PAYER_FAILURES + w, totals.marked(window));
        }
        features.set(FeatureNames.MAX_TO_MEDIAN, median == 0 ? 1 : totals.max(Window.WEEK) / median);
        features.set(FeatureNames.NEW_PAYEES, paid.newParties(moment - Window.DAY.millis(), moment, NEWEST));
        addOfPair(payment, features, moment);
        addUsual(features, totals, amount);
        addOfBalance(payment, features);
        if (topUps != null) {
            topUps.addFeatures(features, moment, amount, paid);
        }
        if (labels != null) {
            Labels.Totals known = labels.totals(moment);
            for (int i = 0; i < Labels.WINDOWS.size(); i++) {
                features.set(FeatureNames.PAYER_FRAUDS + i, known.frauds(Labels.WINDOWS.get(i)));
            }
        }
        return features;
    }

    /** What went to the same payee before, of the last month. */
    private void addOfPair(Payment payment, Features features, long moment) {
        String payee = payment.payee();
        if (payee == null) {
            return;
        }
        History.Pair pair = paid.with(Hashes.of(payee), moment - Window.MONTH.millis(), moment);
        if (pair.count() > 0) {
            double mean = pair.sum() / pair.count();
            features.set(FeatureNames.PAIR_COUNT, pair.count());
            features.set(FeatureNames.AMOUNT_TO_PAIR, mean == 0 ? 1 : payment.amount() / mean);
            features.set(FeatureNames.SECONDS_SINCE_PAIR, (moment - pair.last()) / 1000.0);
        }
    }

    private static void addUsual(Features features, WindowTotals totals, double amount) {
        double deviation = totals.deviation(Window.MONTH);
        features.set(
                FeatureNames.AMOUNT_DEVIATIONS, deviation == 0 ? 0 : (amount - totals.mean(Window.MONTH)) / deviation);
        double usual = totals.count(Window.MONTH) / (double) Window.MONTH.span().toDays();
        features.set(FeatureNames.COUNT_TO_USUAL, usual == 0 ? 1 : totals.count(Window.DAY) / usual);
    }

    private void addOfBalance(Payment payment, Features features) {
        double cameIn = balance == null ? 0 : balance.cameIn(payment);
        if (cameIn > 0) {
            features.set(FeatureNames.CAME_IN, cameIn);
            features.set(FeatureNames.CAME_IN_SHARE_OUT, Math.min(MOST_OF_CAME_IN, payment.amount() / cameIn));
        }
    }

    /** Notes what one of the payments was found to be. */
    public void labelled(UUID paymentId, boolean fraud, Instant knownAt) {
        Labels known = labels == null ? new Labels() : labels;
        labels = known;
        known.add(Hashes.of(paymentId), fraud, knownAt.toEpochMilli());
    }

    /**
     * Whether a payment is like what this payer pays, by its amount: a fraud that is tells against its payee, for whoever has
     * a stolen account takes more. One that is no longer held one by one is none.
     */
    public boolean isOrdinary(UUID paymentId, Instant moment) {
        double amount = paid.amountOf(Hashes.of(paymentId));
        return amount > 0 && amount <= MOST_ORDINARY * paid.median(moment.toEpochMilli());
    }

    public void toppedUp(PaymentChange.ToppedUp topUp) {
        Instant seenAt = topUp.instrumentSeenAt();
        knownTopUps()
                .credited(
                        topUp.orderId(),
                        topUp.amount(),
                        topUp.at().toEpochMilli(),
                        topUp.instrument(),
                        seenAt == null ? null : (Long) seenAt.toEpochMilli());
    }

    public void topUpFailed(PaymentChange.TopUpFailed failure) {
        knownTopUps().failed(failure.id(), failure.at().toEpochMilli());
    }

    private TopUps knownTopUps() {
        TopUps known = topUps == null ? new TopUps() : topUps;
        topUps = known;
        return known;
    }

    public void made(Payment payment) {
        String payee = payment.payee();
        paid.add(payment.at().toEpochMilli(), payment.amount(), payee == null ? 0 : Hashes.of(payee), payment.hash());
        if (payment.balanceBefore() != null) {
            LastBalance known = balance == null ? new LastBalance() : balance;
            balance = known;
            known.made(payment);
        }
    }

    public void ended(UUID paymentId, boolean failed) {
        paid.end(Hashes.of(paymentId), failed);
        if (failed && balance != null) {
            balance.failed(paymentId);
        }
    }

    private boolean isFirst(Payment payment) {
        String payee = payment.payee();
        return payee == null || !paid.knowsParty(Hashes.of(payee));
    }

    /** The share of the balance that leaves, 0 to 1; 0 when the event doesn't tell the balance. */
    private static double balanceShare(Payment payment) {
        Long before = payment.balanceBefore();
        return before == null || before <= 0 ? 0 : Math.min(1, (double) payment.amountMinor() / before);
    }

    /** A month when the event doesn't tell. */
    private static double accountAgeDays(Payment payment) {
        return payment.accountOpenedAt() == null
                ? Window.MONTH.span().toDays()
                : Math.max(
                                0,
                                Duration.between(payment.accountOpenedAt(), payment.at())
                                        .toMillis())
                        / (double) Window.DAY.millis();
    }

    @Override
    public long nextOffset() {
        return nextOffset;
    }

    @Override
    public void nextOffset(long offset) {
        nextOffset = offset;
    }

    @Override
    public int weight() {
        return paid.weight() + (topUps == null ? 0 : topUps.weight()) + (labels == null ? 0 : labels.weight());
    }

    @Override
    public byte[] bytes() {
        StateBytes out = StateBytes.toWrite().putByte(VERSION).putLong(nextOffset);
        paid.write(out);
        int parts = (topUps == null ? 0 : TOP_UPS) + (labels == null ? 0 : LABELS) + (balance == null ? 0 : BALANCE);
        if (parts != 0) {
            out.putByte(parts);
        }
        if (topUps != null) {
            topUps.write(out);
        }
        if (labels != null) {
            labels.write(out);
        }
        if (balance != null) {
            balance.write(out);
        }
        return out.written();
    }

    public static PayerState of(byte[] bytes) {
        StateBytes in = StateBytes.of(bytes);
        if (in.getByte() != VERSION) {
            throw new IllegalStateException("a payer's state of another version");
        }
        long nextOffset = in.getLong();
        PayerState read = new PayerState(History.read(in, SPAN, EXACT, PAYEES), nextOffset);
        int parts = in.atEnd() ? 0 : in.getByte();
        if ((parts & TOP_UPS) != 0) {
            read.topUps = TopUps.read(in);
        }
        if ((parts & LABELS) != 0) {
            read.labels = Labels.read(in);
        }
        if ((parts & BALANCE) != 0) {
            read.balance = LastBalance.read(in);
        }
        return read;
    }
}
