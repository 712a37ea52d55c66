package io.groat.web.http;

import io.groat.web.json.JsonBody;
import io.groat.web.json.JsonWords;
import io.groat.web.shape.Shape;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * One page of a list: {@code {items: […], next: cursor or null}}.
 *
 * @param next where the next page begins; null on the last
 */
public record Page<T>(List<T> items, @Nullable Cursor next) {

    /** The first {@code limit} of what was found; there is a next page when one more was found than that. */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, Cursor> after) {
        return found.size() <= limit
                ? new Page<>(found, null)
                : new Page<>(found.subList(0, limit), after.apply(found.get(limit - 1)));
    }

    /** Each item as that record. */
    public <R extends Record> JsonBody json(Class<R> view, Function<T, R> item) {
        Shape<R> shape = Shape.of(view);
        return json((json, one) -> shape.write(json, item.apply(one)));
    }

    public JsonBody json(BiConsumer<JsonGenerator, T> item) {
        return json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("items");
            items.forEach(one -> item.accept(json, one));
            json.writeEndArray();
            JsonWords.text(json, "next", next == null ? null : next.text());
            json.writeEndObject();
        };
    }
}
