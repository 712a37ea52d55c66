package io.groat.sandbox;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sandbox as a program of its own, as small as it may be. */
final class SandboxProcess implements AutoCloseable {

    private static final Pattern LISTENS = Pattern.compile("listens on (http://127\\.0\\.0\\.1:[0-9]+)\\R");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long STOP_SECONDS = 20;

    private final Process process;
    private final Client client;

    private SandboxProcess(Process process, Client client) {
        this.process = process;
        this.client = client;
    }

    /** @param out what it says goes to this file */
    static SandboxProcess start(Path data, String webhookBase, Path out) throws IOException {
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-jar",
                        "target/groat-sandbox-app.jar",
                        "--port",
                        "0",
                        "--data",
                        data.toString(),
                        "--webhook-base",
                        webhookBase))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().putAll(RunningSandbox.SECRETS);
        Process process = builder.start();
        await().atMost(PATIENCE)
                .until(() -> LISTENS.matcher(Files.readString(out)).find() || !process.isAlive());
        Matcher found = LISTENS.matcher(Files.readString(out));
        if (!found.find()) {
            throw new IllegalStateException("it did not start: " + Files.readString(out));
        }
        return new SandboxProcess(process, new Client(found.group(1)));
    }

    Client client() {
        return client;
    }

    /** As {@code kill -9} does. */
    void kill() {
        end(process.destroyForcibly());
    }

    @Override
    public void close() {
        process.destroy();
        end(process);
    }

    private static void end(Process process) {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the sandbox does not end");
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
