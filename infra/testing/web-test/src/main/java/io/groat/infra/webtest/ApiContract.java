package io.groat.infra.webtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.web.document.ApiInfo;
import io.groat.web.document.OpenApiDocument;
import io.groat.web.http.Description;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.http.RouteTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds a running service to its OpenAPI document: each call is described whole, the document is the one in
 * {@code infra/docs/api}, its table in {@code infra/docs/access.md} says the same, and what is answered is what it says.
 */
public final class ApiContract {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
    /** What is refused before it is a call. */
    private static final Set<String> OF_NO_CALL = Set.of("MALFORMED_REQUEST", "ORIGIN_NOT_ALLOWED");

    private final String service;
    private final RouteTable routes;
    private final ApiInfo info;
    private final JsonNode document;

    public ApiContract(String service, RouteTable routes, ApiInfo info) {
        this.service = service;
        this.routes = routes;
        this.info = info;
        // As text and back, as its readers get it.
        this.document = MAPPER.readTree(MAPPER.writeValueAsString(OpenApiDocument.of(info, routes.routes())));
    }

    /** The document, as its readers get it. */
    public JsonNode document() {
        return document;
    }

    /** Checks all that can be checked without asking the service. */
    public void check() {
        Set<String> operations = new HashSet<>();
        for (Route route : routes.routes()) {
            Description about = route.description();
            assertThat(operations.add(about.operation()))
                    .as("%s: %s is its own", route.name(), about.operation())
                    .isTrue();
            assertThat(about.summary()).as(route.name()).isNotBlank().doesNotEndWith(".");
            assertThat(info.groups()).as(route.name()).containsKey(about.group());
            VARIABLE.matcher(route.pattern())
                    .results()
                    .forEach(variable -> assertThat(about.path().get(variable.group(1)))
                            .as("%s: what %s means", route.name(), variable.group())
                            .isNotBlank());
            assertThat(about.queries()).as(route.name()).extracting(Query::doc).allMatch(doc -> !doc.isBlank());
        }
        checkExamples();
        checkWritten();
        AccessTable.check(service, routes.routes());
    }

    /** Each example is what its schema says. */
    private void checkExamples() {
        for (JsonNode path : document.path("paths")) {
            for (JsonNode call : path) {
                checkExamples(call, call.path("requestBody").path("content"));
                call.path("responses").forEach(answer -> checkExamples(call, answer.path("content")));
            }
        }
    }

    private void checkExamples(JsonNode call, JsonNode content) {
        for (JsonNode media : content) {
            if (media.has("example")) {
                assertThat(SchemaCheck.faults(document, media.path("schema"), media.path("example")))
                        .as("an example of " + call.path("operationId").asString())
                        .isEmpty();
            }
        }
    }

    /** The document is kept where its readers, and those who review a change, find it. */
    private void checkWritten() {
        Path file = ProjectFolder.get().resolve("infra/docs/api/" + service + ".json");
        String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
        try {
            if (WrittenDocuments.areToBeWritten()) {
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.writeString(file, text);
            }
            assertThat(Files.exists(file) ? Files.readString(file) : "")
                    .as("%s, which %s", file, WrittenDocuments.HOW)
                    .isEqualTo(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Fails a test's request whose answer is not one that the document has. Streams of answers pass by. */
    public ExchangeFilterFunction filter() {
        return (request, next) -> next.exchange(request)
                .flatMap(answer -> route(request.method().name(), request.url().getPath())
                        .map(route -> checked(route, answer))
                        .orElseGet(() -> Mono.just(answer)));
    }

    /** The path decides first: where only another method is taken, no less specific path is asked. */
    private Optional<Route> route(String method, String path) {
        PathContainer asked = PathContainer.parsePath(path);
        return routes.routes().stream()
                .map(route -> PathPatternParser.defaultInstance.parse(route.pattern()))
                .filter(pattern -> pattern.matches(asked))
                .min(PathPattern.SPECIFICITY_COMPARATOR)
                .flatMap(pattern -> routes.routes().stream()
                        .filter(route -> route.pattern().equals(pattern.getPatternString()))
                        .filter(route -> route.method().name().equals(method))
                        .findAny());
    }

    private Mono<ClientResponse> checked(Route route, ClientResponse answer) {
        MediaType type = answer.headers().contentType().orElse(MediaType.ALL);
        boolean json = type.isCompatibleWith(MediaType.APPLICATION_JSON)
                || type.isCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
        if (type.equals(MediaType.ALL) || !json) {
            return Mono.just(answer);
        }
        return DataBufferUtils.join(answer.body((message, context) -> message.getBody()))
                .map(ApiContract::bytes)
                .defaultIfEmpty(new byte[0])
                .map(body -> {
                    check(route, answer, type, body);
                    DataBuffer again = DefaultDataBufferFactory.sharedInstance.wrap(body);
                    return answer.mutate().body(Flux.just(again)).build();
                });
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private void check(Route route, ClientResponse answer, MediaType type, byte[] body) {
        if (body.length == 0) {
            return;
        }
        JsonNode content = document.path("paths")
                .path(route.pattern())
                .path(route.method().name().toLowerCase(Locale.ROOT))
                .path("responses")
                .path(Integer.toString(answer.statusCode().value()))
                .path("content")
                .path(type.getType() + "/" + type.getSubtype());
        String what =
                route.name() + " answered " + answer.statusCode() + ": " + new String(body, StandardCharsets.UTF_8);
        JsonNode value = MAPPER.readTree(body);
        if (type.getSubtype().startsWith("problem")) {
            if (!OF_NO_CALL.contains(value.path("code").asString())) {
                assertThat(content.path("examples").propertyNames())
                        .as(what)
                        .contains(value.path("code").asString());
            }
        } else {
            assertThat(content.path("schema").isMissingNode())
                    .as("nothing described: " + what)
                    .isFalse();
        }
        if (!content.isMissingNode()) {
            assertThat(SchemaCheck.faults(document, content.path("schema"), value))
                    .as(what)
                    .isEmpty();
        }
    }
}
