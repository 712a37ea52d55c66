package io.groat.infra.launcher.stack;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.workspace.Secrets;
import io.groat.infra.launcher.workspace.Workspace;
import io.groat.infra.server.FreePorts;
import io.groat.infra.server.install.ServerCache;
import io.groat.infra.server.process.ChildServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sandbox gateway as a part of a stack: from its jar, and called as the router is told to. */
@Timeout(value = 10, unit = MINUTES)
class SandboxProgramIT {
    private static final int USUAL_PORT = 8010;
    private static final int NICE_FIELD = 16;

    private final HttpClient http = HttpClient.newHttpClient();
    private final StringWriter out = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @AfterEach
    void clean() {
        new RunFolder(folder.resolve("run"))
                .alive()
                .forEach(part -> part.process().kill());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void goesOnAfterAKillAndKnowsTheRouterThatWasToldOfIt() throws Exception {
        Workspace workspace = new Workspace(checkout(), folder);
        Secrets secrets = Secrets.in(workspace.secrets());
        StackPlan plan = new StackPlan(workspace, secrets, FreePorts.any() - USUAL_PORT, true);
        Part sandbox = plan.find("sandbox").orElseThrow();
        Map<String, String> router =
                ((BuiltProgram) plan.find("shard-router").orElseThrow().program()).environment();
        LocalStack stack = new LocalStack(workspace, new Terminal(new PrintWriter(out, true), false));
        stack.control().start(sandbox);

        PartStatus status = PartStatus.of(sandbox, stack.runFolder());
        assertThat(status.up()).isTrue();
        assertThat(status.health()).isEqualTo("UP");
        RunRecord first = record(stack);
        assertRunsSmallAndSaysNoSecret(first.pid(), secrets);
        String order = makeOrder(router);
        makeSession(router);

        stack.control().kill(first);
        assertThat(PartStatus.of(sandbox, stack.runFolder()).state()).isEqualTo("down");
        stack.control().start(sandbox);
        assertThat(record(stack).pid()).isNotEqualTo(first.pid());
        assertThat(ask(request(setting(router, "PROVIDERS_0_URI") + "/orders/" + order, basic(router)))
                        .path("id")
                        .asString())
                .isEqualTo(order);
        assertThat(send(request(setting(router, "PROVIDERS_0_CHECKOUT").replace("{id}", order), "none"))
                        .statusCode())
                .isEqualTo(200);

        RunRecord second = record(stack);
        stack.control().stop(second);
        assertThat(second.process().alive()).isFalse();
        assertThat(out.toString()).containsPattern("sandbox +stopped after");
        assertThat(workspace.log("sandbox")).content().contains("listens on " + sandbox.url());
    }

    @Test
    void trainedItStartsFromItsClassArchive() throws Exception {
        ServerCache cache = new ServerCache(folder.resolve("cache"));
        SandboxProgram program = new SandboxProgram(
                "sandbox",
                FreePorts.any(),
                folder.resolve("data"),
                "http://127.0.0.1:1",
                new GatewayEnvironment(Secrets.unkept().gateway(), new StackPorts(0)).ofSandbox(),
                new Workspace(checkout()).sandboxJar(),
                cache);
        assertThat(program.train()).isTrue();
        assertThat(program.train()).isFalse();
        assertThat(program.command().arguments()).anyMatch(option -> option.startsWith("-XX:SharedArchiveFile="));
        try (Stream<Path> left = Files.list(cache.folder())) {
            assertThat(left).singleElement().asString().contains("app-groat-sandbox-app-");
        }
        ChildServer server = new ChildServer(program, folder.resolve("logs/sandbox.log"));
        try {
            server.start();
        } finally {
            server.kill();
        }
    }

    /** What runs is seen by everybody on the machine. */
    private static void assertRunsSmallAndSaysNoSecret(long pid, Secrets secrets) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        String arguments = Files.readString(process.resolve("cmdline"));
        assertThat(arguments)
                .contains("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--webhook-base")
                .doesNotContain(
                        secrets.gateway().razorpayKeyId(), secrets.gateway().razorpayKeySecret())
                .doesNotContain(
                        secrets.gateway().razorpayWebhooks(), secrets.gateway().stripeKey())
                .doesNotContain(secrets.gateway().stripeWebhooks());
        String stat = Files.readString(process.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        assertThat(fields[NICE_FIELD])
                .as("as near to the processors as who asks it")
                .isEqualTo("0");
    }

    private String makeOrder(Map<String, String> router) throws Exception {
        return ask(HttpRequest.newBuilder(
                                request(setting(router, "PROVIDERS_0_URI") + "/orders", basic(router)), (a, b) -> true)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"amount\":500,\"currency\":\"EUR\",\"receipt\":\"r1\"}"))
                        .build())
                .path("id")
                .asString();
    }

    private void makeSession(Map<String, String> router) throws Exception {
        String form = "mode=payment&client_reference_id=r2&line_items[0][quantity]=1"
                + "&line_items[0][price_data][currency]=eur&line_items[0][price_data][unit_amount]=500"
                + "&success_url=" + setting(router, "RETURNURL");
        JsonNode session = ask(HttpRequest.newBuilder(
                        request(
                                setting(router, "PROVIDERS_1_URI") + "/checkout/sessions",
                                "Bearer " + setting(router, "PROVIDERS_1_SECRET")),
                        (a, b) -> true)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
        assertThat(send(request(session.path("url").asString(), "none")).statusCode())
                .isEqualTo(200);
    }

    private static String basic(Map<String, String> router) {
        String pair = setting(router, "PROVIDERS_0_KEYID") + ":" + setting(router, "PROVIDERS_0_SECRET");
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** One that is missing makes a request that fails. */
    private static String setting(Map<String, String> router, String name) {
        return router.getOrDefault("GROAT_GATEWAYS_" + name, "no " + name);
    }

    private static HttpRequest request(String uri, String authorization) {
        return HttpRequest.newBuilder(URI.create(uri))
                .header("Authorization", authorization)
                .build();
    }

    private JsonNode ask(HttpRequest request) throws Exception {
        HttpResponse<String> answer = send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body());
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(request, BodyHandlers.ofString());
    }

    private static RunRecord record(LocalStack stack) {
        return stack.runFolder().part("sandbox").orElseThrow();
    }

    private static Path checkout() {
        return ServerCache.projectRoot(Path.of("").toAbsolutePath()).orElseThrow();
    }
}
