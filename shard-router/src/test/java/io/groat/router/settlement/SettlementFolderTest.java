package io.groat.router.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.engine.SettlementEngine;
import io.groat.engine.ShardGateway;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** Which files of a folder are whole, by a clock that the test sets. */
class SettlementFolderTest {

    @TempDir
    Path path;

    private Instant now = Instant.parse("2026-11-30T00:00:00Z");
    private SettlementFolder folder;

    @BeforeEach
    void make() {
        ShardGateway nobody = (ShardGateway) Proxy.newProxyInstance(
                ShardGateway.class.getClassLoader(),
                new Class<?>[] {ShardGateway.class},
                (proxy, method, arguments) -> {
                    throw new IllegalStateException("no shard is to be asked");
                });
        SettlementSettings settings = new SettlementSettings(
                path,
                Duration.ofSeconds(5),
                DataSize.ofMegabytes(1),
                Duration.ofMinutes(1),
                Duration.ofSeconds(1),
                Duration.ofDays(3),
                Duration.ofMinutes(10),
                Duration.ofMinutes(1));
        folder = new SettlementFolder(
                path,
                Set.of("razorpay"),
                new SettlementIntake(new SettlementEngine(nobody, List.of(), List.of("razorpay"), () -> now)),
                settings,
                () -> now);
    }

    @Test
    void aFileThatGrowsIsLeft() throws IOException {
        Path file = path.resolve("razorpay-1.csv");
        Files.writeString(file, "a");
        assertThat(folder.whole()).isEmpty();
        after(4);
        assertThat(folder.whole()).isEmpty();
        Files.writeString(file, "b", StandardOpenOption.APPEND);
        after(4);
        assertThat(folder.whole()).isEmpty();
        after(4);
        assertThat(folder.whole()).isEmpty();
        after(1);
        assertThat(folder.whole()).containsExactly(file);
    }

    @Test
    void whatIsNoFileOfThatNameIsLeft() throws IOException {
        Files.writeString(path.resolve("razorpay-1.csv.part"), "a");
        Files.createDirectory(path.resolve("done.csv"));
        Path elsewhere = Files.writeString(path.resolve("elsewhere"), "a");
        Files.createSymbolicLink(path.resolve("razorpay-link.csv"), elsewhere);
        folder.whole();
        after(60);
        assertThat(folder.whole()).isEmpty();
    }

    @Test
    void oneThatWasReplacedIsAnother() throws IOException {
        Path file = Files.writeString(path.resolve("razorpay-1.csv"), "a");
        folder.whole();
        after(4);
        Files.delete(file);
        assertThat(folder.whole()).isEmpty();
        Files.writeString(file, "a");
        assertThat(folder.whole()).isEmpty();
        after(4);
        assertThat(folder.whole()).isEmpty();
        after(1);
        assertThat(folder.whole()).containsExactly(file);
    }

    private void after(int seconds) {
        now = now.plusSeconds(seconds);
    }
}
