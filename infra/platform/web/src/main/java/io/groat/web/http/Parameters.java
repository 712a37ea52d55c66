package io.groat.web.http;

import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Parameters of requests, each judged by itself. All throw ProblemException, INVALID_FIELD where nothing else is said. */
public final class Parameters {

    public static final int MAX_LIMIT = 200;
    static final int USUAL_LIMIT = 50;
    private static final int UUID_LENGTH = 36;
    /** Years that the database's DATETIME holds, with room at both ends. */
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

    public static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

    private Parameters() {}

    /** Refuses a query parameter that the call doesn't know, UNKNOWN_FIELD: a misspelt filter must not filter nothing. */
    public static void requireOnly(ServerRequest request, Set<String> known) {
        for (String name : request.queryParams().keySet()) {
            if (!known.contains(name)) {
                throw new ProblemException(
                        WebProblem.UNKNOWN_FIELD, name, "\"" + name + "\" is not a parameter of this call");
            }
        }
    }

    /** Refuses a query parameter that is there more than once: whoever sends two means neither of them alone. */
    static void requireOnce(ServerRequest request) {
        request.queryParams().forEach((name, values) -> {
            if (values.size() > 1) {
                throw invalid(name, "\"" + name + "\" is there " + values.size() + " times, and may be there once");
            }
        });
    }

    /** The only value of a header; null when there is none. Refuses one that is there more than once. */
    public static @Nullable String header(ServerRequest request, String name) {
        List<String> values = request.headers().header(name);
        if (values.size() > 1) {
            throw invalid(name, "The header \"" + name + "\" is there more than once");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /** Most items of a page: 1 to 200, 50 when not said. */
    public static int limit(ServerRequest request) {
        Optional<String> text = request.queryParam("limit");
        if (text.isEmpty()) {
            return USUAL_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text.get());
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, as any other.
        }
        throw invalid("limit", "\"limit\" has to be a number from 1 to " + MAX_LIMIT);
    }

    /**
     * A time in ISO 8601, or null when there is none. Times are kept by the microsecond: "from then on" and "before then"
     * mean the same of the next whole one.
     */
    public static @Nullable Instant time(ServerRequest request, String name) {
        Optional<String> text = request.queryParam(name);
        if (text.isEmpty()) {
            return null;
        }
        try {
            // A plus sign in a query means a space; in a time it can only have been a plus sign.
            Instant time =
                    java.time.OffsetDateTime.parse(text.get().replace(' ', '+')).toInstant();
            if (!time.isBefore(EARLIEST) && time.isBefore(LATEST)) {
                Instant whole = time.truncatedTo(ChronoUnit.MICROS);
                return whole.equals(time) ? time : whole.plus(1, ChronoUnit.MICROS);
            }
        } catch (DateTimeException notATime) {
            // Refused below, as any other.
        }
        throw invalid(name, "\"" + name + "\" has to be a time such as 2026-01-31T12:00:00Z");
    }

    /** An id in the path; empty when it is none, so that nothing can be there. */
    public static Optional<UUID> id(ServerRequest request, String name) {
        return uuid(request.pathVariable(name));
    }

    /** An id; empty for a text that is none, and for none. */
    public static Optional<UUID> uuid(@Nullable String text) {
        if (text == null || text.length() != UUID_LENGTH || text.charAt(8) != '-') {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    public static ProblemException invalid(String field, String detail) {
        return new ProblemException(WebProblem.INVALID_FIELD, field, detail);
    }
}
