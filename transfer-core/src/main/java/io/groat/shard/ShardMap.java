package io.groat.shard;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which shard holds which slot. Immutable; a move of slots makes a map with a higher version.
 */
public final class ShardMap {

    private final int version;
    private final int[] shardOfSlot;
    private final int shardCount;

    /**
     * @param version 1 for the first map, one more for each that follows
     * @param shardOfSlot the shard (0 …) of each of the {@link Slots#COUNT} slots
     * @throws IllegalArgumentException when a slot is missing or a shard number is negative
     */
    public ShardMap(int version, int[] shardOfSlot) {
        if (version < 1) {
            throw new IllegalArgumentException("shard map version " + version + " is below 1");
        }
        if (shardOfSlot.length != Slots.COUNT) {
            throw new IllegalArgumentException(
                    "a shard map needs " + Slots.COUNT + " slots, this one has " + shardOfSlot.length);
        }
        if (Arrays.stream(shardOfSlot).anyMatch(shard -> shard < 0)) {
            throw new IllegalArgumentException("a shard map can't hold a negative shard");
        }
        this.version = version;
        this.shardOfSlot = shardOfSlot.clone();
        this.shardCount = Arrays.stream(shardOfSlot).max().orElseThrow() + 1;
    }

    /** The first map of a system: {@code shard = slot mod shardCount}. */
    public static ShardMap initial(int shardCount) {
        if (shardCount < 1 || shardCount > Slots.COUNT) {
            throw new IllegalArgumentException("shard count " + shardCount + " is not in 1 … " + Slots.COUNT);
        }
        return new ShardMap(
                1,
                IntStream.range(0, Slots.COUNT).map(slot -> slot % shardCount).toArray());
    }

    public int version() {
        return version;
    }

    /** One more than the highest shard that holds a slot. */
    public int shardCount() {
        return shardCount;
    }

    /** The shard of a slot (0 … 4095). */
    public int shardOfSlot(int slot) {
        return shardOfSlot[slot];
    }

    /** The shard of a user's accounts. */
    public int shardOfUser(String userId) {
        return shardOfSlot[Slots.ofUser(userId)];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ShardMap that
                && version == that.version
                && Arrays.equals(shardOfSlot, that.shardOfSlot);
    }

    @Override
    public int hashCode() {
        return 31 * version + Arrays.hashCode(shardOfSlot);
    }

    @Override
    public String toString() {
        return "ShardMap v" + version + " over " + shardCount + " shards";
    }
}
