package io.groat.fraud.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many partitions of the table the keys of one of a topic's partitions stand in. */
class BucketTest {

    private static final int BUCKETS = 96;

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 12, 24})
    void theKeysOfOnePartitionShareFewBucketsWithNoOther(int partitions) {
        Map<Integer, Set<Short>> buckets = new HashMap<>();
        Set<Short> all = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            String key = "user" + i;
            int partition = Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
            buckets.computeIfAbsent(partition, first -> new HashSet<>()).add(Bucket.of(key));
            all.add(Bucket.of(key));
            // Never one of those that states once stood in.
            assertThat(Bucket.of(key)).isGreaterThan((short) 384);
            assertThat(Bucket.earlier(key)).isBetween((short) 0, (short) 383);
        }
        assertThat(all).hasSize(BUCKETS);
        assertThat(buckets.values()).allSatisfy(of -> assertThat(of).hasSize(BUCKETS / partitions));
    }
}
