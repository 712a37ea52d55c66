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
    /** Payments that come up to a day late are scored as if they had come in time. */
    private static final long IN_SPAN = Window.MONTH.millis() + Window.DAY.millis();

    private static final long OUT_SPAN = 2 * Window.HOUR.millis();

    private final History got;
    private final History paid;
    private @Nullable History back;
    private @Nullable History taken;
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
        double inMonth = in.sum(Window.MONTH);
        double backInMonth = back == null ? 0 : back.totals(moment).sum(Window.MONTH);
        features.set(FeatureNames.REFUND_RATE, inMonth == 0 ? 0 : Math.min(1, backInMonth / inMonth));
        features.set(
                FeatureNames.CAPTURE_DELAY,
                taken == null ? 0 : taken.totals(moment).mean(Window.MONTH));
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
        return got.weight() + paid.weight() + (back == null ? 0 : back.weight()) + (taken == null ? 0 : taken.weight());
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
                History.read(in, IN_SPAN, EXACT_IN, PAYERS), History.read(in, OUT_SPAN, EXACT_OUT, 1), nextOffset);
        if (version == WITH_MORE) {
            read.back = readMore(in);
            read.taken = readMore(in);
        }
        return read;
    }

    private static @Nullable History readMore(StateBytes in) {
        return in.getByte() == 0 ? null : History.read(in, IN_SPAN, EXACT_OUT, 1);
    }
}
