package io.groat.web.http;

import io.groat.web.access.Access;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * The files of a page that a service shows to people: its frame, script and style, which hold nothing secret. They come
 * from the class path and from nowhere else, and a browser is told to take no others.
 */
public final class PageFiles {

    public static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
    public static final MediaType SCRIPT = new MediaType("text", "javascript", StandardCharsets.UTF_8);
    public static final MediaType STYLE = new MediaType("text", "css", StandardCharsets.UTF_8);

    private static final String SHARED = "/io/groat/web/page/";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Class<?> beside;

    /** @param beside the files are in its package, but for those whose names begin with a slash */
    public PageFiles(Class<?> beside) {
        this.beside = beside;
    }

    /** A file that is asked for anew each time. */
    public Route file(String path, String name, MediaType type) {
        return file(path, name, type, "no-cache");
    }

    /** A file that never changes at that path. */
    public Route fixed(String path, String name, MediaType type) {
        return file(path, name, type, "max-age=31536000, immutable");
    }

    /** A script that the pages of several services have, and that stands here. */
    public Route sharedScript(String name) {
        return shared("/" + name, name, SCRIPT);
    }

    /** Another file of those that the pages of several services have. */
    public Route shared(String path, String name, MediaType type) {
        return file(path, SHARED + name, type);
    }

    private Route file(String path, String name, MediaType type, String caching) {
        byte[] content = content(name);
        return Route.get(path, Access.PUBLIC)
                .named("pages", operation(path), "A file of the page for people: " + path)
                .givesText(200, type, "The file")
                .by(request -> ServerResponse.ok()
                        .contentType(type)
                        .header("Content-Security-Policy", POLICY)
                        .header("Cache-Control", caching)
                        .bodyValue(content));
    }

    /** Such as {@code pageDashboardJs}. */
    private static String operation(String path) {
        StringBuilder name = new StringBuilder("page");
        for (String word : path.split("[^A-Za-z0-9]+", -1)) {
            name.append(word.isEmpty() ? "" : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }

    private byte[] content(String name) {
        try (InputStream file = beside.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("there is no " + name);
            }
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
