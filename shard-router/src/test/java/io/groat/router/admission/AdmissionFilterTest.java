package io.groat.router.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.webtest.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AdmissionFilterTest {

    /** A new one that is not counted could be as many as it likes while all others are told to come again. */
    @Test
    void everyCallThatTakesAKeyPassesTheDoor() throws IOException {
        String text = Files.readString(ProjectFolder.get().resolve("infra/docs/api/shard-router.json"));
        Set<String> withKey = new JsonMapper()
                .readTree(text).path("paths").properties().stream()
                        .filter(path -> takesAKey(path.getValue().path("post")))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        assertThat(withKey).hasSizeGreaterThan(5);
        assertThat(AdmissionFilter.SINGLE).isEqualTo(withKey);
    }

    private static boolean takesAKey(JsonNode call) {
        return call.path("parameters")
                .valueStream()
                .anyMatch(parameter -> parameter.path("name").asString("").equals("Idempotency-Key"));
    }
}
