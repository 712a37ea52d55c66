package io.groat.fraud.payer;

import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import io.groat.fraud.payment.Hashes;
import io.groat.fraud.payment.Payment;
import io.groat.fraud.state.KeyedState;
import io.groat.fraud.state.StateKind;
import io.groat.fraud.window.History;
import io.groat.fraud.window.StateBytes;
import io.groat.fraud.window.Window;
import io.groat.fraud.window.WindowTotals;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;

/** What a payer paid. Attempts count whether or not they end well; amounts are in major units of any currency. */
public final class PayerState implements KeyedState {

    public static final StateKind<PayerState> KIND = new StateKind<>("payer", PayerState::fresh, PayerState::of);

    /** Payments held one by one: windows are exact for a payer who makes no more than that in 30 days. */
    static final int EXACT = 256;

    static final int PAYEES = 256;

    /** Payments that come up to a day late are scored as if they had come in time. */
    private static final long SPAN = Window.MONTH.millis() + Window.DAY.millis();

    private static final int VERSION = 1;
    private static final double SECONDS_OF_MONTH = Window.MONTH.span().toSeconds();

    private final History paid;
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
            features.set(FeatureNames.PAYER_FAILURES + w, totals.failures(window));
        }
        return features;
    }

    public void made(Payment payment) {
        String payee = payment.payee();
        paid.add(payment.at().toEpochMilli(), payment.amount(), payee == null ? 0 : Hashes.of(payee), payment.hash());
    }

    public void ended(UUID paymentId, boolean failed) {
        paid.end(Hashes.of(paymentId), failed);
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
        return paid.weight();
    }

    @Override
    public byte[] bytes() {
        StateBytes out = StateBytes.toWrite().putByte(VERSION).putLong(nextOffset);
        paid.write(out);
        return out.written();
    }

    public static PayerState of(byte[] bytes) {
        StateBytes in = StateBytes.of(bytes);
        if (in.getByte() != VERSION) {
            throw new IllegalStateException("a payer's state of another version");
        }
        long nextOffset = in.getLong();
        return new PayerState(History.read(in, SPAN, EXACT, PAYEES), nextOffset);
    }
}
