package io.groat.infra.server.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCacheTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void anEntryIsMadeOnce() throws Exception {
        AtomicInteger made = new AtomicInteger();
        ServerCache cache = new ServerCache(folder);
        for (int i = 0; i < 2; i++) {
            Path entry = cache.entry(
                    "thing", making -> Files.writeString(making.resolve("f"), "v" + made.incrementAndGet()));
            assertThat(entry.resolve("f")).hasContent("v1");
        }
    }

    @Test
    void aFailedFillerLeavesNothing() {
        ServerCache cache = new ServerCache(folder);
        assertThatThrownBy(() -> cache.entry("thing", making -> {
                    Files.writeString(making.resolve("half"), "");
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void twoWhoMakeItAtOnceGetOneWholeEntry() throws Exception {
        CyclicBarrier bothFilled = new CyclicBarrier(2);
        Callable<Path> making = () -> new ServerCache(folder).entry("thing", entry -> {
            Files.writeString(entry.resolve("f"), "whole");
            try {
                bothFilled.await();
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Path>> both = new ArrayList<>(threads.invokeAll(List.of(making, making)));
            for (Future<Path> one : both) {
                assertThat(one.get().resolve("f")).hasContent("whole");
            }
        } finally {
            threads.shutdownNow();
        }
        try (var entries = Files.list(folder)) {
            assertThat(entries).hasSize(1);
        }
    }

    @Test
    void theProjectRootIsFoundFromBelow() throws Exception {
        Files.writeString(folder.resolve("mvnw"), "");
        Path deep = Files.createDirectories(folder.resolve("infra").resolve("servers"));
        assertThat(ServerCache.projectRoot(deep)).contains(folder);
        assertThat(ServerCache.projectRoot(Path.of("/"))).isEmpty();
    }
}
