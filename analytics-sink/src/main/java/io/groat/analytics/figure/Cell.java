package io.groat.analytics.figure;

import java.util.Comparator;

/** Where payments are counted: the payer's shard and the currency. */
public record Cell(int shard, String currency) implements Comparable<Cell> {

    private static final Comparator<Cell> ORDER =
            Comparator.comparingInt(Cell::shard).thenComparing(Cell::currency);

    @Override
    public int compareTo(Cell other) {
        return ORDER.compare(this, other);
    }
}
