package io.groat.event;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/**
 * Writes an amount in minor units as a JSON number while every JSON reader can hold it exactly, that is up to
 * 2^53 either way, and as a string of digits beyond. The one place of that rule: what answers requests asks here.
 */
public final class MinorUnitsJson extends ValueSerializer<Long> {

    private static final long EXACT_IN_DOUBLE = 1L << 53;

    @Override
    public void serialize(Long amountMinor, JsonGenerator json, SerializationContext context) {
        write(json, amountMinor);
    }

    /** Writes the value alone, after its name. */
    public static void write(JsonGenerator json, long amountMinor) {
        if (isNumber(amountMinor)) {
            json.writeNumber(amountMinor);
        } else {
            json.writeString(Long.toString(amountMinor));
        }
    }

    /** Whether it is written as a number. */
    public static boolean isNumber(long amountMinor) {
        return amountMinor >= -EXACT_IN_DOUBLE && amountMinor <= EXACT_IN_DOUBLE;
    }
}
