package io.groat.fraud.window;

/** A set of parties, in an array twice as large as it can come to need. */
final class PartySet {

    private final long[] table;
    private final int mask;
    private boolean hasZero;

    PartySet(int atMost) {
        int capacity = Integer.highestOneBit(Math.max(4, atMost * 2)) * 2;
        this.table = new long[capacity];
        this.mask = capacity - 1;
    }

    /** Whether it was not there yet. */
    boolean add(long party) {
        if (party == 0) {
            boolean added = !hasZero;
            hasZero = true;
            return added;
        }
        int place = place(party);
        if (table[place] == party) {
            return false;
        }
        table[place] = party;
        return true;
    }

    boolean has(long party) {
        return party == 0 ? hasZero : table[place(party)] == party;
    }

    private int place(long party) {
        int place = (int) (party ^ party >>> 32) & mask;
        while (table[place] != 0 && table[place] != party) {
            place = place + 1 & mask;
        }
        return place;
    }
}
