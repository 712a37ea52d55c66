package io.groat.shard;

import java.util.UUID;

/** Whose data is meant: what is named where a shard is asked. The shard map says which shard that is. */
@FunctionalInterface
public interface ShardKey {

    /** The shard that holds it, by that map. */
    int shard(ShardMap map);

    /** What belongs to a user. */
    static ShardKey ofUser(String userId) {
        return map -> map.shardOfUser(userId);
    }

    /** What belongs to the owner of that account or transfer. */
    static ShardKey ofId(UUID slottedId) {
        return map -> map.shardOfSlot(SlottedId.slotOf(slottedId));
    }

    /** What no user owns and is spread by the hash of its own name. */
    static ShardKey ofName(String name) {
        return ofUser(name);
    }

    /** The shard that a row names. */
    static ShardKey ofShard(int shard) {
        return map -> shard;
    }
}
