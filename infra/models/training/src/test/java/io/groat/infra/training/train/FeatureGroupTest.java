package io.groat.infra.training.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.fraud.feature.FeatureNames;
import org.junit.jupiter.api.Test;

class FeatureGroupTest {

    @Test
    void everyFeatureIsInOneGroup() {
        assertThat(FeatureNames.all())
                .allSatisfy(name -> assertThat(FeatureGroup.ALL)
                        .filteredOn(group -> group.has(name))
                        .hasSize(1));
    }

    @Test
    void everyBeginningIsAFeatures() {
        assertThat(FeatureGroup.ALL.stream().flatMap(group -> group.beginnings().stream()))
                .allSatisfy(beginning -> assertThat(FeatureNames.all()).anyMatch(name -> name.startsWith(beginning)));
    }
}
