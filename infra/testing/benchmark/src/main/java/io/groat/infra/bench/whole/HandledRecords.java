package io.groat.infra.bench.whole;

import io.groat.infra.bench.load.LoadException;
import io.groat.infra.bench.stack.WholeStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the services how many records they have handled; they know at once what their positions say some time later. */
final class HandledRecords {
    private static final Pattern LINE = Pattern.compile(
            "^groat_consumer_records_total\\{(?:.*,)?group=\"([^\"]+)\".*}\\s+(\\S+)$", Pattern.MULTILINE);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<URI> services;

    HandledRecords(WholeStack stack) {
        this.services = stack.services().stream()
                .map(name -> URI.create("http://127.0.0.1:" + stack.port(name) + "/actuator/prometheus"))
                .toList();
    }

    /** By group, since each service began. */
    Map<String, Long> byGroup() {
        Map<String, Long> all = new HashMap<>();
        services.forEach(service -> parse(text(service)).forEach((group, count) -> all.merge(group, count, Long::sum)));
        return all;
    }

    static Map<String, Long> parse(String metrics) {
        Map<String, Long> found = new HashMap<>();
        Matcher line = LINE.matcher(metrics);
        while (line.find()) {
            found.merge(line.group(1), (long) Double.parseDouble(line.group(2)), Long::sum);
        }
        return found;
    }

    private String text(URI service) {
        try {
            var answer =
                    http.send(HttpRequest.newBuilder(service).timeout(LIMIT).build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new LoadException(service + " answered with " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new LoadException(service + " gave no answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted while asking a service", e);
        }
    }
}
