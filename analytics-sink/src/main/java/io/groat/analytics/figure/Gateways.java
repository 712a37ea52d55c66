package io.groat.analytics.figure;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What orders, payouts and disputes come to, by gateway.
 *
 * <p>Names come from events, so no more than {@value #MOST} are kept: the first in the alphabet, and what all others have is
 * one sum. A name that is among the first of the whole is among the first of each part; so whatever is added to what, in
 * whatever order, the figures of each gateway that is kept are exact, and those of the others together.
 */
public final class Gateways {

    /** Most that are told from each other, that of no gateway among them. */
    public static final int MOST = 16;
    /** Where no gateway has taken it yet. No gateway's name begins so, and this comes before all of them. */
    public static final String NONE = "_none";
    /** All that are not kept by name. */
    public static final String OTHERS = "_others";

    private final TreeMap<String, TreeMap<GatewayCell, StepFigures>> byName = new TreeMap<>();

    boolean isEmpty() {
        return byName.isEmpty();
    }

    void add(String gateway, GatewayCell cell, long amountMinor) {
        in(gateway, cell).add(amountMinor);
        limit();
    }

    /** @param tookMillis until it came there */
    void add(String gateway, GatewayCell cell, long amountMinor, long tookMillis) {
        StepFigures step = in(gateway, cell);
        step.add(amountMinor);
        step.took(tookMillis);
        limit();
    }

    void add(Gateways other) {
        other.byName.forEach((gateway, cells) -> add(gateway, cells));
        limit();
    }

    private void add(String gateway, Map<GatewayCell, StepFigures> cells) {
        cells.forEach((cell, step) -> in(gateway, cell).add(step));
    }

    private StepFigures in(String gateway, GatewayCell cell) {
        return byName.computeIfAbsent(gateway, name -> new TreeMap<>()).computeIfAbsent(cell, one -> new StepFigures());
    }

    private void limit() {
        while (byName.size() - (byName.containsKey(OTHERS) ? 1 : 0) > MOST) {
            String last = byName.lastKey();
            TreeMap<GatewayCell, StepFigures> cells = byName.remove(last);
            if (cells != null) {
                add(OTHERS, cells);
            }
        }
    }

    /** Of which anything is known that is one of these steps. */
    public Set<String> names(Set<GatewayStep> steps) {
        Set<String> names = new TreeSet<>();
        byName.forEach((gateway, cells) -> {
            if (cells.keySet().stream().anyMatch(cell -> steps.contains(cell.step()))) {
                names.add(gateway);
            }
        });
        return names;
    }

    /** How orders are paid at that gateway; null for all. */
    public Set<String> methods(@Nullable String gateway) {
        Set<String> methods = new TreeSet<>();
        byName.forEach((name, cells) -> {
            if (gateway == null || gateway.equals(name)) {
                cells.keySet().forEach(cell -> methods.add(cell.method()));
            }
        });
        methods.remove(GatewayCell.NO_METHOD);
        return methods;
    }

    /** What a step comes to at a gateway, for a method; null for all of them. Amounts only make sense by currency. */
    public StepFigures sum(GatewayStep step, @Nullable String gateway, @Nullable String method) {
        StepFigures sum = new StepFigures();
        byCurrency(step, gateway, method).values().forEach(sum::add);
        return sum;
    }

    /** The same by currency. */
    public Map<String, StepFigures> byCurrency(GatewayStep step, @Nullable String gateway, @Nullable String method) {
        Map<String, StepFigures> found = new TreeMap<>();
        byName.forEach((name, cells) -> cells.forEach((cell, figures) -> {
            boolean asked =
                    (gateway == null || gateway.equals(name)) && (method == null || method.equals(cell.method()));
            if (asked && cell.step() == step) {
                found.computeIfAbsent(cell.currency(), currency -> new StepFigures())
                        .add(figures);
            }
        }));
        return found;
    }

    void write(DataOutput out) throws IOException {
        out.writeShort(byName.size());
        for (Map.Entry<String, TreeMap<GatewayCell, StepFigures>> gateway : byName.entrySet()) {
            out.writeUTF(gateway.getKey());
            out.writeShort(gateway.getValue().size());
            for (Map.Entry<GatewayCell, StepFigures> cell : gateway.getValue().entrySet()) {
                out.writeByte(cell.getKey().step().place());
                out.writeUTF(cell.getKey().method());
                out.writeUTF(cell.getKey().currency());
                cell.getValue().write(out);
            }
        }
    }

    void read(DataInput in) throws IOException {
        for (int gateways = in.readUnsignedShort(); gateways > 0; gateways--) {
            String gateway = in.readUTF();
            for (int cells = in.readUnsignedShort(); cells > 0; cells--) {
                GatewayStep step = GatewayStep.at(in.readUnsignedByte());
                String method = in.readUTF().intern();
                String currency = in.readUTF().intern();
                StepFigures figures = StepFigures.read(in);
                if (step != null) {
                    in(gateway, new GatewayCell(step, method, currency)).add(figures);
                }
            }
        }
    }
}
