package io.groat.infra.server.install;

import io.groat.infra.server.Executables;
import io.groat.infra.server.ServerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Takes files out of jars, and unpacks tar archives with the system's tar. */
public final class Archives {
    private Archives() {}

    /** Writes one entry of a jar to a file. */
    public static void extract(Path jar, String entryName, Path target) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(entryName);
            if (entry == null) {
                throw new ServerException(jar + " holds no " + entryName);
            }
            try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(in, target);
            }
        }
    }

    /** The name of the first entry that ends so. */
    public static String entryEndingWith(Path jar, String suffix) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(suffix))
                    .findFirst()
                    .orElseThrow(() -> new ServerException(jar + " holds nothing that ends with " + suffix));
        }
    }

    /** Unpacks a gzipped tar archive into an existing folder. */
    public static void untar(Path archive, Path folder) throws IOException {
        Executables.Outcome outcome =
                Executables.run(folder, Map.of(), List.of("tar", "-xzf", archive.toString(), "--no-same-owner"));
        if (!outcome.succeeded()) {
            throw new ServerException("tar could not unpack " + archive + ": " + outcome.output());
        }
    }
}
