package io.groat.fraud.state;

import java.util.Map;

/**
 * How far a partition had got.
 *
 * @param settled everything before this offset has had its effect, durably
 * @param highest the newest from each source before that offset
 * @param begun results of what stands before this offset may have gone out; of nothing from there on
 */
public record Checkpoint(long settled, Map<Integer, Long> highest, long begun) {

    public static final Checkpoint START = new Checkpoint(0, Map.of(), 0);

    public Checkpoint {
        highest = Map.copyOf(highest);
    }
}
