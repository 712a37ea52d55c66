package io.groat.event;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidFormatException;

/** JSON of event bodies: ISO 8601 times, unknown fields ignored on reading so that bodies can grow. */
public final class EventJson {

    private EventJson() {}

    /** The body on one line. */
    public static String write(Object body) {
        return Json.MAPPER.writeValueAsString(body);
    }

    /**
     * Reads a body.
     *
     * @throws UnknownValueException when it has a value that this release has no name for
     * @throws IllegalArgumentException when it isn't one of that kind, with the reason
     */
    public static <T> T read(String data, Class<T> kind) {
        try {
            return Json.MAPPER.readValue(data, kind);
        } catch (InvalidFormatException unreadable) {
            throw unreadable.getTargetType() != null
                            && unreadable.getTargetType().isEnum()
                    ? new UnknownValueException(
                            "a " + kind.getSimpleName() + " with an unknown "
                                    + unreadable.getTargetType().getSimpleName() + " " + unreadable.getValue(),
                            unreadable)
                    : notOne(kind, unreadable);
        } catch (JacksonException unreadable) {
            throw notOne(kind, unreadable);
        }
    }

    private static IllegalArgumentException notOne(Class<?> kind, JacksonException unreadable) {
        return new IllegalArgumentException(
                "not a " + kind.getSimpleName() + ": " + unreadable.getOriginalMessage(), unreadable);
    }
}
