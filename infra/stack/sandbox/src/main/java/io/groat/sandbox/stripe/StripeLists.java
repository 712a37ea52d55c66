package io.groat.sandbox.stripe;

import io.groat.sandbox.http.Call;
import io.groat.sandbox.http.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Lists, the newest first. */
final class StripeLists {

    private static final int USUAL = 10;

    private StripeLists() {}

    /**
     * Those that have what the query asks for; all of them where it asks for nothing.
     *
     * @param name of the query's parameter
     * @param value of one item, to be compared with it
     */
    static <T> ObjectNode of(
            Call call, String name, List<T> all, Function<T, @Nullable String> value, Function<T, ObjectNode> shown) {
        Optional<String> wanted = call.query(name);
        List<T> found = new ArrayList<>();
        for (T item : all) {
            if (wanted.isEmpty() || wanted.get().equals(value.apply(item))) {
                found.add(item);
            }
        }
        Collections.reverse(found);
        int limit = limit(call);
        List<ObjectNode> rest = after(call, found.stream().map(shown).toList());
        return StripeJson.list(rest.stream().limit(limit).toList(), rest.size() > limit);
    }

    /** What comes after the one that {@code starting_after} names. */
    private static List<ObjectNode> after(Call call, List<ObjectNode> all) {
        Optional<String> last = call.query("starting_after");
        if (last.isEmpty()) {
            return all;
        }
        for (int i = 0; i < all.size(); i++) {
            if (last.get().equals(all.get(i).path("id").asString(""))) {
                return all.subList(i + 1, all.size());
            }
        }
        throw Refusal.noSuch("starting_after", "item");
    }

    private static int limit(Call call) {
        String limit = call.query("limit").orElse(String.valueOf(USUAL));
        if (!limit.matches("[1-9][0-9]?|100")) {
            throw Refusal.field("limit", "has to be between 1 and 100");
        }
        return Integer.parseInt(limit);
    }
}
