package io.groat.infra.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.launcher.workspace.KeyRing;
import io.groat.infra.launcher.workspace.Secrets;
import io.groat.infra.launcher.workspace.Workspace;
import io.groat.infra.server.install.ServerCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The system that Docker Compose starts is the one that infra/up starts. */
class ComposeFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    private final Map<String, Map<String, Object>> services = services();

    @Test
    void hasTheSamePartsOnTheSamePortsOfThisMachineAlone() {
        Map<String, String> expected = new TreeMap<>();
        for (Part part : plan().parts()) {
            expected.put(part.name(), "127.0.0.1:" + part.port());
        }
        Map<String, String> published = new TreeMap<>();
        services.forEach((name, service) -> {
            String port = String.valueOf(((List<?>) of(service, "ports")).get(0));
            published.put(name, port.substring(0, port.lastIndexOf(':')));
        });
        assertThat(published).isEqualTo(expected);
    }

    @Test
    void everyPartHasAHealthCheckAndEveryServerKeepsItsData() {
        assertThat(services.values()).allSatisfy(service -> assertThat(service).containsKey("healthcheck"));
        plan().parts().stream()
                .filter(part -> !part.isService())
                .forEach(part -> assertThat(service(part)).containsKey("volumes"));
    }

    @Test
    void aServiceIsToldTheSameThingsUnderTheSameNames() {
        for (Part part : plan().parts()) {
            if (part.isService()) {
                Map<?, ?> environment = (Map<?, ?>) of(service(part), "environment");
                assertThat(environment.keySet())
                        .isEqualTo(StackPlan.environment(
                                        new Secrets("m", "r", "c", "t"),
                                        new KeyRing(root.resolve("keys")),
                                        0,
                                        part.port())
                                .keySet());
                assertThat(environment.get("SERVER_PORT")).isEqualTo(Integer.toString(part.port()));
            }
        }
    }

    private Map<String, Object> service(Part part) {
        return Objects.requireNonNull(services.get(part.name()), part.name());
    }

    private static Object of(Map<String, Object> service, String key) {
        return Objects.requireNonNull(service.get(key), key);
    }

    private StackPlan plan() {
        return new StackPlan(new Workspace(root), new Secrets("m", "r", "c", "t"), 0, true);
    }

    private static Map<String, Map<String, Object>> services() {
        Path checkout = ServerCache.projectRoot(Path.of("").toAbsolutePath()).orElseThrow();
        try {
            Map<String, Map<String, Map<String, Object>>> file =
                    new Yaml().load(Files.readString(checkout.resolve("infra/compose.yaml")));
            return file.getOrDefault("services", Map.of());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
