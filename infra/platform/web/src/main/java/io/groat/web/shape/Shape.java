package io.groat.web.shape;

import io.groat.web.json.JsonBody;
import io.groat.web.json.JsonFields;
import io.groat.web.json.JsonText;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The form that a record gives to a JSON object: a component is a field of its name and type. Looked at once, when it is
 * first asked for; a request costs no reflection.
 *
 * <p>Read strictly, in the order of {@link io.groat.web.problem.WebProblem}: a field that is not a component is
 * UNKNOWN_FIELD, a component that is not {@code @Nullable} and not there MISSING_FIELD, then each is judged in the
 * record's order, amounts after all others. Written in the record's order: {@code null} where a component is null, but
 * for those that are {@link LeftOut}.
 *
 * @param <T> the record
 */
public final class Shape<T> {

    private static final ClassValue<Shape<?>> ALL = new ClassValue<>() {
        @Override
        protected Shape<?> computeValue(Class<?> type) {
            return new Shape<>(type);
        }
    };

    private final Class<T> type;
    private final List<Member> members;
    private final Set<String> names;
    private final String[] nullable;
    private final MethodHandle constructor;

    private Shape(Class<T> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type + " is no record");
        }
        this.type = type;
        RecordComponent[] components = type.getRecordComponents();
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            this.members = Arrays.stream(components)
                    .map(component -> Member.of(component, lookup))
                    .toList();
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            this.constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException hidden) {
            throw new IllegalStateException(hidden);
        }
        this.names = members.stream().map(Member::name).collect(Collectors.toUnmodifiableSet());
        this.nullable =
                members.stream().filter(Member::leftOut).map(Member::name).toArray(String[]::new);
    }

    @SuppressWarnings("unchecked") // It is made for that very class.
    public static <T> Shape<T> of(Class<T> type) {
        return (Shape<T>) ALL.get(type);
    }

    /** A body that is that record. */
    @SuppressWarnings("unchecked") // A value's class is its own.
    public static JsonBody body(Record value) {
        Shape<Record> shape = (Shape<Record>) of(value.getClass());
        return json -> shape.write(json, value);
    }

    Class<T> type() {
        return type;
    }

    List<Member> members() {
        return members;
    }

    /** The names of its fields. */
    public Set<String> names() {
        return names;
    }

    /** Whether one of its fields is an amount. */
    public boolean hasAmount() {
        return members.stream().anyMatch(member -> member.type().isAmount());
    }

    /**
     * The record that is the whole text.
     *
     * @throws io.groat.web.problem.ProblemException for the first rule that is broken
     */
    public T read(byte[] text) {
        return read(JsonText.object(text));
    }

    /** The same of fields that were read. */
    public T read(JsonFields all) {
        all.requireOnly(names);
        JsonFields fields = nullable.length == 0 ? all : all.nullable(nullable);
        for (Member member : members) {
            if (!member.optional()) {
                fields.require(member.name());
            }
        }
        @Nullable Object[] values = new Object[members.size()];
        fill(values, fields, false);
        fill(values, fields, true);
        return made(values);
    }

    private void fill(@Nullable Object[] values, JsonFields fields, boolean amounts) {
        for (int i = 0; i < values.length; i++) {
            Member member = members.get(i);
            if (member.type().isAmount() == amounts && fields.has(member.name())) {
                values[i] = member.type().read(fields, member.name(), member.optional());
            }
        }
    }

    private T made(@Nullable Object[] values) {
        try {
            return type.cast((Object) constructor.invokeExact(values));
        } catch (RuntimeException | Error refused) {
            throw refused;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public void write(JsonGenerator json, T value) {
        json.writeStartObject();
        writeMembers(json, value);
        json.writeEndObject();
    }

    /** Writes the fields into an object that is open. */
    public void writeMembers(JsonGenerator json, T value) {
        for (Member member : members) {
            member.write(json, value);
        }
    }
}
