package io.groat.infra.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What an OpenAPI document says of a service's calls. */
public final class OpenApi {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final int DEEPEST = 8;

    private final JsonNode document;

    public OpenApi(JsonNode document) {
        this.document = document;
    }

    /** Its calls, by {@link ApiCall#name}. */
    public Map<String, ApiCall> calls() {
        Map<String, ApiCall> calls = new HashMap<>();
        document.path("paths")
                .forEachEntry((pattern, path) -> path.forEachEntry((method, operation) -> {
                    if (METHODS.contains(method)) {
                        ApiCall call = call(method.toUpperCase(Locale.ROOT), pattern, path, operation);
                        calls.put(call.name(), call);
                    }
                }));
        return calls;
    }

    /** The roles that may make each call, by {@link ApiCall#name}; none for everyone. */
    public Map<String, Set<String>> roles() {
        Map<String, Set<String>> roles = new LinkedHashMap<>();
        document.path("paths")
                .forEachEntry((pattern, path) -> path.forEachEntry((method, operation) -> {
                    if (METHODS.contains(method)) {
                        Set<String> of = new TreeSet<>();
                        operation.path("x-roles").forEach(role -> of.add(role.asString()));
                        roles.put(method.toUpperCase(Locale.ROOT) + " " + pattern, of);
                    }
                }));
        return roles;
    }

    /** The codes that problems may have. */
    public Set<String> codes() {
        Set<String> codes = new HashSet<>();
        document.at("/components/schemas/Problem/properties/code/enum").forEach(code -> codes.add(code.asString()));
        return codes;
    }

    private ApiCall call(String method, String pattern, JsonNode path, JsonNode operation) {
        List<String> parameters = new ArrayList<>();
        for (JsonNode list : List.of(path.path("parameters"), operation.path("parameters"))) {
            for (JsonNode one : list) {
                JsonNode parameter = resolved(one);
                if (parameter.path("in").asString("").equals("query")) {
                    parameters.add(parameter.path("name").asString());
                }
            }
        }
        JsonNode content = resolved(operation.path("requestBody")).path("content");
        @Nullable
        String type =
                content.isEmpty() ? null : content.propertyNames().iterator().next();
        return new ApiCall(method, pattern, parameters, type, type == null ? null : example(content.path(type)));
    }

    private JsonNode example(JsonNode media) {
        if (media.path("example").isContainer()) {
            return media.path("example");
        }
        for (JsonNode one : media.path("examples")) {
            JsonNode value = resolved(one).path("value");
            if (value.isObject()) {
                return value;
            }
        }
        return sample(media.path("schema"), 0);
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.startsWith("#/") ? resolved(document.at(reference.substring(1))) : node;
    }

    /** A value that fits a schema, as far as its structure goes. */
    private JsonNode sample(JsonNode unresolved, int depth) {
        JsonNode schema = resolved(unresolved);
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (depth > DEEPEST) {
            return nodes.nullNode();
        }
        for (String given : List.of("example", "const", "default")) {
            if (schema.has(given)) {
                return schema.path(given);
            }
        }
        for (String list : List.of("examples", "enum")) {
            if (!schema.path(list).isEmpty()) {
                return schema.path(list).get(0);
            }
        }
        for (String choice : List.of("oneOf", "anyOf")) {
            if (!schema.path(choice).isEmpty()) {
                return sample(schema.path(choice).get(0), depth + 1);
            }
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> nodes.arrayNode().add(sample(schema.path("items"), depth + 1));
            case "integer", "number" -> nodes.numberNode(schema.path("minimum").asLong(1));
            case "boolean" -> nodes.booleanNode(true);
            default -> nodes.stringNode(text(schema.path("format").asString("")));
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (JsonNode part : schema.path("allOf")) {
            if (sample(part, depth + 1) instanceof ObjectNode some) {
                object.setAll(some);
            }
        }
        schema.path("properties").forEachEntry((name, property) -> object.set(name, sample(property, depth + 1)));
        return object;
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return type.get(0).asString();
        }
        return type.asString(schema.has("properties") || schema.has("allOf") ? "object" : "string");
    }

    private static String text(String format) {
        return switch (format) {
            case "uuid" -> "0192f0a0-0000-7000-8000-000000000000";
            case "date-time" -> "2026-01-31T12:00:00Z";
            case "email" -> "somebody@example.com";
            case "uri" -> "https://example.com/";
            default -> "a";
        };
    }
}
