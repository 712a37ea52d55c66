package io.groat.infra.server.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An installed Java.
 *
 * @param folder its home
 * @param version such as 17.0.21
 */
public record JavaHome(Path folder, String version) {
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"([^\"]+)\"");
    private static final boolean LINUX = System.getProperty("os.name").startsWith("Linux");

    /**
     * Options of all that runs for long. Heap and code lie in pages of 2 MB where Linux gives them to whoever asks: what
     * wakes up now and then finds its addresses in them at a fraction of the time. And no figures are written twenty times a
     * second for a tool that nobody runs.
     */
    public static List<String> serverOptions() {
        return LINUX ? List.of("-XX:-UsePerfData", "-XX:+UseTransparentHugePages") : List.of("-XX:-UsePerfData");
    }

    /** The one that runs this program. */
    public static JavaHome current() {
        return new JavaHome(Path.of(System.getProperty("java.home")), System.getProperty("java.version"));
    }

    /**
     * The first Java with one of these feature versions: the running one, that of {@code JAVA_HOME} or of a variable
     * such as {@code JAVA_HOME_17_X64}, then those in the usual places of the system.
     */
    public static Optional<JavaHome> find(Set<Integer> features) {
        return candidates().stream()
                .filter(home -> features.contains(home.feature()))
                .findFirst();
    }

    /** Reads the release file that stands in every Java since 9. */
    static Optional<JavaHome> at(Path folder) {
        try {
            Matcher version = VERSION.matcher(Files.readString(folder.resolve("release")));
            if (version.find() && Files.isExecutable(folder.resolve("bin").resolve("java"))) {
                return Optional.of(new JavaHome(folder, version.group(1)));
            }
            return Optional.empty();
        } catch (IOException noJava) {
            return Optional.empty();
        }
    }

    /** Its feature version, such as 17. */
    public int feature() {
        return Integer.parseInt(version.split("[.+-]", 2)[0]);
    }

    /** The program that starts it. */
    public Path java() {
        return folder.resolve("bin").resolve("java");
    }

    private static List<JavaHome> candidates() {
        List<JavaHome> homes = new ArrayList<>(List.of(current()));
        System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("JAVA_HOME"))
                .sorted(Map.Entry.comparingByKey())
                .flatMap(variable -> at(Path.of(variable.getValue())).stream())
                .forEach(homes::add);
        String user = System.getProperty("user.home");
        for (String parent : List.of(
                "/usr/lib/jvm",
                "/usr/java",
                "/opt/java",
                "/Library/Java/JavaVirtualMachines",
                user + "/.sdkman/candidates/java",
                user + "/.jdks")) {
            homes.addAll(inside(Path.of(parent)));
        }
        return homes;
    }

    private static List<JavaHome> inside(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.sorted()
                    .flatMap(folder ->
                            at(folder).or(() -> at(folder.resolve("Contents").resolve("Home"))).stream())
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
