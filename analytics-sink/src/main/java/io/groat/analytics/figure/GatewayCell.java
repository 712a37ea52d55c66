package io.groat.analytics.figure;

import java.util.Comparator;

/**
 * Where steps at one gateway are counted.
 *
 * @param method how an order is paid; {@link #NO_METHOD} for what is none
 */
public record GatewayCell(GatewayStep step, String method, String currency) implements Comparable<GatewayCell> {

    public static final String NO_METHOD = "";

    private static final Comparator<GatewayCell> ORDER = Comparator.<GatewayCell>comparingInt(
                    cell -> cell.step().place())
            .thenComparing(GatewayCell::method)
            .thenComparing(GatewayCell::currency);

    @Override
    public int compareTo(GatewayCell other) {
        return ORDER.compare(this, other);
    }
}
