package io.groat.notifier.message;

import io.groat.event.Json;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;

/** Texts by name, as they are stored: one JSON object, its names in order. */
public final class TextMap {

    private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};

    private TextMap() {}

    public static String write(Map<String, String> texts) {
        return Json.MAPPER.writeValueAsString(new TreeMap<>(texts));
    }

    public static Map<String, String> read(String json) {
        return Json.MAPPER.readValue(json, TEXTS);
    }
}
