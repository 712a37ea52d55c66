package io.groat.analytics.dashboard;

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
 * The page: its frame, its script and style, and the library of charts, all from here. Nothing in them is secret; what
 * the page shows it reads by the same calls as any other client, with the token that it is given.
 */
public final class DashboardPage {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final MediaType SCRIPT = new MediaType("text", "javascript");
    private static final MediaType STYLE = new MediaType("text", "css");
    private static final String CHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

    public Routes routes() {
        return Routes.of(
                file("/", "dashboard.html", MediaType.TEXT_HTML, "no-cache"),
                file("/dashboard.js", "dashboard.js", SCRIPT, "no-cache"),
                file("/dashboard.css", "dashboard.css", STYLE, "no-cache"),
                file("/charts-5.5.0.js", CHARTS, SCRIPT, "max-age=31536000, immutable"));
    }

    private static Route file(String path, String name, MediaType type, String caching) {
        byte[] content = content(name);
        MediaType inUtf8 = new MediaType(type, StandardCharsets.UTF_8);
        return Route.get(
                path,
                Access.PUBLIC,
                request -> ServerResponse.ok()
                        .contentType(inUtf8)
                        .header("Content-Security-Policy", POLICY)
                        .header("Cache-Control", caching)
                        .bodyValue(content));
    }

    private static byte[] content(String name) {
        try (InputStream file = DashboardPage.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("there is no " + name);
            }
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
