package io.groat.shard;

import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * The 4096 slots that users hash into. A user's slot never changes; which shard holds a slot is the
 * {@link ShardMap}'s to say.
 */
public final class Slots {

    /** Number of slots. Twelve bits, as many as an id's rand_a field holds. */
    public static final int COUNT = 4096;

    private Slots() {}

    /** The slot of a user: {@code murmur3_32(UTF-8 of the id, seed 0)}, unsigned, mod 4096. */
    public static int ofUser(String userId) {
        byte[] bytes = userId.getBytes(StandardCharsets.UTF_8);
        int hash = MurmurHash3.hash32x86(bytes, 0, bytes.length, 0);
        return Integer.remainderUnsigned(hash, COUNT);
    }
}
