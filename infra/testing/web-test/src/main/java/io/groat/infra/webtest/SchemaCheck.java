package io.groat.infra.webtest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Whether a JSON value is what a schema of an OpenAPI document says, as far as our documents say anything. */
final class SchemaCheck {

    private final JsonNode document;
    private final List<String> faults = new ArrayList<>();

    private SchemaCheck(JsonNode document) {
        this.document = document;
    }

    /** What of the value is not as the schema says, by its place. */
    static List<String> faults(JsonNode document, JsonNode schema, JsonNode value) {
        SchemaCheck check = new SchemaCheck(document);
        check.check("", schema, value);
        return check.faults;
    }

    private void check(String place, JsonNode reference, JsonNode value) {
        JsonNode schema = resolved(reference);
        JsonNode kinds = schema.has("oneOf") ? schema.path("oneOf") : schema.path("anyOf");
        if (!kinds.isMissingNode()) {
            if (kinds.valueStream()
                    .noneMatch(one -> faults(document, one, value).isEmpty())) {
                faults.add(place + " is none of " + schema + ": " + value);
            }
            return;
        }
        if (schema.has("type") && !isOfType(schema.path("type"), value)) {
            faults.add(place + " is not " + schema.path("type") + ": " + value);
            return;
        }
        if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
            faults.add(place + " is none of " + schema.path("enum") + ": " + value);
        }
        if (value.isString()
                && schema.has("pattern")
                && !Pattern.compile(schema.path("pattern").asString())
                        .matcher(value.asString())
                        .find()) {
            faults.add(place + " does not match " + schema.path("pattern") + ": " + value);
        }
        if (value.isArray()) {
            int index = 0;
            for (JsonNode item : value) {
                check(place + "/" + index++, schema.path("items"), item);
            }
        }
        if (value.isObject()) {
            checkMembers(place, schema, value);
        }
    }

    private void checkMembers(String place, JsonNode schema, JsonNode value) {
        for (JsonNode name : schema.path("required")) {
            if (!value.has(name.asString())) {
                faults.add(place + " has no " + name.asString());
            }
        }
        JsonNode properties = schema.path("properties");
        JsonNode others = schema.path("additionalProperties");
        value.forEachEntry((name, member) -> {
            if (properties.has(name)) {
                check(place + "/" + name, properties.path(name), member);
            } else if (others.isObject()) {
                check(place + "/" + name, others, member);
            } else if (!others.asBoolean(properties.isEmpty())) {
                // Nothing answered is to be undescribed, though a reader has to pass over what it does not know.
                faults.add(place + " has a member that is not described: " + name);
            }
        });
    }

    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : resolved(document.at(reference.substring(1)));
    }

    private static boolean isOfType(JsonNode types, JsonNode value) {
        if (types.isArray()) {
            return types.valueStream().anyMatch(type -> isOfType(type, value));
        }
        return switch (types.asString()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> value.isNull();
        };
    }
}
