package io.groat.fraud.state;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * The partition of {@code states} in which a key stands. Taken from the hash by which Kafka's producers choose a record's
 * partition, so that, where the number of a topic's partitions divides that of the buckets, the keys of one partition
 * share few buckets and are written together.
 */
final class Bucket {

    private static final int BUCKETS = 384;

    private Bucket() {}

    static short of(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return (short) (Utils.toPositive(Utils.murmur2(bytes)) % BUCKETS);
    }
}
