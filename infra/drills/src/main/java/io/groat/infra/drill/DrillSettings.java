package io.groat.infra.drill;

import java.time.Duration;
import java.util.List;

/**
 * How a drill goes.
 *
 * @param time how long faults and load go on
 * @param seed decides the order of faults and the transfers
 * @param parts what may be taken away, by name or by the beginning of one, such as {@code mysql}; all when empty
 * @param perSecond transfers begun a second, at most
 */
public record DrillSettings(Duration time, long seed, List<String> parts, int perSecond) {
    static final int USERS = 200;

    public DrillSettings {
        parts = List.copyOf(parts);
    }

    /**
     * Those of the stack's parts that may be taken away.
     *
     * @throws IllegalArgumentException when a wish fits no part, with the names that would
     */
    List<String> chosen(List<String> stackParts) {
        for (String wish : parts) {
            if (stackParts.stream().noneMatch(part -> fits(part, wish))) {
                throw new IllegalArgumentException("No part of the stack is named " + wish + ". Name some of: "
                        + String.join(", ", stackParts) + ", or mysql for all of its servers");
            }
        }
        return stackParts.stream()
                .filter(part -> parts.isEmpty() || parts.stream().anyMatch(wish -> fits(part, wish)))
                .toList();
    }

    private static boolean fits(String part, String wish) {
        return part.equals(wish) || part.startsWith(wish + "-");
    }
}
