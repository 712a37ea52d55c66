package io.groat.web.document;

import io.groat.event.Json;
import io.groat.web.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The document at {@code /v3/api-docs}, and Swagger's page that shows it and makes its calls. */
public final class ApiPages implements RouterFunction<ServerResponse> {

    private static final String DOCUMENT = "/v3/api-docs";
    private static final String PAGE = "/swagger-ui/index.html";
    private static final String FOLDER = "META-INF/resources/webjars/swagger-ui/";
    private static final List<HttpMethod> READS = List.of(HttpMethod.GET, HttpMethod.HEAD);

    private static final Map<String, MediaType> TYPES = Map.of(
            "html",
            MediaType.TEXT_HTML,
            "js",
            new MediaType("text", "javascript"),
            "css",
            new MediaType("text", "css"),
            "png",
            MediaType.IMAGE_PNG);

    /** Made when it is first asked for, which takes too long for an event loop. */
    private final SingletonSupplier<byte[]> document;

    private final String version;

    public ApiPages(ApiInfo info, List<Route> routes) {
        this.document = SingletonSupplier.of(() -> Json.MAPPER.writeValueAsBytes(OpenApiDocument.of(info, routes)));
        this.version = version();
    }

    /** That of Swagger's page on the class path, which its folder is named after. */
    private static String version() {
        Properties about = new Properties();
        try (InputStream file =
                new ClassPathResource("META-INF/maven/org.webjars/swagger-ui/pom.properties").getInputStream()) {
            about.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return about.getProperty("version");
    }

    @Override
    public Mono<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        HandlerFunction<ServerResponse> found = find(request.path());
        if (found == null) {
            return Mono.empty();
        }
        return READS.contains(request.method())
                ? Mono.just(found)
                : Mono.error(new MethodNotAllowedException(request.method(), READS));
    }

    private @Nullable HandlerFunction<ServerResponse> find(String path) {
        if (path.equals(DOCUMENT)) {
            return request -> Mono.fromSupplier(document::obtain)
                    .subscribeOn(Schedulers.boundedElastic())
                    .flatMap(bytes -> ServerResponse.ok()
                            .contentType(MediaType.APPLICATION_JSON)
                            .bodyValue(bytes));
        }
        if (path.equals("/swagger-ui.html") || path.equals("/swagger-ui")) {
            return request ->
                    ServerResponse.status(302).location(URI.create(PAGE)).build();
        }
        if (path.equals("/swagger-ui/swagger-initializer.js")) {
            return file(new ClassPathResource("swagger-initializer.js", ApiPages.class), path);
        }
        if (!path.startsWith("/swagger-ui/") || path.indexOf('/', "/swagger-ui/".length()) >= 0) {
            return null;
        }
        Resource file = new ClassPathResource(FOLDER + version + path.substring("/swagger-ui".length()));
        return file.exists() ? file(file, path) : null;
    }

    private static @Nullable HandlerFunction<ServerResponse> file(Resource file, String path) {
        MediaType type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        return type == null
                ? null
                : request -> ServerResponse.ok().contentType(type).bodyValue(file);
    }
}
