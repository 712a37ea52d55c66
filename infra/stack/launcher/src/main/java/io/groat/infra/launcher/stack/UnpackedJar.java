package io.groat.infra.launcher.stack;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.server.install.ServerCache;
import io.groat.infra.server.process.ClassArchive;
import io.groat.infra.server.process.JavaHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;

/**
 * A program's jar, unpacked into the cache: Java starts it from there in little more than half the time, and a build
 * meanwhile does not pull the classes from under it.
 *
 * @param jar as the build made it, with everything it needs
 */
record UnpackedJar(Path jar, ServerCache cache) {
    private static final int JAVA_THAT_ASKS_FOR_NATIVE_ACCESS = 22;

    /**
     * Unpacks it, and forgets what was unpacked of earlier builds.
     *
     * @param program whose it is, for people
     */
    void prepare(String program) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new LauncherException(program + " is not built: " + jar + " is missing. Run ./mvnw -Dquick package.");
        }
        cache.deleteOthers(prefix(), folder());
    }

    /** Where it stands unpacked, with its class archive. */
    Path folder() throws IOException {
        return cache.entry(prefix() + contentHash(), this::unpack);
    }

    /** Classes of an earlier run; what runs from one jar shares them. */
    ClassArchive archive() throws IOException {
        return ClassArchive.of(folder(), nameWithoutEnding(), JavaHome.current());
    }

    /** The command that runs it, to which its own arguments can be added. */
    List<String> command(List<String> javaOptions) throws IOException {
        JavaHome java = JavaHome.current();
        List<String> arguments = new ArrayList<>();
        arguments.add(java.java().toString());
        arguments.addAll(JavaHome.serverOptions());
        arguments.addAll(javaOptions);
        if (java.feature() >= JAVA_THAT_ASKS_FOR_NATIVE_ACCESS) {
            arguments.add("--enable-native-access=ALL-UNNAMED");
        }
        arguments.addAll(List.of("-jar", folder().resolve(jar.getFileName()).toString()));
        return arguments;
    }

    /**
     * Of the jar, not of the program: two that run from one jar share what is unpacked. One that was not built here, but is
     * of the release before, stands beside it.
     */
    private String prefix() {
        Path folder = jar.toAbsolutePath().getParent();
        return (folder == null || folder.endsWith("target") ? "app-" : "app-of-" + folder.getFileName() + "-")
                + nameWithoutEnding() + "-";
    }

    private String nameWithoutEnding() {
        return jar.getFileName().toString().replace(".jar", "");
    }

    /** By Spring Boot's own tool, which its plugin puts into every jar that it makes runnable. */
    private void unpack(Path folder) throws IOException {
        List<String> command = List.of(
                JavaHome.current().java().toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djarmode=tools",
                "-jar",
                jar.toString(),
                "extract",
                "--force",
                "--destination",
                folder.toString());
        Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (tool.waitFor() != 0) {
                throw new IOException(output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Of the names and checksums of all entries; the jar's own time says nothing, since builds are reproducible. */
    private String contentHash() throws IOException {
        CRC32 hash = new CRC32();
        try (var zip = new ZipFile(jar.toFile())) {
            zip.stream()
                    .map(entry -> entry.getName() + ":" + entry.getCrc() + "\n")
                    .forEach(line -> hash.update(line.getBytes(StandardCharsets.UTF_8)));
        }
        return Long.toHexString(hash.getValue());
    }
}
