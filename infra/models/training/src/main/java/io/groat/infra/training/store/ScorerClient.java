package io.groat.infra.training.store;

import io.groat.fraud.model.Model;
import io.groat.fraud.model.ModelFile;
import io.groat.infra.launcher.console.LauncherException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a fraud-scorer as an analyst. Each call waits for its answer. */
public final class ScorerClient {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int SHOWN = 300;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final JsonMapper json = new JsonMapper();
    private final URI base;
    private final String authorization;

    /** @param authorization the value of that header */
    public ScorerClient(URI base, String authorization) {
        this.base = base;
        this.authorization = authorization;
    }

    /**
     * Adds a model and puts it into the shadow, where it scores and decides nothing.
     *
     * @param note why
     * @return the number under which it is kept
     * @throws LauncherException when the scorer can't be reached, or refuses it
     */
    public int toShadow(Model model, String note) {
        JsonNode added = post(
                "/v1/models?note=" + URLEncoder.encode(note, StandardCharsets.UTF_8),
                "text/plain",
                BodyPublishers.ofByteArray(ModelFile.bytes(model)));
        int version = added.path("version").asInt();
        post(
                "/v1/models/" + version + "/shadow",
                "application/json",
                BodyPublishers.ofString(json.writeValueAsString(Map.of("note", note))));
        return version;
    }

    private JsonNode post(String path, String type, BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(LIMIT)
                .header("Authorization", authorization)
                .header("Content-Type", type)
                .POST(body)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new LauncherException("The fraud-scorer refuses " + path.replaceFirst("\\?.*", "") + " with "
                        + answer.statusCode() + ": " + shortened(answer.body()));
            }
            return json.readTree(answer.body());
        } catch (IOException | JacksonException unreachable) {
            throw new LauncherException(
                    "The fraud-scorer at " + base + " does not answer: " + unreachable, unreachable);
        } catch (InterruptedException cut) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Cut short", cut);
        }
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
