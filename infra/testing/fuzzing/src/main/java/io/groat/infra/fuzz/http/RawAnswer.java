package io.groat.infra.fuzz.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An answer.
 *
 * @param headers by name in small letters, each with its values in their order
 * @param body a byte a character, without its transfer coding; empty for a stream, of which nothing is read
 */
public record RawAnswer(int status, Map<String, List<String>> headers, String body) {

    /** The first value of a header; empty when there is none. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of("")).get(0);
    }

    /** The body as the UTF-8 that it is. */
    public String text() {
        return new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Whether it is of that media type, whatever its parameters. */
    public boolean isOf(String mediaType) {
        return header("content-type").toLowerCase(Locale.ROOT).startsWith(mediaType);
    }
}
