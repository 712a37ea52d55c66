package io.groat.shard;

/**
 * A shard's place among all: which it is, and which holds what.
 *
 * @param shard 0, 1, 2 …
 */
public record ShardPlace(int shard, ShardMap map) {

    /** Whether what the key names is on this shard. */
    public boolean holds(ShardKey key) {
        return key.shard(map) == shard;
    }
}
