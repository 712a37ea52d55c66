package io.groat.infra.server.install;

import io.groat.infra.server.Folders;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder of what is made once and used by every run: unpacked binaries, a fresh database to copy from.
 *
 * <p>An entry is made under a temporary name and then renamed, which is atomic: it is there whole or not at all, even
 * when two processes make it at once or one of them is killed.
 */
public final class ServerCache {
    private final Path folder;

    public ServerCache(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * The cache of this run: the folder named by the system property {@code groat.cache}; else {@code .groat/cache} in
     * the project that the working folder belongs to; else {@code .cache/groat} in the user's home.
     */
    public static ServerCache standard() {
        String named = System.getProperty("groat.cache");
        if (named != null) {
            return new ServerCache(Path.of(named));
        }
        return new ServerCache(projectRoot(Path.of("").toAbsolutePath())
                .map(root -> root.resolve(".groat").resolve("cache"))
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "groat")));
    }

    /** The nearest folder at or above this one that holds the project's Maven wrapper and its infra folder. */
    public static Optional<Path> projectRoot(Path start) {
        for (Path at = start; at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("mvnw")) && Files.isDirectory(at.resolve("infra"))) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /** Where the entries stand. */
    public Path folder() {
        return folder;
    }

    /** Deletes the entries whose names begin so, but for one. */
    public void deleteOthers(String beginning, Path kept) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> entries;
        try (Stream<Path> files = Files.list(folder)) {
            entries = files.toList();
        }
        for (Path entry : entries) {
            if (entry.getFileName().toString().startsWith(beginning) && !entry.equals(kept)) {
                Folders.delete(entry);
            }
        }
    }

    /** Fills a new, empty folder. */
    @FunctionalInterface
    public interface Filler {
        void fill(Path folder) throws IOException;
    }

    /** The entry with this name, made by the filler when it is not there yet. */
    public Path entry(String name, Filler filler) throws IOException {
        Path entry = folder.resolve(name);
        if (Files.isDirectory(entry)) {
            return entry;
        }
        Files.createDirectories(folder);
        Path making = folder.resolve(name + ".making-" + UUID.randomUUID());
        try {
            Files.createDirectory(making);
            filler.fill(making);
            publish(making, entry);
        } finally {
            Folders.delete(making);
        }
        return entry;
    }

    private static void publish(Path making, Path entry) throws IOException {
        try {
            Files.move(making, entry, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Another process was first: its entry is as good as ours. Which error that is differs between systems.
            if (!Files.isDirectory(entry)) {
                throw e;
            }
        }
    }
}
