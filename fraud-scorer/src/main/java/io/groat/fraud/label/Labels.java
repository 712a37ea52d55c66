package io.groat.fraud.label;

import io.groat.fraud.window.History;
import io.groat.fraud.window.StateBytes;
import io.groat.fraud.window.Window;
import io.groat.fraud.window.WindowTotals;
import java.util.List;

/**
 * What one party's payments were found to be, by when that became known. Windows count what became known in them: so nothing
 * is seen before it is known, however old the payment is.
 */
public final class Labels {

    /** The windows that features tell of: what becomes known within the hour is chance. */
    public static final List<Window> WINDOWS = List.of(Window.DAY, Window.WEEK, Window.MONTH);

    private static final long SPAN = Window.MONTH.millis() + Window.DAY.millis();
    private static final int EXACT = 64;

    private final History known;

    public Labels() {
        this(new History(SPAN, EXACT, 1));
    }

    private Labels(History known) {
        this.known = known;
    }

    /** Notes what a payment was found to be, once however often it is told. */
    public void add(long paymentHash, boolean fraud, long knownAt) {
        // Who finds a payment to be a fraud after all has found something else.
        long id = fraud ? paymentHash : ~paymentHash;
        if (!known.knows(id)) {
            known.add(knownAt, fraud ? 1 : 0, 0, id);
        }
    }

    /** What became known up to a moment. */
    public Totals totals(long moment) {
        return new Totals(known.totals(moment));
    }

    /** When the first fraud of the last 30 days became known, in milliseconds since 1970; 0 when none did. */
    public long firstFraud(long moment) {
        return known.firstOfSome(moment - Window.MONTH.millis(), moment);
    }

    /** When the last one did. */
    public long lastFraud(long moment) {
        return known.lastOfSome(moment - Window.MONTH.millis(), moment);
    }

    /** What became known in each window. */
    public static final class Totals {

        private final WindowTotals totals;

        private Totals(WindowTotals totals) {
            this.totals = totals;
        }

        public double frauds(Window window) {
            return totals.sum(window);
        }

        /** Of payments that somebody has judged, the share that were frauds; 0 when nobody has judged any. */
        public double share(Window window) {
            return totals.mean(window);
        }

        /** Frauds to so many payments, at most 1; 0 without either. */
        public double rate(Window window, double payments) {
            double frauds = frauds(window);
            return frauds == 0 ? 0 : Math.min(1, frauds / Math.max(1, payments));
        }
    }

    public int weight() {
        return known.weight();
    }

    public void write(StateBytes out) {
        known.write(out);
    }

    public static Labels read(StateBytes in) {
        return new Labels(History.read(in, SPAN, EXACT, 1));
    }
}
