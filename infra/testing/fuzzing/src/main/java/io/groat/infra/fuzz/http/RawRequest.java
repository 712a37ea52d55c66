package io.groat.infra.fuzz.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A request as it is sent. Texts go out as Latin-1, a byte a character; nothing is checked and nothing is escaped.
 *
 * @param target what stands between the method and the version in the first line
 * @param headers lines without their ends, in their order; Host and Content-Length are added
 * @param body a byte a character; empty for none
 */
public record RawRequest(String method, String target, List<String> headers, String body) {

    public RawRequest {
        headers = List.copyOf(headers);
    }

    public static RawRequest get(String target, String... headers) {
        return new RawRequest("GET", target, List.of(headers), "");
    }

    /** With one more header line. */
    public RawRequest with(String line) {
        List<String> more = new ArrayList<>(headers);
        more.add(line);
        return new RawRequest(method, target, more, body);
    }

    /** Without any header of that name. */
    public RawRequest without(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return new RawRequest(
                method,
                target,
                headers.stream()
                        .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith(start))
                        .toList(),
                body);
    }

    public RawRequest withMethod(String other) {
        return new RawRequest(other, target, headers, body);
    }

    public RawRequest withTarget(String other) {
        return new RawRequest(method, other, headers, body);
    }

    public RawRequest withBody(byte[] other) {
        return new RawRequest(method, target, headers, new String(other, StandardCharsets.ISO_8859_1));
    }

    byte[] bytes(String host) {
        StringBuilder head = new StringBuilder(256)
                .append(method)
                .append(' ')
                .append(target)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append("\r\n");
        headers.forEach(line -> head.append(line).append("\r\n"));
        if (!body.isEmpty() || method.equals("POST") || method.equals("PUT") || method.equals("PATCH")) {
            head.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return head.append("\r\n").append(body).toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
