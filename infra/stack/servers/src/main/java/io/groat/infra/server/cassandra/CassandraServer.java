package io.groat.infra.server.cassandra;

import io.groat.infra.server.FreePorts;
import io.groat.infra.server.Resources;
import io.groat.infra.server.ServerCommand;
import io.groat.infra.server.ServerException;
import io.groat.infra.server.ServerProgram;
import io.groat.infra.server.WireProbe;
import io.groat.infra.server.install.Distribution;
import io.groat.infra.server.install.ServerCache;
import io.groat.infra.server.process.ClassArchive;
import io.groat.infra.server.process.JavaHome;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Cassandra 5 on the loopback address: one node. It runs on Java 17 or 11 only, whatever runs this program. */
public final class CassandraServer implements ServerProgram {
    private static final Set<Integer> JAVA_VERSIONS = Set.of(17, 11);
    private static final String CONFIGURATION = "cassandra.yaml";
    private static final String LOGGING = "logback.xml";
    /** Empty; Cassandra warns when it is missing. */
    private static final String TRIGGERS = "triggers";

    /** What of the JDK's inside Cassandra 5 uses on Java 17, by its own jvm17-server.options. */
    private static final List<String> EXPORTS = List.of(
            "java.base/jdk.internal.misc",
            "java.management.rmi/com.sun.jmx.remote.internal.rmi",
            "java.rmi/sun.rmi.registry",
            "java.rmi/sun.rmi.server",
            "java.sql/java.sql",
            "java.base/java.lang.ref",
            "jdk.unsupported/sun.misc",
            "jdk.compiler/com.sun.tools.javac.file",
            "jdk.attach/sun.tools.attach");

    private static final List<String> OPENS = List.of(
            "java.base/java.lang.module",
            "java.base/jdk.internal.loader",
            "java.base/jdk.internal.ref",
            "java.base/jdk.internal.reflect",
            "java.base/jdk.internal.math",
            "java.base/jdk.internal.module",
            "java.base/jdk.internal.util.jar",
            "jdk.management/com.sun.management.internal",
            "java.base/sun.nio.ch",
            "java.base/java.io",
            "java.base/java.lang.reflect",
            "jdk.compiler/com.sun.tools.javac",
            "java.base/java.lang",
            "java.base/java.util");

    /**
     * A thread that has answered a request looks for the next one every 10 µs, for 10 ms and more, and all this waking up
     * costs as much as the answer. With timers that may come half a millisecond late, see prctl(2) on the timer slack, it
     * looks twenty times less often. Linux alone has them; in place, so that the pid stays.
     */
    private static final List<String> UNHURRIED =
            List.of("sh", "-c", "{ echo 500000 > /proc/self/timerslack_ns; } 2>/dev/null; exec \"$0\" \"$@\"");

    /**
     * Of Java's two compilers the thorough one takes up only what has run three times as often as it usually waits for:
     * most of what a start runs that often never runs again, and that compiler takes a third of the start.
     */
    private static final List<String> PATIENT = List.of(
            "-XX:Tier4InvocationThreshold=15000",
            "-XX:Tier4MinInvocationThreshold=1800",
            "-XX:Tier4CompileThreshold=45000",
            "-XX:Tier4BackEdgeThreshold=120000");

    private final String name;
    private final CassandraSettings settings;

    private final ServerCache cache;

    private final List<String> archiveOptions;

    public CassandraServer(String name, CassandraSettings settings, ServerCache cache) {
        this(name, settings, cache, List.of());
    }

    private CassandraServer(String name, CassandraSettings settings, ServerCache cache, List<String> archiveOptions) {
        this.name = name;
        this.settings = settings;
        this.cache = cache;
        this.archiveOptions = archiveOptions;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return settings.port();
    }

    /** The Java that it will run on; fails with what to do when there is none. */
    public static JavaHome requireJava() {
        return JavaHome.find(JAVA_VERSIONS)
                .orElseThrow(() -> new ServerException("Cassandra needs a Java 17 (or 11), and this is Java "
                        + Runtime.version().feature()
                        + ". Install a JDK 17 beside it, or set JAVA_HOME_17 to where one is."));
    }

    @Override
    public void prepare() throws IOException {
        requireJava();
        Path data = settings.dataFolder();
        Files.createDirectories(data.resolve(TRIGGERS));
        Files.writeString(data.resolve(CONFIGURATION), settings.yaml());
        Resources.copy("cassandra-logback.xml", data.resolve(LOGGING));
    }

    @Override
    public ServerCommand command() {
        Path data = settings.dataFolder();
        JavaHome java = requireJava();
        Distribution distribution = Distribution.named("cassandra");
        List<String> arguments = new ArrayList<>(UNHURRIED);
        arguments.add(java.java().toString());
        arguments.addAll(JavaHome.serverOptions());
        arguments.addAll(PATIENT);
        arguments.addAll(List.of(
                "-Xms" + settings.heapMegabytes() / 3 + "m",
                "-Xmx" + settings.heapMegabytes() + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:MaxDirectMemorySize=256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-Djdk.attach.allowAttachSelf=true",
                "-Dio.netty.tryReflectionSetAccessible=true",
                "-Dcassandra.config=" + data.resolve(CONFIGURATION).toUri(),
                "-Dcassandra.storagedir=" + data,
                "-Dcassandra.triggers_dir=" + data.resolve(TRIGGERS),
                "-Dlogback.configurationFile=" + data.resolve(LOGGING).toUri(),
                // A cluster of one has nobody to wait for.
                "-Dcassandra.ring_delay_ms=0",
                "-Dcassandra.skip_wait_for_gossip_to_settle=0",
                "-Dcassandra.superuser_setup_delay_ms=0",
                // A thread that is renamed for each task it takes costs more than many a task.
                "-Dcassandra.set_sep_thread_name=false",
                // The clock for timeouts, of seconds, is read every 10 ms; the default is 2, which an idle server
                // feels.
                "-Dcassandra.approximate_time_precision_ms=10"));
        arguments.addAll(moduleOptions());
        arguments.addAll(archiveOptions.isEmpty() ? archive(java).reading() : archiveOptions);
        arguments.addAll(List.of("-cp", distribution.classPath(), "org.apache.cassandra.service.CassandraDaemon"));
        return new ServerCommand(arguments, data);
    }

    @Override
    public boolean train() throws IOException {
        Path folder = cache.folder().resolve("cassandra-training-" + UUID.randomUUID());
        var training = new CassandraSettings(folder, FreePorts.any(), FreePorts.any(), settings.heapMegabytes());
        return archive(requireJava())
                .makeByServer(folder, options -> new CassandraServer("cassandra-training", training, cache, options));
    }

    @Override
    public Map<String, String> logTo(Path file) {
        return Map.of("GROAT_LOG_FILE", file.toString());
    }

    @Override
    public boolean answers() {
        return answersOn(settings.port());
    }

    /** One attempt to reach Cassandra on this port of the loopback address. */
    public static boolean answersOn(int port) {
        return WireProbe.ask(port, CassandraServer::supportsItsProtocol);
    }

    private ClassArchive archive(JavaHome java) {
        Path server = Distribution.named("cassandra").artifact("cassandra-all");
        return ClassArchive.of(cache.folder(), server.getFileName().toString(), java);
    }

    private static List<String> moduleOptions() {
        return Stream.concat(
                        EXPORTS.stream().map(target -> "--add-exports=" + target + "=ALL-UNNAMED"),
                        OPENS.stream().map(target -> "--add-opens=" + target + "=ALL-UNNAMED"))
                .toList();
    }

    /** Sends OPTIONS of the native protocol, version 4; a server that takes queries answers SUPPORTED. */
    private static boolean supportsItsProtocol(DataOutputStream out, DataInputStream in) throws IOException {
        byte options = 0x05;
        byte supported = 0x06;
        out.write(new byte[] {0x04, 0, 0, 0, options, 0, 0, 0, 0});
        out.flush();
        byte[] header = in.readNBytes(9);
        return header.length == 9 && header[4] == supported;
    }
}
