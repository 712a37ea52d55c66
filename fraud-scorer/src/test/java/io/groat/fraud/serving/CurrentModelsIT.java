package io.groat.fraud.serving;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import io.groat.fraud.RunningScorer;
import io.groat.fraud.model.ModelFile;
import io.groat.fraud.model.Policy;
import io.groat.fraud.operate.TestModels;
import io.groat.fraud.state.Versions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is in force as the versions say, and what stays where that can't be. */
class CurrentModelsIT {

    private static final byte[] GOOD = ModelFile.bytes(TestModels.above(1_000));
    private static final byte[] NEWER = new String(GOOD, StandardCharsets.UTF_8)
            .replaceFirst("groat-model 1", "groat-model 2")
            .getBytes(StandardCharsets.UTF_8);

    private final RunningScorer scorer = RunningScorer.shared();
    private final ModelStore store = scorer.bean(ModelStore.class);
    private final CurrentModels current = new CurrentModels(store);

    @Test
    void championAndShadowAndPolicyAreAsTheVersionsSay() {
        int one = added(GOOD);
        int two = added(GOOD);
        Models both = now(Models.NONE, Map.of(Versions.MODEL, one, Versions.SHADOW, two, Versions.POLICY, 1));
        assertThat(both.are(one, two, Policy.RULES_OVERRIDE)).isTrue();

        Models swapped = now(both, Map.of(Versions.MODEL, two, Versions.POLICY, 1));
        assertThat(swapped.are(two, 0, Policy.RULES_OVERRIDE)).isTrue();
        assertThat(swapped.champion()).isSameAs(both.shadow());
        assertThat(now(swapped, Map.of())).isEqualTo(Models.NONE);
    }

    @Test
    void oneThatCantBeUsedLeavesWhatWasInForceAndIsNotReadAgain() {
        int good = added(GOOD);
        int newer = added(NEWER);
        Models before = now(Models.NONE, Map.of(Versions.MODEL, good));
        assertThat(now(before, Map.of(Versions.MODEL, newer))).isSameAs(before);

        replace(newer, GOOD);
        assertThat(now(before, Map.of(Versions.MODEL, newer))).isSameAs(before);
        assertThat(now(before, Map.of(Versions.MODEL, good, Versions.SHADOW, newer))
                        .are(good, newer, Policy.MAX))
                .isTrue();
    }

    @Test
    void oneThatIsNotThereLeavesWhatWasInForce() {
        Models before = now(Models.NONE, Map.of(Versions.MODEL, added(GOOD)));
        assertThat(now(before, Map.of(Versions.MODEL, 999_999_999))).isSameAs(before);
    }

    private Models now(Models known, Map<String, Integer> versions) {
        return Objects.requireNonNull(current.now(known, versions).block(PATIENCE));
    }

    private int added(byte[] file) {
        while (true) {
            int next = 1
                    + Objects.requireNonNull(store.latest(1)
                            .map(ModelVersion::version)
                            .defaultIfEmpty(0)
                            .blockLast(PATIENCE));
            ModelVersion version = new ModelVersion(next, "a test's", file.length, "test", "a test", Instant.now());
            if (Boolean.TRUE.equals(store.add(version, PackedModel.of(file)).block(PATIENCE))) {
                return next;
            }
        }
    }

    private void replace(int version, byte[] file) {
        scorer.bean(Cassandra.class)
                .writeIf(new Cql(
                        "UPDATE models SET file = ? WHERE scope = ? AND version = ? IF EXISTS",
                        PackedModel.of(file).bytes(),
                        "fraud",
                        version))
                .block(PATIENCE);
    }
}
