package io.groat.analytics.query;

import io.groat.web.http.Negotiation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Answers as comma-separated values, for those who ask for {@code text/csv}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class Csv {

    static final MediaType TYPE = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private final StringBuilder text = new StringBuilder();

    Csv(String... columns) {
        row(List.<@Nullable Object>of((Object[]) columns));
    }

    /** Whether the caller would rather have that than JSON; fails with NOT_ACCEPTABLE when they take neither. */
    static boolean isWanted(ServerRequest request) {
        return Negotiation.choose(request, MediaType.APPLICATION_JSON, TYPE).equals(TYPE);
    }

    Csv row(List<? extends @Nullable Object> cells) {
        for (int i = 0; i < cells.size(); i++) {
            text.append(i == 0 ? "" : ",").append(cell(cells.get(i)));
        }
        text.append("\r\n");
        return this;
    }

    Mono<ServerResponse> answer() {
        return ServerResponse.ok().contentType(TYPE).bodyValue(text.toString());
    }

    /** A text that a spreadsheet would take for a formula gets a quote in front. */
    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String cell = value.toString();
        if (value instanceof String && !cell.isEmpty() && "=+-@".indexOf(cell.charAt(0)) >= 0) {
            cell = "'" + cell;
        }
        return cell.chars().anyMatch(letter -> letter == ',' || letter == '"' || letter == '\n' || letter == '\r')
                ? '"' + cell.replace("\"", "\"\"") + '"'
                : cell;
    }
}
