package io.groat.analytics.summary;

import io.groat.web.json.MinorUnits;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Figures as JSON: by their whole names, or nested by the parts of their names. */
public final class SummaryJson {

    private SummaryJson() {}

    /** Into an object that is open. */
    public static void writeFlat(JsonGenerator json, Map<String, @Nullable Object> figures) {
        figures.forEach((name, value) -> write(json, name, value));
    }

    /** By the parts of their names, in maps in maps. */
    public static Map<String, @Nullable Object> nested(Map<String, @Nullable Object> figures) {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        figures.forEach((name, value) -> {
            Map<String, @Nullable Object> at = root;
            int begin = 0;
            for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', begin)) {
                at = child(at, name.substring(begin, dot));
                begin = dot + 1;
            }
            at.put(name.substring(begin), value);
        });
        return root;
    }

    @SuppressWarnings("unchecked") // Only this class puts maps there.
    private static Map<String, @Nullable Object> child(Map<String, @Nullable Object> at, String name) {
        return (Map<String, @Nullable Object>) at.computeIfAbsent(name, one -> new LinkedHashMap<String, Object>());
    }

    private static void write(JsonGenerator json, String name, @Nullable Object value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else if (value instanceof Long number) {
            json.writeNumberProperty(name, number);
        } else if (value instanceof Double number) {
            json.writeNumberProperty(name, number);
        } else if (value instanceof BigInteger minor) {
            MinorUnits.write(json, name, minor);
        } else if (value instanceof Boolean yes) {
            json.writeBooleanProperty(name, yes);
        } else {
            json.writeStringProperty(name, value.toString());
        }
    }
}
