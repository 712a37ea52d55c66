package io.groat.fraud.console;

import io.groat.web.access.Access;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * The page that analysts work with: three files, which hold nothing secret. What it shows it reads by the same calls as
 * any other client, with the token that the analyst gives it.
 */
public final class ConsolePage {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final MediaType SCRIPT = new MediaType("text", "javascript");
    private static final MediaType STYLE = new MediaType("text", "css");

    public Routes routes() {
        return Routes.of(
                file("/", "console.html", MediaType.TEXT_HTML),
                file("/console.js", "console.js", SCRIPT),
                file("/console.css", "console.css", STYLE));
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
        try (InputStream file = ConsolePage.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("there is no " + name);
            }
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
