package io.groat.web.shape;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One field of a body: a component of its record.
 *
 * @param rawType the component's class
 * @param optional whether a request may leave it out, and an answer say null
 * @param leftOut whether an answer leaves it out rather than say null, and a request's null is as if it were not there
 * @param flat whether its members are the body's
 * @param accessor gives its value, from an Object to an Object
 */
record Member(
        String name,
        Class<?> rawType,
        JsonType type,
        boolean optional,
        boolean leftOut,
        boolean flat,
        Doc doc,
        MethodHandle accessor) {

    private static final Doc NO_DOC = doc(NoDoc.class);

    /** Carries an annotation that says nothing. */
    @Doc
    private static final class NoDoc {}

    static Member of(RecordComponent component, MethodHandles.Lookup lookup) {
        Named named = component.getAnnotation(Named.class);
        return new Member(
                named == null ? component.getName() : named.value(),
                component.getType(),
                JsonTypes.of(component.getAnnotatedType(), component),
                component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                has(component, LeftOut.class),
                has(component, Flat.class),
                component.isAnnotationPresent(Doc.class) ? component.getAnnotation(Doc.class) : NO_DOC,
                accessor(component, lookup));
    }

    private static boolean has(RecordComponent component, Class<? extends Annotation> annotation) {
        return component.isAnnotationPresent(annotation);
    }

    private static Doc doc(Class<?> type) {
        return type.getAnnotation(Doc.class);
    }

    private static MethodHandle accessor(RecordComponent component, MethodHandles.Lookup lookup) {
        try {
            return lookup.unreflect(component.getAccessor()).asType(MethodType.methodType(Object.class, Object.class));
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
        }
    }

    /** Writes the field into an object that is open, unless it is left out. */
    void write(JsonGenerator json, Object owner) {
        Object value = valueOf(owner);
        if (flat) {
            if (value != null) {
                ((FlatType) type).writeMembers(json, value);
            }
        } else if (value != null) {
            json.writeName(name);
            type.write(json, value);
        } else if (!leftOut) {
            json.writeNullProperty(name);
        }
    }

    private @Nullable Object valueOf(Object owner) {
        try {
            return accessor.invokeExact(owner);
        } catch (RuntimeException | Error broken) {
            throw broken;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @param inRequest where a field that may be left out must not be null */
    ObjectNode schema(Schemas schemas, boolean inRequest) {
        ObjectNode schema = type.schema(schemas);
        boolean mayBeNull = inRequest ? leftOut : optional && !leftOut;
        if (mayBeNull) {
            schema = Schemas.nullable(schema);
        }
        if (!doc.value().isEmpty()) {
            schema.put("description", doc.value());
        }
        return schema;
    }

    /** Whether an example of its owner shows it: of what may be left out, what has an example of its own. */
    boolean hasExample() {
        return !doc.example().isEmpty() || !(optional || leftOut) || (type instanceof ShapeType && !leftOut);
    }

    JsonNode example(Schemas schemas) {
        String text = doc.example();
        if (text.isEmpty()) {
            return type.example(schemas);
        }
        return type.isText() ? Schemas.NODES.stringNode(text) : Schemas.parsed(text);
    }
}
