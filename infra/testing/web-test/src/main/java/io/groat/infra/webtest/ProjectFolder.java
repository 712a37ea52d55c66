package io.groat.infra.webtest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The folder of the whole project, above the one that a test runs in. */
public final class ProjectFolder {

    private ProjectFolder() {}

    public static Path get() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = Objects.requireNonNull(folder.getParent(), "outside of the project");
        }
        return folder;
    }
}
