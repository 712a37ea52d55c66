package io.groat.infra.training.generate.habit;

import java.util.Arrays;

/**
 * What people mean to pay on one day, in columns, about 40 bytes a payment. It is filled user by user, sorted by time, and
 * used again for the next day.
 */
final class DayPlan {

    static final int LAST_MILLI = 86_400_000 - 1;

    private static final int PLACE_BITS = 32;
    private static final long PLACES = (1L << PLACE_BITS) - 1;

    private long[] order = new long[1_024];
    private int[] payers = new int[1_024];
    private int[] payees = new int[1_024];
    private long[] amounts = new long[1_024];
    private byte[] notes = new byte[1_024];
    private int size;

    void clear() {
        size = 0;
    }

    /** @param millis of the day; what lies before or after it happens at its first or last moment */
    void add(long millis, int payer, int payee, long amount, byte note) {
        if (size == payers.length) {
            grow();
        }
        order[size] = (Math.max(0, Math.min(LAST_MILLI, millis)) << PLACE_BITS) | size;
        payers[size] = payer;
        payees[size] = payee;
        amounts[size] = amount;
        notes[size] = note;
        size++;
    }

    /** By time, and at the same time as it was added. */
    void sort() {
        Arrays.sort(order, 0, size);
    }

    int size() {
        return size;
    }

    /** The time of day of the payment of that place in the order, in milliseconds. */
    long millis(int place) {
        return order[place] >>> PLACE_BITS;
    }

    int payer(int place) {
        return payers[row(place)];
    }

    int payee(int place) {
        return payees[row(place)];
    }

    long amount(int place) {
        return amounts[row(place)];
    }

    byte note(int place) {
        return notes[row(place)];
    }

    private int row(int place) {
        return (int) (order[place] & PLACES);
    }

    private void grow() {
        int length = payers.length + payers.length / 2;
        order = Arrays.copyOf(order, length);
        payers = Arrays.copyOf(payers, length);
        payees = Arrays.copyOf(payees, length);
        amounts = Arrays.copyOf(amounts, length);
        notes = Arrays.copyOf(notes, length);
    }
}
