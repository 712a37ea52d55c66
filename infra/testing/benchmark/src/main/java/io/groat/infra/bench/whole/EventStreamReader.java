package io.groat.infra.bench.whole;

import io.groat.infra.bench.load.LoadException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Reads server-sent events in a thread of its own: of each the data, and nothing else. */
final class EventStreamReader implements AutoCloseable {
    private static final int LIMIT_SECONDS = 30;
    private static final String DATA = "data:";

    private final InputStream body;
    private final CountDownLatch begun = new CountDownLatch(1);

    /**
     * Opens a stream and returns when its first line has come.
     *
     * @param authorization the value of that header
     * @param to is called in the reader's thread
     */
    EventStreamReader(HttpClient http, URI uri, String authorization, Consumer<String> to) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", "text/event-stream")
                .header("Authorization", authorization)
                .build();
        try {
            HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
            body = answer.body();
            if (answer.statusCode() != 200) {
                throw new LoadException(uri + " answered with " + answer.statusCode() + ": "
                        + new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
            Thread thread = new Thread(() -> read(to), "bench-events");
            thread.setDaemon(true);
            thread.start();
            if (!begun.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                close();
                throw new LoadException(uri + " sent nothing within " + LIMIT_SECONDS + " s");
            }
        } catch (IOException e) {
            throw new LoadException(uri + " gave no answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted while opening a stream", e);
        }
    }

    private void read(Consumer<String> to) {
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> {
                if (line.startsWith(DATA)) {
                    to.accept(line.substring(DATA.length()).strip());
                }
                begun.countDown();
            });
        } catch (IOException | UncheckedIOException over) {
            begun.countDown();
        }
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException over) {
            begun.countDown();
        }
    }
}
