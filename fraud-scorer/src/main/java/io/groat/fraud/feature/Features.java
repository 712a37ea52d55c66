package io.groat.fraud.feature;

import io.groat.fraud.window.StateBytes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers that one payment is scored by. */
public final class Features {

    private final double[] values;

    private Features(double[] values) {
        this.values = values;
    }

    /** All as of somebody of whom nothing is known, most of them zero; to be filled. */
    public static Features blank() {
        double[] values = new double[FeatureNames.COUNT];
        Arrays.setAll(values, FeatureNames::absent);
        return new Features(values);
    }

    public double get(int place) {
        return values[place];
    }

    public void set(int place, double value) {
        values[place] = value;
    }

    /** By name, in the order of the places. */
    public Map<String, Double> byName() {
        Map<String, Double> named = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            named.put(FeatureNames.all().get(i), values[i]);
        }
        return named;
    }

    /** The numbers alone, as they are stored beside {@link FeatureNames#VERSION}. */
    public byte[] bytes() {
        StateBytes out = StateBytes.toWrite();
        write(out, FeatureNames.LATER_OF_PAYER);
        return out.written();
    }

    /** What was stored; features that came later are absent. */
    public static Features of(byte[] bytes) {
        return read(StateBytes.of(bytes));
    }

    /**
     * Writes those of the first places; and with them the others, if one of these is not absent: what is left out is read
     * as that.
     */
    public void write(StateBytes out, int first) {
        int many = values.length;
        while (many > first && values[many - 1] == FeatureNames.absent(many - 1)) {
            many--;
        }
        out.putInt(many);
        for (int i = 0; i < many; i++) {
            double value = values[i];
            // Most are zero or small and whole.
            if (value == Math.rint(value)
                    && Math.abs(value) < 1e15
                    && Double.doubleToRawLongBits(value) != MINUS_ZERO) {
                out.putByte(1).putLong((long) value);
            } else {
                out.putByte(0).putDouble(value);
            }
        }
    }

    private static final long MINUS_ZERO = Double.doubleToRawLongBits(-0.0);

    public static Features read(StateBytes in) {
        Features read = blank();
        int many = in.getInt();
        for (int i = 0; i < many; i++) {
            double value = in.getByte() == 1 ? in.getLong() : in.getDouble();
            if (i < read.values.length) {
                read.values[i] = value;
            }
        }
        return read;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Features that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return byName().toString();
    }
}
