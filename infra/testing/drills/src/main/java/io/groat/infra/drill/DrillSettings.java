package io.groat.infra.drill;

import io.groat.infra.drill.fault.EachOnce;
import io.groat.infra.drill.fault.FaultPlan;
import io.groat.infra.drill.fault.Plan;
import java.time.Duration;
import java.util.List;

/**
 * How a drill goes.
 *
 * @param time how long faults and load go on
 * @param seed decides the order of faults and the transfers
 * @param parts what may be taken away, by name or by the beginning of one, such as {@code mysql}; all when empty
 * @param perSecond first orders a second, at most; captures, refunds and what else follows on them come on top
 * @param eachOnce whether each part is taken away once, and then no more, though there be time
 * @param outside whether money comes from outside and goes there by the sandbox payment gateway
 */
public record DrillSettings(
        Duration time, long seed, List<String> parts, int perSecond, boolean eachOnce, boolean outside) {
    static final int USERS = 200;

    public DrillSettings {
        parts = List.copyOf(parts);
    }

    /** The order of faults to the chosen parts. */
    Plan plan(List<String> chosen) {
        List<String> databases =
                chosen.stream().filter(part -> part.startsWith("mysql-")).toList();
        return eachOnce ? new EachOnce(seed, chosen, databases) : new FaultPlan(seed, chosen, databases, time);
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
