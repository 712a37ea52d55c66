package io.groat.fraud.operate;

import com.jayway.jsonpath.JsonPath;
import io.groat.event.EventJson;
import io.groat.fraud.RunningScorer;
import io.groat.fraud.model.Model;
import io.groat.fraud.model.ModelFile;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Somebody who puts models where tests want them. */
public final class ModelDesk {

    private final WebTestClient analyst;

    public ModelDesk(RunningScorer scorer, String analyst) {
        this.analyst = scorer.as(analyst);
    }

    /** Adds a model; its version. */
    public int add(Model model) {
        return JsonPath.read(
                RunningScorer.body(analyst.post()
                        .uri("/v1/models?note=a test")
                        .contentType(MediaType.TEXT_PLAIN)
                        .bodyValue(ModelFile.bytes(model))
                        .exchange()
                        .expectStatus()
                        .isCreated()),
                "$.version");
    }

    public void champion(int version) {
        put(version, "activate");
    }

    public void shadow(int version) {
        put(version, "shadow");
    }

    /** Rules alone. */
    public void none() {
        champion(0);
        shadow(0);
    }

    private void put(int version, String verb) {
        analyst.post()
                .uri("/v1/models/{version}/" + verb, version)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(EventJson.write(Map.of("note", "a test")))
                .exchange()
                .expectStatus()
                .isOk();
    }
}
