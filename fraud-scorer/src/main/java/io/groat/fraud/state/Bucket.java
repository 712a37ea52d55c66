package io.groat.fraud.state;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;

/**
 * The partition of {@code states} in which a key stands. Taken from the hash by which Kafka's producers choose a record's
 * partition, so that, where the number of a topic's partitions divides that of the buckets, the keys of one partition
 * share few buckets and are written together: each bucket once in as long as a change may wait, whatever the rate.
 */
final class Bucket {

    private static final int BUCKETS = 96;
    /** Behind those of the time when there were more of them. */
    private static final int FIRST = 1_000;

    private static final int EARLIER_BUCKETS = 384;

    private Bucket() {}

    static short of(String key) {
        return (short) (FIRST + hash(key) % BUCKETS);
    }

    /** Where a state stands that has not changed since there were more buckets. */
    static short earlier(String key) {
        return (short) (hash(key) % EARLIER_BUCKETS);
    }

    /** All in which states may stand that have not changed since then. */
    static List<Short> allEarlier() {
        return IntStream.range(0, EARLIER_BUCKETS)
                .mapToObj(bucket -> (short) bucket)
                .toList();
    }

    private static int hash(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8)));
    }
}
