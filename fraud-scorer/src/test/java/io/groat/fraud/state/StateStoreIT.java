package io.groat.fraud.state;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import io.groat.fraud.RunningScorer;
import io.groat.fraud.payer.PayerState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** States, in the buckets of now and of before. */
class StateStoreIT {

    private static final String WRITE =
            "INSERT INTO states (kind, source, bucket, key, next_offset, data) VALUES (?, ?, ?, ?, ?, ?)";

    private final RunningScorer scorer = RunningScorer.shared();
    private final StateStore store = scorer.bean(StateStore.class);

    @Test
    void aStateOfAnEarlierBucketIsFoundUntilItIsWrittenAnew() {
        String known = RunningScorer.user("known");
        write(Bucket.earlier(known), known, 7);
        assertThat(offsets(List.of(known, RunningScorer.user("unknown")))).containsExactly(Map.entry(known, 7L));
        write(Bucket.of(known), known, 8);
        assertThat(offsets(List.of(known))).containsExactly(Map.entry(known, 8L));
    }

    @Test
    void tellsWhetherAnyStandsInAnEarlierBucket() {
        String source = RunningScorer.user("source");
        String known = RunningScorer.user("known");

        write(source, Bucket.of(known), known, 7);
        assertThat(hasEarlier(source)).isFalse();

        write(source, Bucket.earlier(known), known, 8);
        assertThat(hasEarlier(source)).isTrue();
    }

    @Test
    void aPartitionThatIsTakenOverFindsThem() {
        String source = RunningScorer.user("source");
        String known = RunningScorer.user("known");
        write(source, Bucket.earlier(known), known, 9);
        StateCache<PayerState> cache =
                new StateCache<>(PayerState.KIND, source, store, scorer.bean(StateSettings.class));

        cache.fetch(List.of(known)).block(PATIENCE);

        assertThat(cache.get(known).nextOffset()).isEqualTo(9);
    }

    @Test
    void manyAreFoundAtOnce() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            keys.add(RunningScorer.user("many"));
            write(i % 10 == 0 ? Bucket.earlier(keys.get(i)) : Bucket.of(keys.get(i)), keys.get(i), i);
        }
        Map<String, Long> found = offsets(keys);
        assertThat(found).hasSize(1_000);
        for (int i = 0; i < 1_000; i++) {
            assertThat(found).containsEntry(keys.get(i), (long) i);
        }
    }

    private Map<String, Long> offsets(List<String> keys) {
        Map<String, PayerState> found = Objects.requireNonNull(
                store.find(PayerState.KIND, "here", keys, true).block(PATIENCE));
        Map<String, Long> offsets = new HashMap<>();
        found.forEach((key, state) -> offsets.put(key, state.nextOffset()));
        return offsets;
    }

    private boolean hasEarlier(String source) {
        return Objects.requireNonNull(store.hasEarlier(PayerState.KIND, source).block(PATIENCE));
    }

    private void write(short bucket, String key, long offset) {
        write("here", bucket, key, offset);
    }

    private void write(String source, short bucket, String key, long offset) {
        PayerState state = PayerState.fresh();
        state.nextOffset(offset);
        scorer.bean(Cassandra.class)
                .write(new Cql(
                        WRITE, PayerState.KIND.name(), source, bucket, key, offset, ByteBuffer.wrap(state.bytes())))
                .block(PATIENCE);
    }
}
