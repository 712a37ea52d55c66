package io.groat.infra.testservers;

import io.groat.infra.server.ServerCommand;
import io.groat.infra.server.ServerProgram;
import io.groat.infra.server.process.ClassArchive;
import io.groat.infra.server.process.JavaHome;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A service under test as a process of its own, so that it can be killed: on the classes of this JVM without those of
 * the tests.
 */
public final class JavaProgram implements ServerProgram {

    private static final Path ARCHIVES = Path.of("target", "class-archives");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Class<?> main;
    private final int port;
    private final List<String> options;
    private final List<String> arguments;

    private JavaProgram(Class<?> main, int port, List<String> options, List<String> arguments) {
        this.main = main;
        this.port = port;
        this.options = options;
        this.arguments = arguments;
    }

    /**
     * Starts one and waits until its {@code /health} says that it is up.
     *
     * @param options for Java itself, such as {@code -Xmx256m}
     * @param arguments the service's settings, but not its port
     */
    public static ServerHandle start(Class<?> main, List<String> options, List<String> arguments) {
        return TestServers.program(port -> new JavaProgram(main, port, options, arguments));
    }

    @Override
    public String name() {
        return main.getSimpleName().toLowerCase(Locale.ROOT) + "-" + port;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void prepare() {}

    @Override
    public ServerCommand command() {
        List<String> all = new ArrayList<>(arguments);
        all.add("--server.port=" + port);
        return command(classes(), main, options, all, Map.of());
    }

    @Override
    public boolean answers() {
        HttpRequest health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                .timeout(ANSWER_LIMIT)
                .build();
        try {
            return HTTP.send(health, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public Duration startLimit() {
        return START_LIMIT;
    }

    /**
     * The command of any such program that starts ten times and more. Where its classes are all jars, a class archive is
     * made of them before the first start: that takes as much of a processor as three starts, and each start with it a
     * third less.
     *
     * @param options for Java itself, such as {@code -Xmx256m}
     * @param environment beside what this JVM was given
     */
    public static ServerCommand trained(
            Class<?> main, List<String> options, List<String> arguments, Map<String, String> environment) {
        List<Path> classes = classes();
        List<String> all = new ArrayList<>(options);
        if (classes.stream().allMatch(Files::isRegularFile)) {
            all.addAll(archive(main, classes, training -> {
                List<String> both = new ArrayList<>(options);
                both.addAll(training);
                return command(classes, main, both, arguments, environment);
            }));
        }
        return command(classes, main, all, arguments, environment);
    }

    private static ServerCommand command(
            List<Path> classes,
            Class<?> main,
            List<String> options,
            List<String> arguments,
            Map<String, String> environment) {
        List<String> words = new ArrayList<>(List.of(
                JavaHome.current().java().toString(),
                "-XX:+UseSerialGC",
                "-Dio.netty.tryReflectionSetAccessible=true"));
        words.addAll(options);
        words.add(main.getName());
        words.addAll(arguments);
        Map<String, String> all = new HashMap<>(environment);
        all.put(
                "CLASSPATH",
                String.join(
                        File.pathSeparator, classes.stream().map(Path::toString).toList()));
        return new ServerCommand(words, all, Path.of("").toAbsolutePath());
    }

    /** The options that make Java use the class archive of these jars, which is made if it is not there. */
    private static List<String> archive(
            Class<?> main, List<Path> jars, Function<List<String>, ServerCommand> training) {
        try {
            Path folder = Files.createDirectories(ARCHIVES.toAbsolutePath());
            ClassArchive archive =
                    ClassArchive.of(folder, main.getSimpleName() + "-" + version(jars), JavaHome.current());
            synchronized (ARCHIVES) {
                archive.makeByBeans(folder, training);
            }
            return archive.reading();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<Path> classes() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path", ""))
                .map(Path::of)
                .filter(entry -> !entry.endsWith("test-classes"))
                .filter(Files::exists)
                .toList();
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
