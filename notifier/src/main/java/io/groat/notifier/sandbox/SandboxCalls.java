package io.groat.notifier.sandbox;

import io.groat.web.access.Access;
import io.groat.web.http.Answer;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonWords;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The sandbox's page, and what is in it, the newest first. For everybody: it is on a developer's own machine alone. */
public final class SandboxCalls {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final int MOST = 1_000;

    private final Sandbox sandbox;

    public SandboxCalls(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/sandbox/messages", Access.PUBLIC, this::messages),
                file("/sandbox", "sandbox.html", MediaType.TEXT_HTML),
                file("/sandbox/sandbox.js", "sandbox.js", new MediaType("text", "javascript")),
                file("/sandbox/sandbox.css", "sandbox.css", new MediaType("text", "css")));
    }

    private Mono<ServerResponse> messages(ServerRequest request) {
        Parameters.requireOnly(request, Set.of("to", "channel"));
        // A plus sign in a query means a space; in a number it can only have been a plus sign.
        @Nullable
        String to = request.queryParam("to")
                .map(text -> text.startsWith(" ") ? "+" + text.substring(1) : text)
                .orElse(null);
        @Nullable String channel = request.queryParam("channel").orElse(null);
        return sandbox.all()
                .filter(came -> to == null || to.equals(came.texts().get("to")))
                .filter(came -> channel == null || channel.equals(came.texts().get("channel")))
                .sort(Comparator.comparing(Sandbox.Came::at).reversed())
                .take(MOST)
                .collectList()
                .flatMap(found -> Answer.ok(json -> {
                    json.writeStartArray();
                    found.forEach(came -> {
                        json.writeStartObject();
                        came.texts().forEach(json::writeStringProperty);
                        JsonWords.time(json, "at", came.at());
                        json.writeEndObject();
                    });
                    json.writeEndArray();
                }));
    }

    private static Route file(String path, String name, MediaType type) {
        byte[] content = content(name);
        MediaType inUtf8 = new MediaType(type, StandardCharsets.UTF_8);
        return Route.get(
                path,
                Access.PUBLIC,
                request -> ServerResponse.ok()
                        .contentType(inUtf8)
                        .header("Content-Security-Policy", POLICY)
                        .header("Cache-Control", "no-cache")
                        .bodyValue(content));
    }

    private static byte[] content(String name) {
        try (InputStream file = SandboxCalls.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("there is no " + name);
            }
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
