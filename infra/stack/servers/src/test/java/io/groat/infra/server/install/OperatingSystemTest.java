package io.groat.infra.server.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.infra.server.ServerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatingSystemTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, LINUX_X86_64",
        "Linux, aarch64, LINUX_ARM_64",
        "Mac OS X, x86_64, MAC_X86_64",
        "Mac OS X, aarch64, MAC_ARM_64",
        "Windows 11, amd64, OTHER",
        "Linux, riscv64, OTHER"
    })
    void isToldFromJavasProperties(String name, String architecture, OperatingSystem expected) {
        assertThat(OperatingSystem.of(name, architecture)).isEqualTo(expected);
    }

    @Test
    void whereThereIsNoBinaryTheWayThroughDockerIsNamed() {
        assertThat(OperatingSystem.LINUX_ARM_64.redisSuffix()).isEqualTo("linux-arm64");
        assertThatThrownBy(OperatingSystem.LINUX_ARM_64::mysqlArchive)
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("docker compose");
    }
}
