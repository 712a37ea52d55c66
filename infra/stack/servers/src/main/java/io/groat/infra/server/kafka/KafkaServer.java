package io.groat.infra.server.kafka;

import io.groat.infra.server.Executables;
import io.groat.infra.server.Folders;
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
import java.util.UUID;

/** Kafka 4 on the loopback address: one node, broker and controller in one process (KRaft). */
public final class KafkaServer implements ServerProgram {
    private static final String CONFIGURATION = "server.properties";
    private static final String LOGGING = "log4j2.properties";
    private static final String LOGS = "logs";

    /** Each stack stands alone, so one id serves all; it keeps the data of this product apart from others. */
    private static final String CLUSTER_ID = "Z3JvYXQtbG9jYWwtMDAwMA";

    private final String name;
    private final KafkaSettings settings;

    private final ServerCache cache;
    private final List<String> archiveOptions;

    public KafkaServer(String name, KafkaSettings settings, ServerCache cache) {
        this(name, settings, cache, List.of());
    }

    private KafkaServer(String name, KafkaSettings settings, ServerCache cache, List<String> archiveOptions) {
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

    @Override
    public void prepare() throws IOException {
        Path data = settings.dataFolder();
        configure(settings);
        if (!Files.isRegularFile(data.resolve(LOGS).resolve("meta.properties"))) {
            Path formatted = cache.entry(distributionJar() + "-formatted", this::format);
            Path copying = data.resolve(LOGS + ".copying");
            // Interrupted half-way, an earlier copy or Kafka itself may have left something.
            Folders.delete(copying);
            Folders.delete(data.resolve(LOGS));
            Folders.copy(formatted.resolve(LOGS), copying);
            Files.move(copying, data.resolve(LOGS));
        }
    }

    private static void configure(KafkaSettings settings) throws IOException {
        Path data = settings.dataFolder();
        Files.createDirectories(data);
        Files.writeString(data.resolve(CONFIGURATION), settings.properties());
        Resources.copy("kafka-log4j2.properties", data.resolve(LOGGING));
    }

    @Override
    public ServerCommand command() {
        List<String> options = new ArrayList<>(List.of(
                "-Xms" + settings.heapMegabytes() / 2 + "m",
                "-Xmx" + settings.heapMegabytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true"));
        options.addAll(JavaHome.serverOptions());
        options.addAll(archiveOptions.isEmpty() ? archive().reading() : archiveOptions);
        List<String> arguments = java(options, settings.dataFolder());
        arguments.addAll(List.of("kafka.Kafka", CONFIGURATION));
        return new ServerCommand(arguments, settings.dataFolder());
    }

    @Override
    public boolean train() throws IOException {
        Path folder = cache.folder().resolve("kafka-training-" + UUID.randomUUID());
        var training = new KafkaSettings(folder, FreePorts.any(), FreePorts.any(), settings.heapMegabytes());
        return archive().makeByServer(folder, options -> new KafkaServer("kafka-training", training, cache, options));
    }

    @Override
    public Map<String, String> logTo(Path file) {
        return Map.of("GROAT_LOG_FILE", file.toString());
    }

    @Override
    public boolean answers() {
        return answersOn(settings.port());
    }

    /** One attempt to reach a Kafka broker on this port of the loopback address. */
    public static boolean answersOn(int port) {
        return WireProbe.ask(port, KafkaServer::listsABroker);
    }

    private ClassArchive archive() {
        return ClassArchive.of(cache.folder(), distributionJar(), JavaHome.current());
    }

    private static String distributionJar() {
        return Distribution.named("kafka").artifact("kafka_2.13").getFileName().toString();
    }

    /**
     * Makes the empty logs that every new server begins with a copy of: they name the cluster and the node, which all
     * servers have alike, and no port. Kafka's tool takes as long as half a start.
     */
    private void format(Path folder) throws IOException {
        KafkaSettings anywhere = new KafkaSettings(folder, settings.port(), settings.controllerPort(), 128);
        configure(anywhere);
        List<String> options = new ArrayList<>(
                List.of("-Xmx" + anywhere.heapMegabytes() + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        options.addAll(archive().reading());
        List<String> arguments = java(options, folder);
        arguments.addAll(List.of("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", CONFIGURATION));
        Executables.Outcome outcome = Executables.run(folder, logTo(folder.resolve("format.log")), arguments);
        if (!outcome.succeeded()) {
            throw new ServerException("Kafka could not format " + folder + ": " + outcome.output());
        }
    }

    private List<String> java(List<String> options, Path data) {
        List<String> arguments = new ArrayList<>();
        arguments.add(JavaHome.current().java().toString());
        arguments.addAll(options);
        arguments.add("-Dlog4j2.configurationFile=" + data.resolve(LOGGING).toUri());
        arguments.addAll(List.of("-cp", Distribution.named("kafka").classPath()));
        return arguments;
    }

    /**
     * Asks for the cluster's metadata (request 3, version 1, no topics). The answer lists the brokers that accept
     * work: a broker is among them once its controller has let it in.
     */
    private static boolean listsABroker(DataOutputStream out, DataInputStream in) throws IOException {
        short metadata = 3;
        short version = 1;
        int correlation = 8006;
        int requestBytes = Short.BYTES + Short.BYTES + Integer.BYTES + Short.BYTES + Integer.BYTES;
        out.writeInt(requestBytes);
        out.writeShort(metadata);
        out.writeShort(version);
        out.writeInt(correlation);
        out.writeShort(-1); // no client id
        out.writeInt(0); // no topics
        out.flush();
        in.readInt(); // length of the answer
        return in.readInt() == correlation && in.readInt() > 0;
    }
}
