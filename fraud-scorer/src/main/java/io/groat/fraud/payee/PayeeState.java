package io.groat.fraud.payee;

import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import io.groat.fraud.label.Labels;
import io.groat.fraud.payment.Hashes;
import io.groat.fraud.payment.Payment;
import io.groat.fraud.state.KeyedState;
import io.groat.fraud.state.StateKind;
import io.groat.fraud.window.History;
import io.groat.fraud.window.StateBytes;
import io.groat.fraud.window.Window;
import io.groat.fraud.window.WindowTotals;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a payee got, gave back, how long after it was reserved, and, of the last hour, what it paid on. */
public final class PayeeState implements KeyedState {

    public static final StateKind<PayeeState> KIND = new StateKind<>("payee", PayeeState::fresh, PayeeState::of);

    static final int EXACT_IN = 256;
    static final int EXACT_OUT = 64;
    static final int PAYERS = 1_024;

    /** Most payees have neither given back nor captured: theirs are written as they always were. */
    private static final int PLAIN = 1;

    private static final int WITH_MORE = 2;
    /** What older releases don't know stands behind what they read: a byte that says which parts there are, and these. */
    private static final int SINCE = 1;

    private static final int LABELS = 2;
    private static final int ORDINARY = 4;
    /** Payments that come up to a day late are scored as if they had come in time. */
    private static final long IN_SPAN = Window.MONTH.millis() + Window.DAY.millis();

    private static final long OUT_SPAN = Window.WEEK.millis() + Window.HOUR.millis();
    private static final int PAYEES = 64;

    private final History got;
    private final History paid;
    private @Nullable History back;
    private @Nullable History taken;
    private @Nullable Labels labels;
    /** Of the frauds, those that were like what their payers pay. */
    private @Nullable Labels ordinary;
    /** When it first got something, in milliseconds since 1970; 0 when that is not known. */
    private long since;

    private long nextOffset;

    private PayeeState(History got, History paid, long nextOffset) {
        this.got = got;
        this.paid = paid;
        this.nextOffset = nextOffset;
    }

    public static PayeeState fresh() {
        return new PayeeState(new History(IN_SPAN, EXACT_IN, PAYERS), new History(OUT_SPAN, EXACT_OUT, PAYEES), 0);
    }

    /** Adds the payee's side to a payment's features: what was before it. */
    public void addFeatures(Payment payment, Features features) {
        long moment = payment.at().toEpochMilli();
        WindowTotals in = got.totals(moment);
        for (Window window : Window.ALL) {
            int w = window.place();
            features.set(FeatureNames.PAYEE_PAYERS + w, in.parties(window));
            features.set(FeatureNames.PAYEE_COUNT + w, in.count(window));
            features.set(FeatureNames.PAYEE_SUM + w, in.sum(window));
        }
        WindowTotals out = paid.totals(moment);
        features.set(FeatureNames.PASS_THROUGH, share(out.sum(Window.HOUR), in.sum(Window.HOUR)));
        features.set(FeatureNames.PASS_THROUGH_DAY, share(out.sum(Window.DAY), in.sum(Window.DAY)));
        features.set(FeatureNames.PAYEE_PAYEES, out.parties(Window.DAY));
        addReturns(payment, features, moment);
        addUsual(payment, features, in, moment);
        for (int i = 0; i < Labels.WINDOWS.size(); i++) {
            features.set(FeatureNames.NEW_PAYERS + i, in.marked(Labels.WINDOWS.get(i)));
        }
        addLabels(features, in, moment);
        double inMonth = in.sum(Window.MONTH);
        double backInMonth = back == null ? 0 : back.totals(moment).sum(Window.MONTH);
        features.set(FeatureNames.REFUND_RATE, inMonth == 0 ? 0 : Math.min(1, backInMonth / inMonth));
        features.set(
                FeatureNames.CAPTURE_DELAY,
                taken == null ? 0 : taken.totals(moment).mean(Window.MONTH));
    }

    /** What the payee has paid to the payer before. */
    private void addReturns(Payment payment, Features features, long moment) {
        long payer = Hashes.of(payment.payer());
        features.set(
                FeatureNames.PAYEE_PAID_PAYER,
                paid.with(payer, moment - Window.DAY.millis(), moment).count());
        History.Pair week = paid.with(payer, moment - Window.WEEK.millis(), moment);
        if (week.count() > 0) {
            features.set(FeatureNames.PAYEE_PAID_PAYER_WEEK, week.count());
            features.set(
                    FeatureNames.AMOUNT_TO_PAID_PAYER,
                    week.sum() == 0 ? 0 : payment.amount() * week.count() / week.sum());
        }
    }

    private static double share(double part, double whole) {
        return whole == 0 ? 0 : Math.min(1, part / whole);
    }

    private void addUsual(Payment payment, Features features, WindowTotals in, long moment) {
        double mean = in.mean(Window.MONTH);
        long last = got.lastBefore(moment);
        features.set(FeatureNames.PAYEE_AMOUNT_TO_MEAN, mean == 0 ? 1 : payment.amount() / mean);
        if (last > 0) {
            features.set(FeatureNames.PAYEE_SECONDS_SINCE_LAST, (moment - last) / 1000.0);
        }
        features.set(
                FeatureNames.PAYEE_KNOWN_DAYS,
                since == 0 ? 0 : Math.max(0, moment - since) / (double) Window.DAY.millis());
    }

    private void addLabels(Features features, WindowTotals in, long moment) {
        if (labels == null) {
            return;
        }
        Labels.Totals known = labels.totals(moment);
        for (int i = 0; i < Labels.WINDOWS.size(); i++) {
            Window window = Labels.WINDOWS.get(i);
            features.set(FeatureNames.PAYEE_FRAUDS + i, known.frauds(window));
            features.set(FeatureNames.PAYEE_FRAUD_SHARE + i, known.share(window));
            features.set(FeatureNames.PAYEE_FRAUD_RATE + i, known.rate(window, in.count(window)));
        }
        long first = labels.firstFraud(moment);
        if (first > 0) {
            features.set(FeatureNames.SECONDS_SINCE_FIRST_FRAUD, (moment - first) / 1000.0);
            features.set(FeatureNames.SECONDS_SINCE_FRAUD, (moment - labels.lastFraud(moment)) / 1000.0);
        }
        if (ordinary != null) {
            addOrdinary(ordinary, features, moment);
        }
    }

    private static void addOrdinary(Labels ordinary, Features features, long moment) {
        Labels.Totals known = ordinary.totals(moment);
        for (int i = 0; i < Labels.WINDOWS.size(); i++) {
            features.set(FeatureNames.ORDINARY_FRAUDS + i, known.frauds(Labels.WINDOWS.get(i)));
        }
        long first = ordinary.firstFraud(moment);
        if (first > 0) {
            features.set(FeatureNames.SECONDS_SINCE_FIRST_ORDINARY_FRAUD, (moment - first) / 1000.0);
        }
    }

    /**
     * Notes what one of the payments was found to be.
     *
     * @param likeOthers whether it was like what its payer pays
     */
    public void labelled(UUID paymentId, boolean fraud, boolean likeOthers, Instant knownAt) {
        labels = with(labels, paymentId, fraud, knownAt);
        if (fraud && likeOthers) {
            ordinary = with(ordinary, paymentId, true, knownAt);
        }
    }

    private static Labels with(@Nullable Labels labels, UUID paymentId, boolean fraud, Instant knownAt) {
        Labels known = labels == null ? new Labels() : labels;
        known.add(Hashes.of(paymentId), fraud, knownAt.toEpochMilli());
        return known;
    }

    public boolean knows(Payment payment) {
        return got.knows(payment.hash());
    }

    /** @param fromNew whether the payer had not paid it before */
    public void got(Payment payment, boolean fromNew) {
        long at = payment.at().toEpochMilli();
        since = since == 0 ? at : Math.min(since, at);
        got.add(at, payment.amount(), Hashes.of(payment.payer()), payment.hash());
        if (fromNew) {
            got.mark(payment.hash());
        }
    }

    /** @param payee the hash of who got it; 0 when it is not told */
    public void paid(UUID paymentId, double amount, long payee, Instant at) {
        long id = Hashes.of(paymentId);
        if (!paid.knows(id)) {
            paid.add(at.toEpochMilli(), amount, payee, id);
        }
    }

    public void gaveBack(UUID movementId, double amount, Instant at) {
        back = withOne(back, movementId, amount, at);
    }

    /** @param hours between the reservation and now that it is taken */
    public void took(UUID movementId, double hours, Instant at) {
        taken = withOne(taken, movementId, hours, at);
    }

    private static History withOne(@Nullable History history, UUID movementId, double value, Instant at) {
        History known = history == null ? new History(IN_SPAN, EXACT_OUT, 1) : history;
        long id = Hashes.of(movementId);
        if (!known.knows(id)) {
            known.add(at.toEpochMilli(), value, 0, id);
        }
        return known;
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
        return got.weight()
                + paid.weight()
                + (back == null ? 0 : back.weight())
                + (taken == null ? 0 : taken.weight())
                + (labels == null ? 0 : labels.weight())
                + (ordinary == null ? 0 : ordinary.weight());
    }

    @Override
    public byte[] bytes() {
        boolean plain = back == null && taken == null;
        StateBytes out = StateBytes.toWrite().putByte(plain ? PLAIN : WITH_MORE).putLong(nextOffset);
        got.write(out);
        paid.write(out);
        if (!plain) {
            write(out, back);
            write(out, taken);
        }
        out.putByte((since == 0 ? 0 : SINCE) + (labels == null ? 0 : LABELS) + (ordinary == null ? 0 : ORDINARY));
        if (since != 0) {
            out.putLong(since);
        }
        if (labels != null) {
            labels.write(out);
        }
        if (ordinary != null) {
            ordinary.write(out);
        }
        return out.written();
    }

    private static void write(StateBytes out, @Nullable History history) {
        out.putByte(history == null ? 0 : 1);
        if (history != null) {
            history.write(out);
        }
    }

    public static PayeeState of(byte[] bytes) {
        StateBytes in = StateBytes.of(bytes);
        int version = in.getByte();
        if (version != PLAIN && version != WITH_MORE) {
            throw new IllegalStateException("a payee's state of another version");
        }
        long nextOffset = in.getLong();
        PayeeState read = new PayeeState(
                History.read(in, IN_SPAN, EXACT_IN, PAYERS), History.read(in, OUT_SPAN, EXACT_OUT, PAYEES), nextOffset);
        if (version == WITH_MORE) {
            read.back = readMore(in);
            read.taken = readMore(in);
        }
        int parts = in.atEnd() ? 0 : in.getByte();
        if ((parts & SINCE) != 0) {
            read.since = in.getLong();
        }
        if ((parts & LABELS) != 0) {
            read.labels = Labels.read(in);
        }
        if ((parts & ORDINARY) != 0) {
            read.ordinary = Labels.read(in);
        }
        return read;
    }

    private static @Nullable History readMore(StateBytes in) {
        return in.getByte() == 0 ? null : History.read(in, IN_SPAN, EXACT_OUT, 1);
    }
}
