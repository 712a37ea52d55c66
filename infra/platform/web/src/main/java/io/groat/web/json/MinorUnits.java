package io.groat.web.json;

import io.groat.event.MinorUnitsJson;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.math.BigInteger;
import tools.jackson.core.JsonGenerator;

/** Amounts in minor units, as requests and answers write them: as events do, see {@link MinorUnitsJson}. */
public final class MinorUnits {

    private static final int MAX_DIGITS = 19;

    private MinorUnits() {}

    /**
     * Reads digits alone: no sign, no point, no exponent, no zero in front.
     *
     * @param field named in the refusal
     * @param least 0 or 1
     * @throws ProblemException INVALID_AMOUNT for anything else, and beyond 2^63-1
     */
    public static long parse(String field, String digits, long least) {
        long amount = isWhole(digits) ? value(digits) : -1;
        if (amount < least) {
            throw new ProblemException(
                    WebProblem.INVALID_AMOUNT,
                    field,
                    "\"" + field + "\" has to be a whole number of minor units from " + least + " to "
                            + Long.MAX_VALUE);
        }
        return amount;
    }

    private static boolean isWhole(String digits) {
        return !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(letter -> letter >= '0' && letter <= '9')
                && (digits.length() == 1 || digits.charAt(0) != '0');
    }

    /** The number; below zero when it is beyond 64 bits with a sign. */
    private static long value(String digits) {
        return Long.parseUnsignedLong(digits);
    }

    /** Writes a number while every JSON reader can hold it exactly, a string of digits beyond 2^53. */
    public static void write(JsonGenerator json, String name, long amountMinor) {
        json.writeName(name);
        MinorUnitsJson.write(json, amountMinor);
    }

    /** The same as a value that a mapper writes: a Long, or a String beyond 2^53. */
    public static Object value(long amountMinor) {
        return MinorUnitsJson.isNumber(amountMinor) ? (Object) amountMinor : Long.toString(amountMinor);
    }

    /** The value alone, after its name: a Long, or a BigInteger that may pass 64 bits. */
    public static void writeValue(JsonGenerator json, Number amountMinor) {
        if (amountMinor instanceof BigInteger big && big.bitLength() >= Long.SIZE) {
            json.writeString(big.toString());
        } else {
            MinorUnitsJson.write(json, amountMinor.longValue());
        }
    }

    /** As {@link #write(JsonGenerator, String, long)}, for sums that may pass 64 bits. */
    public static void write(JsonGenerator json, String name, BigInteger amountMinor) {
        json.writeName(name);
        writeValue(json, amountMinor);
    }
}
