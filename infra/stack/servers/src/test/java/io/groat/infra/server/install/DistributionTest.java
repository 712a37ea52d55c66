package io.groat.infra.server.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.infra.server.ServerException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionTest {
    @ParameterizedTest
    @ValueSource(strings = {"kafka", "cassandra", "native"})
    void theBuildSaysWhereEachServerIs(String name) {
        assertThat(Distribution.named(name).files())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file).isRegularFile());
    }

    @Test
    void aServersOwnVersionsAreNotBentByThoseOfOurCode() {
        assertThat(Distribution.named("kafka").files())
                .extracting(file -> file.getFileName().toString())
                .anyMatch(file -> file.matches("kafka-clients-4\\.3\\..*"))
                .noneMatch(file -> file.startsWith("junit"));
    }

    @Test
    void findsAnArtifactByNameAndSaysWhatIsGone(@TempDir Path folder) throws Exception {
        Path jar = Files.writeString(folder.resolve("redis-0.9.1.jar"), "");
        Distribution distribution = Distribution.parse(jar + ":" + folder.resolve("mysql-1.0.jar") + "\n");
        assertThat(distribution.artifact("redis")).isEqualTo(jar);
        assertThatThrownBy(() -> distribution.artifact("mysql")).hasMessageContaining("mysql-1.0.jar is gone");
        assertThatThrownBy(() -> distribution.artifact("kafka")).hasMessageContaining("No kafka among");
    }

    @Test
    void anUnknownServerSaysWhatToBuild() {
        assertThatThrownBy(() -> Distribution.named("oracle"))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("Build infra/stack/dist/oracle");
    }
}
