package io.groat.fraud.window;

import java.util.Arrays;

/** Parties and when they were last seen. Beyond its limit it forgets the one that was not seen for longest. */
final class LastSeen {

    private final int limit;
    private long[] party = new long[2];
    private long[] last = new long[2];
    private int size;

    LastSeen(int limit) {
        this.limit = limit;
    }

    boolean knows(long wanted) {
        return find(wanted) >= 0;
    }

    int size() {
        return size;
    }

    void saw(long seen, long when) {
        int place = find(seen);
        if (place >= 0) {
            last[place] = Math.max(last[place], when);
            return;
        }
        if (size < limit) {
            if (size == party.length) {
                party = Arrays.copyOf(party, Math.min(limit, size * 2));
                last = Arrays.copyOf(last, party.length);
            }
            place = size++;
        } else {
            place = oldest();
        }
        party[place] = seen;
        last[place] = when;
    }

    /** Counts those last seen within each window that are not counted yet. */
    void addTo(WindowTotals totals, PartySet counted, long moment) {
        for (int i = 0; i < size; i++) {
            if (last[i] <= moment && !counted.has(party[i])) {
                for (Window window : Window.ALL) {
                    if (last[i] > moment - window.millis()) {
                        totals.parties[window.place()]++;
                    }
                }
            }
        }
    }

    private int find(long wanted) {
        for (int i = 0; i < size; i++) {
            if (party[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private int oldest() {
        int oldest = 0;
        for (int i = 1; i < size; i++) {
            if (last[i] < last[oldest]) {
                oldest = i;
            }
        }
        return oldest;
    }

    void write(StateBytes out) {
        out.putInt(size);
        for (int i = 0; i < size; i++) {
            out.putFixed(party[i]).putLong(last[i]);
        }
    }

    void read(StateBytes in) {
        size = in.getInt();
        party = new long[Math.max(2, size)];
        last = new long[party.length];
        for (int i = 0; i < size; i++) {
            party[i] = in.getFixed();
            last[i] = in.getLong();
        }
    }
}
