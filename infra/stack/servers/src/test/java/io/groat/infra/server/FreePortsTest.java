package io.groat.infra.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreePortsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"'32768\t60999', 32000", "'16000 65535', 16000", "'1024 65535', 32000", "'', 32000", "'none', 32000"})
    void staysBelowThoseOfOutgoingConnections(String range, int last) throws Exception {
        assertThat(FreePorts.last(Files.writeString(folder.resolve("range"), range + "\n")))
                .isEqualTo(last);
    }

    @Test
    void theUsualOnesWhereNobodyTells() {
        assertThat(FreePorts.last(folder.resolve("none"))).isEqualTo(32_000);
        assertThat(FreePorts.any()).isBetween(2_000, 32_000);
    }

    @Test
    void nobodyGetsOneThatAnotherHas() {
        assertThat(IntStream.range(0, 2_000).map(i -> FreePorts.any()).boxed()).doesNotHaveDuplicates();
    }
}
