package io.groat.sandbox.event;

import io.groat.sandbox.model.Delivery;

/**
 * How something is told.
 *
 * @param delayMillis so much later
 * @param ageSeconds it says that it happened so long ago
 * @param silent it is not told at all
 */
public record Telling(Delivery.Style style, long delayMillis, long ageSeconds, boolean silent) {

    public static final Telling PLAIN = of(Delivery.Style.PLAIN);
    public static final Telling SILENT = new Telling(Delivery.Style.PLAIN, 0, 0, true);

    public static Telling of(Delivery.Style style) {
        return new Telling(style, 0, 0, false);
    }

    public static Telling late(long delayMillis) {
        return new Telling(Delivery.Style.PLAIN, delayMillis, 0, false);
    }

    public Telling aged(long seconds) {
        return new Telling(style, delayMillis, seconds, silent);
    }
}
