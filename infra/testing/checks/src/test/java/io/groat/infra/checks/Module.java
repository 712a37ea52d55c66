package io.groat.infra.checks;

import static java.util.stream.Collectors.toList;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One Maven module of this project, as the build left it.
 *
 * @param name its folder, from the project's root, as the root pom lists it
 */
public record Module(String name, Path folder) {
    private static final Pattern LISTED = Pattern.compile("<module>([^<]+)</module>");

    /** The project's modules that hold Java code or may hold it one day, in the root pom's order. */
    public static List<Module> all() {
        Path root = root();
        return LISTED.matcher(read(root.resolve("pom.xml")))
                .results()
                .map(found -> found.group(1))
                .map(name -> new Module(name, root.resolve(name)))
                .collect(toList());
    }

    /** The nearest folder above that holds the Maven wrapper. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException(
                        "No mvnw in or above " + Path.of("").toAbsolutePath());
            }
            folder = parent;
        }
        return folder;
    }

    /** Where the compiled main classes are. The folder is missing when the module has no main code. */
    public Path classes() {
        Path classes = folder.resolve("target/classes");
        if (hasMainCode() && javaFiles(classes, ".class").isEmpty()) {
            throw new IllegalStateException(name + " is not compiled: run ./mvnw verify at the project's root");
        }
        return classes;
    }

    public boolean hasMainCode() {
        return !javaFiles(folder.resolve("src/main/java"), ".java").isEmpty();
    }

    /** The module's dependencies at run time, in class path order. The root pom's build writes them down. */
    public List<Path> dependencies() {
        Path written = folder.resolve("target/runtime.classpath");
        if (!Files.exists(written)) {
            throw new IllegalStateException(written + " is missing: run ./mvnw verify at the project's root");
        }
        return Arrays.stream(read(written).strip().split(File.pathSeparator))
                .filter(entry -> !entry.isBlank())
                .map(Path::of)
                .collect(toList());
    }

    private static List<Path> javaFiles(Path folder, String ending) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).collect(toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
