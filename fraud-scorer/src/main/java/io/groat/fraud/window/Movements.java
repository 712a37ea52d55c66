package io.groat.fraud.window;

import java.util.Arrays;

/** Movements that are held one by one, in the order of their times. */
final class Movements {

    private static final byte OPEN = 0;
    private static final byte DONE = 1;
    private static final byte MARKED = 2;

    private final int most;
    private long[] at;
    private double[] amount;
    private long[] party;
    private long[] id;
    private byte[] outcome;
    private int size;

    Movements(int most) {
        this(most, 4);
    }

    private Movements(int most, int capacity) {
        this.most = most;
        at = new long[capacity];
        amount = new double[capacity];
        party = new long[capacity];
        id = new long[capacity];
        outcome = new byte[capacity];
    }

    int size() {
        return size;
    }

    long at(int place) {
        return at[place];
    }

    double amount(int place) {
        return amount[place];
    }

    long party(int place) {
        return party[place];
    }

    long id(int place) {
        return id[place];
    }

    boolean marked(int place) {
        return outcome[place] == MARKED;
    }

    /** The place of the movement of that id; -1 when there is none. */
    int find(long wantedId) {
        for (int i = size - 1; i >= 0; i--) {
            if (id[i] == wantedId) {
                return i;
            }
        }
        return -1;
    }

    /** Whether none before it is with the same party. */
    boolean isFirstOfParty(int place) {
        for (int i = place - 1; i >= 0; i--) {
            if (party[i] == party[place]) {
                return false;
            }
        }
        return true;
    }

    /** Puts a movement where its time belongs; of equal times it comes last. */
    void insert(long when, double value, long with, long movementId) {
        if (size == at.length) {
            grow(Math.min(most, size * 2));
        }
        int place = size;
        while (place > 0 && at[place - 1] > when) {
            place--;
        }
        shift(place, place + 1, size - place);
        at[place] = when;
        amount[place] = value;
        party[place] = with;
        id[place] = movementId;
        outcome[place] = OPEN;
        size++;
    }

    /** Notes how a movement ended, the first time that it is told. */
    void end(long movementId, boolean failed) {
        int place = find(movementId);
        if (place >= 0 && outcome[place] == OPEN) {
            outcome[place] = failed ? MARKED : DONE;
        }
    }

    /** Forgets those at that moment and before. */
    void forget(long before) {
        int gone = 0;
        while (gone < size && at[gone] <= before) {
            gone++;
        }
        if (gone > 0) {
            removeFirst(gone);
        }
    }

    void removeFirst(int many) {
        shift(many, 0, size - many);
        size -= many;
    }

    private void shift(int from, int to, int length) {
        System.arraycopy(at, from, at, to, length);
        System.arraycopy(amount, from, amount, to, length);
        System.arraycopy(party, from, party, to, length);
        System.arraycopy(id, from, id, to, length);
        System.arraycopy(outcome, from, outcome, to, length);
    }

    private void grow(int capacity) {
        at = Arrays.copyOf(at, capacity);
        amount = Arrays.copyOf(amount, capacity);
        party = Arrays.copyOf(party, capacity);
        id = Arrays.copyOf(id, capacity);
        outcome = Arrays.copyOf(outcome, capacity);
    }

    void write(StateBytes out) {
        out.putInt(size);
        long before = 0;
        for (int i = 0; i < size; i++) {
            out.putLong(at[i] - before)
                    .putDouble(amount[i])
                    .putFixed(party[i])
                    .putFixed(id[i])
                    .putByte(outcome[i]);
            before = at[i];
        }
    }

    static Movements read(StateBytes in, int most) {
        int size = in.getInt();
        Movements read = new Movements(most, Math.max(4, size));
        long before = 0;
        for (int i = 0; i < size; i++) {
            before += in.getLong();
            read.at[i] = before;
            read.amount[i] = in.getDouble();
            read.party[i] = in.getFixed();
            read.id[i] = in.getFixed();
            read.outcome[i] = (byte) in.getByte();
        }
        read.size = size;
        return read;
    }
}
