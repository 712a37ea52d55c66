package io.groat.fraud.payee;

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
import java.time.Instant;
import java.util.UUID;

/** What a payee got, and, of the last hour, what it paid on. */
public final class PayeeState implements KeyedState {

    public static final StateKind<PayeeState> KIND = new StateKind<>("payee", PayeeState::fresh, PayeeState::of);

    static final int EXACT_IN = 256;
    static final int EXACT_OUT = 64;
    static final int PAYERS = 1_024;

    private static final int VERSION = 1;
    /** Payments that come up to a day late are scored as if they had come in time. */
    private static final long IN_SPAN = Window.MONTH.millis() + Window.DAY.millis();

    private static final long OUT_SPAN = 2 * Window.HOUR.millis();

    private final History got;
    private final History paid;
    private long nextOffset;

    private PayeeState(History got, History paid, long nextOffset) {
        this.got = got;
        this.paid = paid;
        this.nextOffset = nextOffset;
    }

    public static PayeeState fresh() {
        return new PayeeState(new History(IN_SPAN, EXACT_IN, PAYERS), new History(OUT_SPAN, EXACT_OUT, 1), 0);
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
        double inHour = in.sum(Window.HOUR);
        double outHour = paid.totals(moment).sum(Window.HOUR);
        features.set(FeatureNames.PASS_THROUGH, inHour == 0 ? 0 : Math.min(1, outHour / inHour));
    }

    public boolean knows(Payment payment) {
        return got.knows(payment.hash());
    }

    public void got(Payment payment) {
        got.add(payment.at().toEpochMilli(), payment.amount(), Hashes.of(payment.payer()), payment.hash());
    }

    public void paid(UUID paymentId, double amount, Instant at) {
        long id = Hashes.of(paymentId);
        if (!paid.knows(id)) {
            paid.add(at.toEpochMilli(), amount, 0, id);
        }
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
        return got.weight() + paid.weight();
    }

    @Override
    public byte[] bytes() {
        StateBytes out = StateBytes.toWrite().putByte(VERSION).putLong(nextOffset);
        got.write(out);
        paid.write(out);
        return out.written();
    }

    public static PayeeState of(byte[] bytes) {
        StateBytes in = StateBytes.of(bytes);
        if (in.getByte() != VERSION) {
            throw new IllegalStateException("a payee's state of another version");
        }
        long nextOffset = in.getLong();
        return new PayeeState(
                History.read(in, IN_SPAN, EXACT_IN, PAYERS), History.read(in, OUT_SPAN, EXACT_OUT, 1), nextOffset);
    }
}
