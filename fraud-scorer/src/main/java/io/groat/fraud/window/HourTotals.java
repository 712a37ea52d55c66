package io.groat.fraud.window;

import java.util.Arrays;

/** Movements that a history no longer holds one by one, summed by the hour of their time; oldest hour first. */
final class HourTotals {

    private static final long HOUR = 3_600_000;

    private long[] hour = new long[0];
    private int[] count = new int[0];
    private double[] sum = new double[0];
    private double[] squares = new double[0];
    private double[] max = new double[0];
    private int[] marked = new int[0];
    private int size;

    void add(long at, double amount, boolean isMarked) {
        int place = place(Math.floorDiv(at, HOUR));
        count[place]++;
        sum[place] += amount;
        squares[place] += amount * amount;
        max[place] = Math.max(max[place], amount);
        marked[place] += isMarked ? 1 : 0;
    }

    /** Adds what lies within each window at that moment: whole hours, also those that it begins in. */
    void addTo(WindowTotals totals, long moment) {
        for (int i = size - 1; i >= 0; i--) {
            if (hour[i] * HOUR > moment) {
                continue;
            }
            for (Window window : Window.ALL) {
                if ((hour[i] + 1) * HOUR > moment - window.millis()) {
                    int w = window.place();
                    totals.count[w] += count[i];
                    totals.sum[w] += sum[i];
                    totals.squares[w] += squares[i];
                    totals.max[w] = Math.max(totals.max[w], max[i]);
                    totals.marked[w] += marked[i];
                }
            }
        }
    }

    /** Forgets the hours that ended before that moment. */
    void forget(long before) {
        int gone = 0;
        while (gone < size && (hour[gone] + 1) * HOUR <= before) {
            gone++;
        }
        if (gone > 0) {
            shift(gone, 0, size - gone);
            size -= gone;
        }
    }

    int size() {
        return size;
    }

    /** The begin of the oldest hour, of those that end after one moment and begin before another, with more than nothing in it; 0 when there is none. */
    long firstOfSome(long after, long upTo) {
        for (int i = 0; i < size; i++) {
            if (isWithin(i, after, upTo) && max[i] > 0) {
                return hour[i] * HOUR;
            }
        }
        return 0;
    }

    /** The begin of the newest hour of that sort. */
    long lastOfSome(long after, long upTo) {
        for (int i = size - 1; i >= 0; i--) {
            if (isWithin(i, after, upTo) && max[i] > 0) {
                return hour[i] * HOUR;
            }
        }
        return 0;
    }

    private boolean isWithin(int place, long after, long upTo) {
        return (hour[place] + 1) * HOUR > after && hour[place] * HOUR <= upTo;
    }

    private int place(long wanted) {
        int place = Arrays.binarySearch(hour, 0, size, wanted);
        if (place >= 0) {
            return place;
        }
        int insert = -place - 1;
        if (size == hour.length) {
            grow(Math.max(4, size * 2));
        }
        shift(insert, insert + 1, size - insert);
        hour[insert] = wanted;
        count[insert] = 0;
        sum[insert] = 0;
        squares[insert] = 0;
        max[insert] = 0;
        marked[insert] = 0;
        size++;
        return insert;
    }

    private void shift(int from, int to, int length) {
        System.arraycopy(hour, from, hour, to, length);
        System.arraycopy(count, from, count, to, length);
        System.arraycopy(sum, from, sum, to, length);
        System.arraycopy(squares, from, squares, to, length);
        System.arraycopy(max, from, max, to, length);
        System.arraycopy(marked, from, marked, to, length);
    }

    private void grow(int capacity) {
        hour = Arrays.copyOf(hour, capacity);
        count = Arrays.copyOf(count, capacity);
        sum = Arrays.copyOf(sum, capacity);
        squares = Arrays.copyOf(squares, capacity);
        max = Arrays.copyOf(max, capacity);
        marked = Arrays.copyOf(marked, capacity);
    }

    void write(StateBytes out) {
        out.putInt(size);
        for (int i = 0; i < size; i++) {
            out.putLong(hour[i])
                    .putInt(count[i])
                    .putDouble(sum[i])
                    .putDouble(squares[i])
                    .putDouble(max[i])
                    .putInt(marked[i]);
        }
    }

    static HourTotals read(StateBytes in) {
        HourTotals read = new HourTotals();
        int size = in.getInt();
        read.grow(size);
        read.size = size;
        for (int i = 0; i < size; i++) {
            read.hour[i] = in.getLong();
            read.count[i] = in.getInt();
            read.sum[i] = in.getDouble();
            read.squares[i] = in.getDouble();
            read.max[i] = in.getDouble();
            read.marked[i] = in.getInt();
        }
        return read;
    }
}
