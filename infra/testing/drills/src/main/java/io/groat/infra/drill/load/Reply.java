package io.groat.infra.drill.load;

import io.groat.infra.drill.history.Answer;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a router's reply means to a patient client: an answer, or that it has to ask again. */
public sealed interface Reply {
    /** The transfer stands, or is refused for good. */
    record Told(Answer answer) implements Reply {}

    /**
     * Nothing is known. The same key, sent again, will tell.
     *
     * @param why the problem's code, or what happened to the connection
     * @param notBefore how long the router asked to be left alone; zero when it said nothing
     */
    record Again(String why, Duration notBefore) implements Reply {
        Again(String why) {
            this(why, Duration.ZERO);
        }
    }

    /** The router broke a rule of its own interface. */
    record Nonsense(String what) implements Reply {}

    Set<String> COME_AGAIN = Set.of(
            "SHARD_BUSY",
            "SHARD_UNAVAILABLE",
            "OVERLOADED",
            "INTERNAL_ERROR",
            "TOKEN_CHECK_UNAVAILABLE",
            "RATE_LIMITED");

    /** From a transfer or hold object, or a problem object, which has a code. */
    static Reply of(JsonNode body) {
        String id = text(body, "transferId");
        String code = text(body, "code");
        if (code != null) {
            return COME_AGAIN.contains(code) ? new Again(code) : new Told(Answer.End.refused(code, id));
        }
        String what = text(body, "id");
        String status = text(body, "status");
        if (what == null || status == null) {
            return new Nonsense("neither a transfer nor a hold nor a problem: " + body);
        }
        String reason = text(body, "reason");
        return switch (status) {
            case "COMPLETED" -> new Told(Answer.End.completed(what, amount(body)));
            case "PENDING", "HELD", "UNDER_REVIEW" -> new Told(new Answer.Pending(what));
            case "FAILED" -> new Told(Answer.End.refused(reason == null ? "without a reason" : reason, what));
            // Whatever became of a hold meanwhile: it was made, unless it was declined.
            case "AUTHORIZED", "PARTIALLY_CAPTURED", "CAPTURED", "RELEASED", "EXPIRED" ->
                new Told(reason == null ? Answer.End.completed(what) : Answer.End.refused(reason, what));
            default -> new Nonsense("a status that is none: " + body);
        };
    }

    private static @Nullable Long amount(JsonNode body) {
        JsonNode value = body.path("amount");
        return value.isIntegralNumber() ? (Long) value.longValue() : null;
    }

    private static @Nullable String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        return value.isString() ? value.stringValue() : null;
    }
}
