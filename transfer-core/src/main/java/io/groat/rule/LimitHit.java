package io.groat.rule;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A limit that a movement would pass.
 *
 * @param limit its name
 * @param max in minor units or movements, as its measure is
 * @param used before the movement
 * @param resetsAt when used becomes less; null of a limit for each movement by itself
 */
public record LimitHit(
        String limit, long max, long used, @Nullable Instant resetsAt) {

    /** What a payer is told of it, by name. */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("limit", limit);
        members.put("max", max);
        members.put("used", used);
        if (resetsAt != null) {
            members.put("resetsAt", resetsAt.toString());
        }
        return members;
    }
}
