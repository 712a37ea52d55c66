package io.groat.posting;

import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.rule.LimitHit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What speaks against a movement.
 *
 * @param hit the limit that it would pass, where that is it and it is the payer's own
 */
record Objection(Refusal reason, @Nullable LimitHit hit) {

    private static final String PAYER = "payer";

    /** As an answer to a request that leaves no trace. */
    Refused refused() {
        return hit == null ? Refused.of(reason) : Refused.of(reason, PAYER).saying(about(hit));
    }

    /** What is told of a limit that a payment would pass, to its payer. */
    static Map<String, Object> about(LimitHit hit) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("limit", hit.limit());
        members.put("max", hit.max());
        members.put("used", hit.used());
        if (hit.resetsAt() != null) {
            members.put("resetsAt", hit.resetsAt().toString());
        }
        return members;
    }

    static Objection of(Refusal reason) {
        return new Objection(reason, null);
    }
}
