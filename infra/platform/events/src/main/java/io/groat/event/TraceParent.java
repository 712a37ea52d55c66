package io.groat.event;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The trace that something belongs to, as W3C's {@code traceparent} says it: a trace's id, the id of the step in it that
 * came before, and whether somebody records it. It goes from request to row, to event, to request; whoever records no steps
 * hands it on as it came.
 *
 * @param text {@code 00-<32 hex digits>-<16 hex digits>-<2 hex digits>}, 55 characters
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">W3C, Trace Context</a>
 */
public record TraceParent(String text) {

    /** Of the header, in HTTP as in Kafka. */
    public static final String HEADER = "traceparent";

    private static final HexFormat HEX = HexFormat.of();
    public static final int LENGTH = 55;
    private static final int TRACE_ID = 3;
    private static final int TRACE_ID_END = 35;
    private static final int PARENT_ID = 36;
    private static final int PARENT_ID_END = 52;
    private static final int FLAGS = 53;
    private static final int SAMPLED = 1;
    /** Sampled, and that the trace's id is random: the flags that are defined. */
    private static final int KNOWN_FLAGS = 3;

    /** @throws IllegalArgumentException when the text is of another form */
    public TraceParent {
        if (text.length() != LENGTH || !text.startsWith("00-") || !isWellFormed(text)) {
            throw new IllegalArgumentException("not a traceparent of version 00: " + text);
        }
    }

    /**
     * The trace that a header names; null when it names none. Of a later version what this one knows is read, as the
     * standard asks, and handed on as this version says it.
     */
    public static @Nullable TraceParent find(@Nullable String header) {
        if (header == null || header.length() < LENGTH || !isWellFormed(header)) {
            return null;
        }
        boolean known = header.startsWith("00");
        if (header.startsWith("ff") || (known ? header.length() > LENGTH : goesOnWrongly(header))) {
            return null;
        }
        int flags = HexFormat.fromHexDigits(header, FLAGS, LENGTH);
        return known && flags == (flags & KNOWN_FLAGS)
                ? new TraceParent(header)
                : new TraceParent("00" + header.substring(2, FLAGS) + HEX.toHexDigits((byte) (flags & KNOWN_FLAGS)));
    }

    /** Of those ids; what records traces has them. */
    public static TraceParent of(String traceId, String parentId, boolean sampled) {
        return new TraceParent("00-" + traceId + "-" + parentId + (sampled ? "-01" : "-00"));
    }

    /** The beginning of a trace that nobody records. */
    public static TraceParent begin() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return of(
                HEX.toHexDigits(nonZero(random)) + HEX.toHexDigits(random.nextLong()),
                HEX.toHexDigits(nonZero(random)),
                false);
    }

    /** 32 hexadecimal digits. */
    public String traceId() {
        return text.substring(TRACE_ID, TRACE_ID_END);
    }

    /** 16 hexadecimal digits. */
    public String parentId() {
        return text.substring(PARENT_ID, PARENT_ID_END);
    }

    /** Whether the step before was recorded, so that those after it are to be. */
    public boolean isSampled() {
        return (HexFormat.fromHexDigits(text, FLAGS, LENGTH) & SAMPLED) != 0;
    }

    @Override
    public String toString() {
        return text;
    }

    private static boolean goesOnWrongly(String header) {
        return header.length() > LENGTH && header.charAt(LENGTH) != '-';
    }

    private static boolean isWellFormed(String header) {
        return areDigits(header, 0, 2)
                && header.charAt(2) == '-'
                && isId(header, TRACE_ID, TRACE_ID_END)
                && header.charAt(TRACE_ID_END) == '-'
                && isId(header, PARENT_ID, PARENT_ID_END)
                && header.charAt(PARENT_ID_END) == '-'
                && areDigits(header, FLAGS, LENGTH);
    }

    /** Zeros alone are no id. */
    private static boolean isId(String header, int from, int to) {
        if (!areDigits(header, from, to)) {
            return false;
        }
        for (int at = from; at < to; at++) {
            if (header.charAt(at) != '0') {
                return true;
            }
        }
        return false;
    }

    /** Capitals are none. */
    private static boolean areDigits(String header, int from, int to) {
        for (int at = from; at < to; at++) {
            char digit = header.charAt(at);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static long nonZero(ThreadLocalRandom random) {
        long value = random.nextLong();
        return value == 0 ? 1 : value;
    }
}
