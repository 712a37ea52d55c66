package io.groat.infra.training.lightgbm;

import io.github.metarank.lightgbm4j.LGBMBooster;
import io.groat.infra.launcher.console.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * LightGBM's own library. lightgbm4j unpacks it to one and the same place for all processes, where each writes over what
 * another is running; so each process gives it a folder of its own.
 */
public final class NativeLibrary {

    private static final String FOLDER = "java.io.tmpdir";

    private static boolean loaded;

    private NativeLibrary() {}

    /** Loads it, the first time. Nothing of lightgbm4j may be touched before: its classes load it as they are initialised. */
    public static synchronized void load() {
        if (loaded) {
            return;
        }
        String usual = System.getProperty(FOLDER);
        try {
            Path own = Files.createTempDirectory("groat-lightgbm");
            System.setProperty(FOLDER, own.toString());
            LGBMBooster.loadNative();
            loaded = true;
            delete(own);
        } catch (IOException | UnsatisfiedLinkError missing) {
            throw new LauncherException(
                    "LightGBM can't be loaded: " + missing.getMessage()
                            + ". It needs libgomp (Debian/Ubuntu: apt-get install libgomp1) on 64-bit Linux or macOS.",
                    missing);
        } finally {
            System.setProperty(FOLDER, usual);
        }
    }

    /** What is loaded stays so without its file. */
    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
