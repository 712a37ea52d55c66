package io.groat.infra.bench.baseline;

import java.nio.ByteBuffer;
import java.util.UUID;

/** An account's place: what a service keeps in memory of it, so that no transfer has to look it up. */
record BaselineAccount(UUID id, String userId, int shard) {
    /** As MySQL holds it. */
    byte[] key() {
        return bytes(id);
    }

    static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
