package io.groat.infra.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;

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
                        .as(part.name())
                        .isEqualTo(((BuiltProgram) part.program()).environment().keySet());
                if (part.program() instanceof ServiceProgram) {
                    assertThat(environment.get("SERVER_PORT")).isEqualTo(Integer.toString(part.port()));
                }
            }
        }
    }

    /** Its pages and the addresses of its API are the same but for the name under which the router reaches it. */
    @Test
    void theRouterFindsTheSandboxAndTheSandboxTheRouter() {
        Map<?, ?> told = (Map<?, ?>) of(service(part("shard-router")), "environment");
        ((BuiltProgram) part("shard-router").program()).environment().forEach((name, value) -> {
            if (name.startsWith("GROAT_GATEWAYS_") && !name.matches(".*(SECRET|SECRETS|KEYID)")) {
                assertThat(told.get(name))
                        .as(name)
                        .isEqualTo(name.endsWith("_URI") ? value.replace("127.0.0.1", "sandbox") : value);
            }
        });
        Map<?, ?> sandbox = (Map<?, ?>) of(service(part("sandbox")), "environment");
        assertThat(sandbox.get("SANDBOX_RAZORPAY_KEY_ID")).isEqualTo(told.get("GROAT_GATEWAYS_PROVIDERS_0_KEYID"));
        assertThat(sandbox.get("SANDBOX_RAZORPAY_KEY_SECRET")).isEqualTo(told.get("GROAT_GATEWAYS_PROVIDERS_0_SECRET"));
        assertThat(sandbox.get("SANDBOX_RAZORPAY_WEBHOOK_SECRET"))
                .isEqualTo(told.get("GROAT_GATEWAYS_PROVIDERS_0_WEBHOOKSECRETS"));
        assertThat(sandbox.get("SANDBOX_STRIPE_SECRET_KEY")).isEqualTo(told.get("GROAT_GATEWAYS_PROVIDERS_1_SECRET"));
        assertThat(sandbox.get("SANDBOX_STRIPE_WEBHOOK_SECRET"))
                .isEqualTo(told.get("GROAT_GATEWAYS_PROVIDERS_1_WEBHOOKSECRETS"));
        assertThat(String.valueOf(of(service(part("sandbox")), "command")))
                .contains("--port, 8010", "--webhook-base, http://shard-router:8006");
    }

    private Part part(String name) {
        return plan().find(name).orElseThrow();
    }

    private Map<String, Object> service(Part part) {
        return Objects.requireNonNull(services.get(part.name()), part.name());
    }

    private static Object of(Map<String, Object> service, String key) {
        return Objects.requireNonNull(service.get(key), key);
    }

    private StackPlan plan() {
        return new StackPlan(new Workspace(root), Secrets.unkept(), 0, true);
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
