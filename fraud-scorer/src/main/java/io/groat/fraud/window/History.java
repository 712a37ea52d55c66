package io.groat.fraud.window;

import java.util.Arrays;

/**
 * What one party moved, as far as windows reach back, in bounded memory.
 *
 * <ul>
 *   <li>Exact: the newest {@code exact} movements are held one by one. As long as those of the longest window are no
 *       more than that, every window is exact to the millisecond.
 *   <li>Bounded: older ones are summed by the hour of their time. A window that reaches back to them counts the hour
 *       that it begins in as a whole. Different parties are counted exactly up to {@code parties} of them; beyond, the
 *       count stays there or a little above.
 *   <li>Late: a movement earlier than others is put in its place, and the windows that end with it are exact as long as
 *       it is no later than the span is longer than they are. One older than the span before the newest is not taken.
 *   <li>Repeated: a movement is known again as long as it is among the last {@code 4 × exact}.
 * </ul>
 *
 * The same movements in the same order give the same numbers, bit by bit, whether or not the history was written down
 * and read again in between.
 */
public final class History {

    private static final int FOLDED_IDS = 3;

    private final long span;
    private final int exact;
    private final LastSeen parties;
    private HourTotals folded = new HourTotals();
    private long[] foldedIds = new long[0];
    private int foldedIdsNext;
    private final Movements moved;

    /**
     * @param span milliseconds after which a movement is forgotten
     * @param exact movements held one by one
     * @param parties different parties remembered
     */
    public History(long span, int exact, int parties) {
        this(span, exact, new LastSeen(parties), new Movements(exact));
    }

    private History(long span, int exact, LastSeen parties, Movements moved) {
        this.span = span;
        this.exact = exact;
        this.parties = parties;
        this.moved = moved;
    }

    /** Whether it has that movement, by its id. */
    public boolean knows(long wantedId) {
        return moved.find(wantedId) >= 0 || contains(foldedIds, foldedIds.length, wantedId);
    }

    /** Whether it has had to do with that party. */
    public boolean knowsParty(long wantedParty) {
        return parties.knows(wantedParty);
    }

    public boolean isEmpty() {
        return moved.size() == 0;
    }

    /** When the newest movement was, in milliseconds since 1970; 0 when there is none. */
    public long newest() {
        return moved.size() == 0 ? 0 : moved.at(moved.size() - 1);
    }

    /** Numbers held, as a measure of memory. */
    public int weight() {
        return moved.size() + parties.size() / 2 + folded.size() + foldedIds.length / 4 + 8;
    }

    /** The amount of a movement of those held one by one; 0 when it is none. */
    public double amountOf(long movementId) {
        int place = moved.find(movementId);
        return place < 0 ? 0 : moved.amount(place);
    }

    /** Takes a movement that it doesn't know yet; false when it is too old to count. */
    public boolean add(long when, double value, long with, long movementId) {
        if (moved.size() > 0 && when < newest() - span) {
            return false;
        }
        if (moved.size() == exact) {
            fold();
        }
        moved.insert(when, value, with, movementId);
        parties.saw(with, when);
        moved.forget(newest() - span);
        folded.forget(newest() - span);
        return true;
    }

    /** Notes how a movement ended, the first time that it is told: one that failed is marked. */
    public void end(long movementId, boolean failed) {
        moved.end(movementId, failed);
    }

    /** Marks a movement of those held one by one. */
    public void mark(long movementId) {
        moved.end(movementId, true);
    }

    /** What it comes to in each window that ends at that moment. */
    public WindowTotals totals(long moment) {
        WindowTotals totals = new WindowTotals();
        PartySet seen = new PartySet(moved.size() + parties.size());
        int next = moved.size() - 1;
        int parts = 0;
        for (Window window : Window.ALL) {
            int w = window.place();
            if (w > 0) {
                copy(totals, w - 1, w);
            }
            for (; next >= 0 && moved.at(next) > moment - window.millis(); next--) {
                if (moved.at(next) <= moment) {
                    totals.count[w]++;
                    totals.sum[w] += moved.amount(next);
                    totals.squares[w] += moved.amount(next) * moved.amount(next);
                    totals.max[w] = Math.max(totals.max[w], moved.amount(next));
                    totals.marked[w] += moved.marked(next) ? 1 : 0;
                    parts += seen.add(moved.party(next)) ? 1 : 0;
                }
            }
            totals.parties[w] = parts;
        }
        if (folded.size() > 0) {
            folded.addTo(totals, moment);
            parties.addTo(totals, seen, moment);
        }
        return totals;
    }

    /**
     * What one moved with one other party, of those held one by one.
     *
     * @param last when, in milliseconds since 1970; 0 when never
     */
    public record Pair(int count, double sum, long last) {}

    /** What was moved with that party after one moment, up to another. */
    public Pair with(long party, long after, long upTo) {
        int count = 0;
        double sum = 0;
        long last = 0;
        for (int i = moved.size() - 1; i >= 0 && moved.at(i) > after; i--) {
            if (moved.party(i) == party && moved.at(i) <= upTo) {
                count++;
                sum += moved.amount(i);
                last = Math.max(last, moved.at(i));
            }
        }
        return new Pair(count, sum, last);
    }

    /** The middle one of the amounts held one by one, of the month up to that moment; 0 when there is none. */
    public double median(long moment) {
        double[] sorted = new double[moved.size()];
        int many = 0;
        for (int i = 0; i < moved.size(); i++) {
            if (moved.at(i) <= moment && moved.at(i) > moment - Window.MONTH.millis()) {
                sorted[many++] = moved.amount(i);
            }
        }
        if (many == 0) {
            return 0;
        }
        Arrays.sort(sorted, 0, many);
        return many % 2 == 1 ? sorted[many / 2] : (sorted[many / 2 - 1] + sorted[many / 2]) / 2;
    }

    /**
     * The oldest moment after one, up to another, at which more than nothing moved; 0 when there is none. Of those that are
     * summed by the hour it is the hour's begin.
     */
    public long firstOfSome(long after, long upTo) {
        long first = folded.firstOfSome(after, upTo);
        for (int i = 0; i < moved.size() && moved.at(i) <= upTo; i++) {
            if (moved.at(i) > after && moved.amount(i) > 0) {
                return first == 0 ? moved.at(i) : Math.min(first, moved.at(i));
            }
        }
        return first;
    }

    /** The newest moment of that sort. */
    public long lastOfSome(long after, long upTo) {
        for (int i = moved.size() - 1; i >= 0 && moved.at(i) > after; i--) {
            if (moved.at(i) <= upTo && moved.amount(i) > 0) {
                return moved.at(i);
            }
        }
        return folded.lastOfSome(after, upTo);
    }

    /**
     * With how many parties something moved after one moment, up to another, with whom nothing had before: of those held one
     * by one, and no more than the newest {@code most} movements are looked at.
     */
    public int newParties(long after, long upTo, int most) {
        int found = 0;
        int looked = 0;
        for (int i = moved.size() - 1; i >= 0 && moved.at(i) > after && looked < most; i--) {
            if (moved.at(i) <= upTo) {
                looked++;
                found += moved.isFirstOfParty(i) ? 1 : 0;
            }
        }
        return found;
    }

    /** The newest moment before or at that one at which something moved; 0 when there was none. */
    public long lastBefore(long moment) {
        for (int i = moved.size() - 1; i >= 0; i--) {
            if (moved.at(i) <= moment) {
                return moved.at(i);
            }
        }
        return 0;
    }

    /** The oldest moment after that one at which something moved, of those held one by one; the moment itself when none did. */
    public long firstAfter(long moment) {
        for (int i = 0; i < moved.size(); i++) {
            if (moved.at(i) > moment) {
                return moved.at(i);
            }
        }
        return moment;
    }

    /** What moved from one moment up to another, both included, and did not fail; of those held one by one. */
    public double sumBetween(long from, long to) {
        double sum = 0;
        for (int i = moved.size() - 1; i >= 0 && moved.at(i) >= from; i--) {
            sum += moved.at(i) <= to && !moved.marked(i) ? moved.amount(i) : 0;
        }
        return sum;
    }

    /** The share of movements that happened within an hour of that hour of the day, UTC; 1 when there were none. */
    public double hourShare(int hourOfDay) {
        int near = 0;
        for (int i = 0; i < moved.size(); i++) {
            int hour = Math.floorMod(Math.floorDiv(moved.at(i), 3_600_000L), 24);
            int apart = Math.floorMod(hour - hourOfDay, 24);
            near += apart <= 1 || apart == 23 ? 1 : 0;
        }
        return moved.size() == 0 ? 1 : (double) near / moved.size();
    }

    private static void copy(WindowTotals totals, int from, int to) {
        totals.count[to] = totals.count[from];
        totals.sum[to] = totals.sum[from];
        totals.squares[to] = totals.squares[from];
        totals.max[to] = totals.max[from];
        totals.marked[to] = totals.marked[from];
    }

    private void fold() {
        folded.add(moved.at(0), moved.amount(0), moved.marked(0));
        if (foldedIds.length < FOLDED_IDS * exact) {
            foldedIds = Arrays.copyOf(foldedIds, foldedIds.length + 1);
            foldedIdsNext = foldedIds.length - 1;
        }
        foldedIds[foldedIdsNext] = moved.id(0);
        foldedIdsNext = (foldedIdsNext + 1) % (FOLDED_IDS * exact);
        moved.removeFirst(1);
    }

    private static boolean contains(long[] all, int many, long wanted) {
        for (int i = 0; i < many; i++) {
            if (all[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    public void write(StateBytes out) {
        moved.write(out);
        out.putInt(foldedIds.length).putInt(foldedIdsNext);
        for (long one : foldedIds) {
            out.putFixed(one);
        }
        folded.write(out);
        parties.write(out);
    }

    /** Reads what was written of a history with the same limits. */
    public static History read(StateBytes in, long span, int exact, int parties) {
        History read = new History(span, exact, new LastSeen(parties), Movements.read(in, exact));
        read.foldedIds = new long[in.getInt()];
        read.foldedIdsNext = in.getInt();
        for (int i = 0; i < read.foldedIds.length; i++) {
            read.foldedIds[i] = in.getFixed();
        }
        read.folded = HourTotals.read(in);
        read.parties.read(in);
        return read;
    }
}
