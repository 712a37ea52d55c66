package io.groat.infra.testservers;

import io.groat.infra.server.ClassArchive;
import io.groat.infra.server.JavaHome;
import io.groat.infra.server.ServerCommand;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The command of a Java program under test, on the classes of this JVM without those of the tests. Where these are all
 * jars, the first run that ends in good order leaves a class archive, with which later ones start in about half the time.
 */
public final class JavaProgram {

    private static final Path ARCHIVES = Path.of("target", "class-archives");

    private JavaProgram() {}

    /**
     * As a command.
     *
     * @param options for Java itself, such as {@code -Xmx256m}
     * @param environment beside what this JVM was given
     */
    public static ServerCommand command(
            Class<?> main, List<String> options, List<String> arguments, Map<String, String> environment) {
        JavaHome java = JavaHome.current();
        List<Path> classes = classes();
        List<String> words = new ArrayList<>(
                List.of(java.java().toString(), "-XX:+UseSerialGC", "-Dio.netty.tryReflectionSetAccessible=true"));
        words.addAll(options);
        if (classes.stream().allMatch(Files::isRegularFile)) {
            words.addAll(ClassArchive.options(archives(), main.getSimpleName() + "-" + version(classes), java));
        }
        words.add(main.getName());
        words.addAll(arguments);
        Map<String, String> all = new HashMap<>(environment);
        all.put(
                "CLASSPATH",
                String.join(
                        File.pathSeparator, classes.stream().map(Path::toString).toList()));
        return new ServerCommand(words, all, Path.of("").toAbsolutePath());
    }

    private static List<Path> classes() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path", ""))
                .map(Path::of)
                .filter(entry -> !entry.endsWith("test-classes"))
                .filter(Files::exists)
                .toList();
    }

    private static Path archives() {
        try {
            return Files.createDirectories(ARCHIVES.toAbsolutePath());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** An archive serves the very jars that it was made of. */
    private static String version(List<Path> jars) {
        CRC32 sum = new CRC32();
        try {
            for (Path jar : jars) {
                sum.update((jar + ":" + Files.getLastModifiedTime(jar)).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return Long.toHexString(sum.getValue());
    }
}
