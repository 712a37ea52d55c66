package io.groat.web.shape;

import io.groat.event.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The named schemas of one document, each made once, when it is first referred to. */
public final class Schemas {

    static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final String AMOUNT = "Amount";
    private static final String VIEW = "View";

    private final Map<String, ObjectNode> made;
    private final Map<String, Class<?>> types;
    /** Whether bodies of requests are described, which may have no other fields. */
    private final boolean strict;

    private Schemas(Map<String, ObjectNode> made, Map<String, Class<?>> types, boolean strict) {
        this.made = made;
        this.types = types;
        this.strict = strict;
    }

    /** None as yet. */
    public static Schemas ofAnswers() {
        return new Schemas(new TreeMap<>(), new TreeMap<>(), false);
    }

    /** The same schemas, to which those of requests are added. */
    public Schemas ofRequests() {
        return new Schemas(made, types, true);
    }

    /** All that were referred to, by name. */
    public Map<String, ObjectNode> all() {
        return made;
    }

    /** Refers to the schema of a record, or of a sealed interface over records. */
    public ObjectNode reference(Class<?> type) {
        String simple = type.getSimpleName();
        String name = simple.endsWith(VIEW) ? simple.substring(0, simple.length() - VIEW.length()) : simple;
        Class<?> before = types.putIfAbsent(name, type);
        if (before == null) {
            made.put(name, type.isRecord() ? object(Shape.of(type)) : choice(type));
        } else if (before != type) {
            throw new IllegalStateException("two schemas would be " + name + ": " + before + " and " + type);
        }
        return named(name);
    }

    /** Refers to the schema of amounts. */
    ObjectNode amount() {
        made.computeIfAbsent(AMOUNT, name -> {
            ObjectNode schema = NODES.objectNode();
            schema.put("description", "Minor units of the currency: a whole number, a string of digits beyond 2^53");
            // Not oneOf: clients that turn numbers into text find that both fit.
            ArrayNode kinds = schema.putArray("anyOf");
            kinds.addObject().put("type", "integer").put("format", "int64");
            kinds.addObject().put("type", "string").put("pattern", "^-?[0-9]+$");
            return schema;
        });
        return named(AMOUNT);
    }

    /** A body that fits a record. */
    public ObjectNode example(Class<?> type) {
        if (!type.isRecord()) {
            return example(type.getPermittedSubclasses()[0]);
        }
        ObjectNode example = NODES.objectNode();
        for (Member member : Shape.of(type).members()) {
            if (member.flat()) {
                JsonNode flat = member.type().example(this);
                if (flat instanceof ObjectNode members) {
                    example.setAll(members);
                }
            } else if (member.hasExample()) {
                example.set(member.name(), member.example(this));
            } else if (!strict && !member.leftOut()) {
                example.putNull(member.name());
            }
        }
        return example;
    }

    private static ObjectNode named(String name) {
        return NODES.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    private ObjectNode choice(Class<?> type) {
        ObjectNode schema = NODES.objectNode();
        describe(schema, type);
        ArrayNode kinds = schema.putArray("oneOf");
        for (Class<?> kind : type.getPermittedSubclasses()) {
            kinds.add(reference(kind));
        }
        return schema;
    }

    private ObjectNode object(Shape<?> shape) {
        ObjectNode schema = NODES.objectNode();
        describe(schema, shape.type());
        schema.put("type", "object");
        ObjectNode properties = NODES.objectNode();
        List<String> required = new ArrayList<>();
        boolean open = addMembers(shape, properties, required);
        if (!required.isEmpty()) {
            ArrayNode names = schema.putArray("required");
            required.forEach(names::add);
        }
        schema.set("properties", properties);
        if (strict || open) {
            schema.put("additionalProperties", open);
        }
        return schema;
    }

    /** Whether other members may stand there. */
    private boolean addMembers(Shape<?> shape, ObjectNode properties, List<String> required) {
        boolean open = false;
        for (Member member : shape.members()) {
            Class<?> flat = member.flat() ? member.rawType() : null;
            if (flat != null && flat.isRecord()) {
                open |= addMembers(Shape.of(flat), properties, member.optional() ? new ArrayList<>() : required);
            } else if (flat != null) {
                open = true;
            } else {
                properties.set(member.name(), member.schema(this, strict));
                if (strict ? !member.optional() : !member.leftOut()) {
                    required.add(member.name());
                }
            }
        }
        return open;
    }

    private static void describe(ObjectNode schema, Class<?> type) {
        Doc doc = type.getAnnotation(Doc.class);
        if (doc != null && !doc.value().isEmpty()) {
            schema.put("description", doc.value());
        }
    }

    /** JSON text as a node. */
    static JsonNode parsed(String text) {
        return Json.MAPPER.readTree(text);
    }

    /** A schema that takes null as well. */
    static ObjectNode nullable(ObjectNode schema) {
        JsonNode type = schema.path("type");
        if (type instanceof ArrayNode types) {
            if (types.valueStream().noneMatch(one -> one.asString().equals("null"))) {
                types.add("null");
            }
            return schema;
        }
        if (!type.isString()) {
            ObjectNode either = NODES.objectNode();
            ArrayNode kinds = either.putArray("oneOf");
            kinds.add(schema);
            kinds.addObject().put("type", "null");
            return either;
        }
        schema.putArray("type").add(type.asString()).add("null");
        if (schema.get("enum") instanceof ArrayNode words) {
            words.addNull();
        }
        return schema;
    }
}
