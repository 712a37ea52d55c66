package io.groat.analytics.aggregate;

/** Figures of a stretch from one partition, as they are kept. */
public final class Slice {

    private final SliceKey key;
    private final long first;
    private final long next;
    private final byte[] data;

    /**
     * @param first place of the first event in it
     * @param next the place after the last event in it
     * @param data {@link io.groat.analytics.figure.FigureBytes}, which nobody changes
     */
    public Slice(SliceKey key, long first, long next, byte[] data) {
        this.key = key;
        this.first = first;
        this.next = next;
        this.data = data;
    }

    public SliceKey key() {
        return key;
    }

    public long first() {
        return first;
    }

    public long next() {
        return next;
    }

    public byte[] data() {
        return data;
    }
}
