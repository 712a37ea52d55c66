package io.groat.event;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/**
 * Writes an amount in minor units as a JSON number while every JSON reader can hold it exactly, that is up to
 * 2^53 either way, and as a string of digits beyond.
 */
public final class MinorUnitsJson extends ValueSerializer<Long> {

    private static final long EXACT_IN_DOUBLE = 1L << 53;

    @Override
    public void serialize(Long amountMinor, JsonGenerator json, SerializationContext context) {
        if (Math.abs(amountMinor) <= EXACT_IN_DOUBLE && amountMinor != Long.MIN_VALUE) {
            json.writeNumber(amountMinor.longValue());
        } else {
            json.writeString(Long.toString(amountMinor));
        }
    }
}
