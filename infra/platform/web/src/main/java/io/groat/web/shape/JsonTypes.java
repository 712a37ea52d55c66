package io.groat.web.shape;

import io.groat.web.json.JsonFields;
import io.groat.web.json.MinorUnits;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Which type of JSON goes with which type of Java. */
final class JsonTypes {

    private static final String TIME = "2026-01-31T12:00:00Z";
    private static final String ID = "0192f0a0-0000-7000-8000-000000000000";

    private static final JsonType BOOLEAN =
            new Plain("boolean", "", true, (json, value) -> json.writeBoolean((Boolean) value), JsonTypes::flag);
    private static final JsonType DECIMAL = new Plain(
            "number",
            "double",
            0.5,
            (json, value) -> json.writeNumber(((Number) value).doubleValue()),
            JsonFields::number);
    private static final JsonType TIMES = new Plain(
            "string", "date-time", TIME, (json, value) -> json.writeString(value.toString()), JsonTypes::time);
    private static final JsonType IDS =
            new Plain("string", "uuid", ID, (json, value) -> json.writeString(value.toString()), JsonTypes::id);
    private static final JsonType RAW = new Raw();
    private static final JsonType ANY = new Any(List.of("number", "string", "boolean", "object", "null"));
    private static final JsonType OPEN = new MapType(ANY, true, ObjectLimit.USUAL);
    private static final JsonType NUMBER = new Any(List.of("number", "string"));

    private static final Map<Class<?>, JsonType> PLAIN = Map.ofEntries(
            Map.entry(boolean.class, BOOLEAN),
            Map.entry(Boolean.class, BOOLEAN),
            Map.entry(double.class, DECIMAL),
            Map.entry(Double.class, DECIMAL),
            Map.entry(Instant.class, TIMES),
            Map.entry(UUID.class, IDS),
            Map.entry(RawObject.class, RAW),
            Map.entry(Number.class, NUMBER),
            Map.entry(Object.class, ANY));

    private JsonTypes() {}

    /** @param marks the annotations of the record's component */
    static JsonType of(AnnotatedType annotated, AnnotatedElement marks) {
        Type type = annotated.getType();
        if (type instanceof ParameterizedType generic) {
            AnnotatedType[] arguments = ((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments();
            if (generic.getRawType() == Map.class) {
                AnnotatedType of = arguments[1];
                ObjectLimit limit = marks.getAnnotation(ObjectLimit.class);
                return new MapType(
                        of(of, marks),
                        of.isAnnotationPresent(Nullable.class),
                        limit == null ? ObjectLimit.USUAL : limit.value());
            }
            AnnotatedType of = arguments[0];
            return new ListType(
                    of(of, marks), of.isAnnotationPresent(Nullable.class), marks.isAnnotationPresent(MayBeEmpty.class));
        }
        return of((Class<?>) type, marks);
    }

    private static JsonType of(Class<?> type, AnnotatedElement marks) {
        Amount amount = marks.getAnnotation(Amount.class);
        if (type == BigInteger.class || ((type == long.class || type == Long.class) && amount != null)) {
            return new AmountType(amount == null ? 0 : amount.least());
        }
        if (type == long.class || type == Long.class || type == int.class || type == Integer.class) {
            return new WholeType(type == int.class || type == Integer.class, marks.getAnnotation(Range.class));
        }
        if (type == String.class) {
            return new TextType(marks.getAnnotation(Text.class));
        }
        if (type.isEnum()) {
            return new EnumType(type);
        }
        if (type.isRecord() && type != RawObject.class) {
            return new ShapeType(type);
        }
        if (type.isInterface() && type.isSealed()) {
            return new ChoiceType(type);
        }
        JsonType plain = PLAIN.get(type);
        if (plain == null) {
            throw new IllegalArgumentException("nothing is known of " + type + " in JSON");
        }
        return plain;
    }

    private static boolean flag(JsonFields fields, String name) {
        return Boolean.TRUE.equals(fields.findBoolean(name));
    }

    private static Object time(JsonFields fields, String name) {
        Instant time = fields.findTime(name);
        return time == null ? Instant.EPOCH : time;
    }

    private static Object id(JsonFields fields, String name) {
        String text = fields.text(name);
        try {
            if (text.length() == ID.length()) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException noId) {
            // Refused below, as any other.
        }
        throw invalid(name, "has to be one that was given");
    }

    static ProblemException invalid(String name, String says) {
        return new ProblemException(WebProblem.INVALID_FIELD, name, "\"" + name + "\" " + says);
    }

    /** Reads one field. */
    private interface Reader {
        Object read(JsonFields fields, String name);
    }

    /** A type without rules of its own. */
    private record Plain(
            String kind, String format, Object sample, BiConsumer<JsonGenerator, Object> writer, Reader reader)
            implements JsonType {

        @Override
        public void write(JsonGenerator json, Object value) {
            writer.accept(json, value);
        }

        @Override
        public Object read(JsonFields fields, String name, boolean optional) {
            return reader.read(fields, name);
        }

        @Override
        public ObjectNode schema(Schemas schemas) {
            ObjectNode schema = Schemas.NODES.objectNode().put("type", kind);
            return format.isEmpty() ? schema : schema.put("format", format);
        }

        @Override
        public JsonNode example(Schemas schemas) {
            return Schemas.NODES.pojoNode(sample);
        }

        @Override
        public boolean isText() {
            return kind.equals("string");
        }
    }

    private record AmountType(long least) implements JsonType {

        @Override
        public void write(JsonGenerator json, Object value) {
            MinorUnits.writeValue(json, (Number) value);
        }

        @Override
        public Object read(JsonFields fields, String name, boolean optional) {
            return fields.amount(name, least);
        }

        @Override
        public ObjectNode schema(Schemas schemas) {
            return schemas.amount();
        }

        @Override
        public JsonNode example(Schemas schemas) {
            return Schemas.NODES.numberNode(1250);
        }

        @Override
        public boolean isAmount() {
            return true;
        }
    }

    private static final class Raw implements JsonType {

        /** Longer than any that is taken without a limit of its own. */
        private static final int MOST = 4096;

        @Override
        public void write(JsonGenerator json, Object value) {
            json.writeRawValue(((RawObject) value).text());
        }

        @Override
        public Object read(JsonFields fields, String name, boolean optional) {
            String text = fields.findObject(name, MOST);
            return new RawObject(text == null ? "{}" : text);
        }

        @Override
        public ObjectNode schema(Schemas schemas) {
            return Schemas.NODES.objectNode().put("type", "object").put("additionalProperties", true);
        }

        @Override
        public JsonNode example(Schemas schemas) {
            return Schemas.NODES.objectNode();
        }
    }

    /**
     * A number, a text or a truth value as it comes, or an object of such; whole numbers beyond 64 bits are text.
     *
     * @param kinds that may come
     */
    private record Any(List<String> kinds) implements JsonType {

        @Override
        public void write(JsonGenerator json, Object value) {
            if (value instanceof BigInteger amount) {
                MinorUnits.writeValue(json, amount);
            } else if (value instanceof Long whole) {
                json.writeNumber(whole);
            } else if (value instanceof Number number) {
                json.writeNumber(number.doubleValue());
            } else if (value instanceof Boolean yes) {
                json.writeBoolean(yes);
            } else if (value instanceof Map<?, ?>) {
                OPEN.write(json, value);
            } else {
                json.writeString(value.toString());
            }
        }

        @Override
        public Object read(JsonFields fields, String name, boolean optional) {
            throw new UnsupportedOperationException("anything is read by nobody");
        }

        @Override
        public ObjectNode schema(Schemas schemas) {
            ObjectNode schema = Schemas.NODES.objectNode();
            ArrayNode types = schema.putArray("type");
            kinds.forEach(types::add);
            return schema;
        }

        @Override
        public JsonNode example(Schemas schemas) {
            return Schemas.NODES.numberNode(1);
        }
    }
}
