package io.groat.infra.server.install;

import io.groat.infra.server.ServerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The files of a server as the build resolved them, in the local Maven repository. */
public record Distribution(List<Path> files) {
    /**
     * Reads the class path that the build of {@code infra/stack/dist} wrote.
     *
     * @param name kafka, cassandra or native
     */
    public static Distribution named(String name) {
        String resource = "/groat/dist/groat-dist-" + name + ".classpath";
        try (InputStream in = Distribution.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new ServerException("The build did not say where the files of the " + name
                        + " server are. Build infra/stack/dist/" + name + " with ./mvnw -Dquick package.");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Distribution parse(String classPath) {
        return new Distribution(Arrays.stream(classPath.strip().split(":", -1))
                .filter(entry -> !entry.isBlank())
                .map(Path::of)
                .toList());
    }

    /** The file of the artifact with this name, whatever its version. */
    public Path artifact(String artifactId) {
        return files.stream()
                .filter(file -> file.getFileName().toString().matches(artifactId + "-[0-9].*\\.jar"))
                .findFirst()
                .map(Distribution::existing)
                .orElseThrow(() -> new ServerException("No " + artifactId + " among " + files));
    }

    /** As an argument for {@code java -cp}. */
    public String classPath() {
        return files.stream().map(file -> existing(file).toString()).collect(Collectors.joining(":"));
    }

    private static Path existing(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ServerException(
                    file + " is gone from the local Maven repository. Fetch it again with ./mvnw -Dquick package.");
        }
        return file;
    }
}
