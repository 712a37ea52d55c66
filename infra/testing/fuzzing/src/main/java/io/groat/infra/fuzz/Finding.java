package io.groat.infra.fuzz;

import io.groat.infra.fuzz.http.RawRequest;
import java.nio.charset.StandardCharsets;

/**
 * What is wrong.
 *
 * @param service that was asked
 * @param what about its answer
 */
public record Finding(String service, FuzzRequest shot, String what) {

    private static final int SHOWN = 300;

    /** For a person to read, and to send the request again. */
    public String text() {
        RawRequest request = shot.request();
        StringBuilder text = new StringBuilder()
                .append(service)
                .append(", request ")
                .append(shot.number())
                .append(": ")
                .append(what)
                .append("\n    ")
                .append(shown(request.method() + " " + request.target()));
        request.headers().forEach(line -> text.append("\n    ").append(shown(secretless(line))));
        if (!request.body().isEmpty()) {
            text.append("\n    ")
                    .append(shown(
                            new String(request.body().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)));
        }
        if (!shot.oddities().isEmpty()) {
            text.append("\n    odd: ").append(shown(String.join("; ", shot.oddities())));
        }
        return text.toString();
    }

    private static String secretless(String line) {
        return line.startsWith("Authorization: Bearer ") && line.length() > 60 ? "Authorization: Bearer (good)" : line;
    }

    private static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.chars().limit(SHOWN).forEach(letter -> {
            if (letter < ' ' || letter > '~') {
                shown.append(String.format("\\u%04x", letter));
            } else {
                shown.append((char) letter);
            }
        });
        return text.length() > SHOWN ? shown + "… (" + text.length() + ")" : shown.toString();
    }
}
