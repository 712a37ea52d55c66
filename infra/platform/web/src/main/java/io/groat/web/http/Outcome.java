package io.groat.web.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One answer that a call gives when it is not refused.
 *
 * @param doc what it says
 * @param contents the media types it may come in; none when it has no body
 */
public record Outcome(int status, String doc, List<Content> contents, List<HeaderField> headers) {

    public Outcome {
        contents = List.copyOf(contents);
        headers = List.copyOf(headers);
    }

    Outcome showing(Map<String, String> members) {
        return new Outcome(
                status,
                doc,
                contents.stream().map(content -> content.showing(members)).toList(),
                headers);
    }

    Outcome and(Content other) {
        List<Content> all = new ArrayList<>(contents);
        all.add(other);
        return new Outcome(status, doc, all, headers);
    }
}
