package io.groat.sandbox.book;

import io.groat.sandbox.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Rows that are put and dropped together: all of them are in the journal in one line, or none is. */
public final class Change extends Rows {

    private record Step(Row row, boolean dropped, @Nullable Row before) {}

    private final List<Step> steps = new ArrayList<>();

    Change(Map<Class<? extends Row>, Map<String, Row>> tables) {
        super(tables);
    }

    public <R extends Row> R put(R row) {
        steps.add(new Step(row, false, table(row.getClass()).put(row.id(), row)));
        return row;
    }

    public void drop(Row row) {
        steps.add(new Step(row, true, table(row.getClass()).remove(row.id())));
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    /** What was put, in that order. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Step step : steps) {
            if (!step.dropped()) {
                rows.add(step.row());
            }
        }
        return rows;
    }

    void undo() {
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            Map<String, Row> table = table(step.row().getClass());
            if (step.before() == null) {
                table.remove(step.row().id());
            } else {
                table.put(step.row().id(), step.before());
            }
        }
    }

    /** The journal's line: {@code [{"put":"Payment","row":{…}},{"drop":"Later","id":"…"}]}. */
    String line() {
        ArrayNode line = Json.array();
        for (Step step : steps) {
            String kind = step.row().getClass().getSimpleName();
            if (step.dropped()) {
                line.addObject().put("drop", kind).put("id", step.row().id());
            } else {
                line.addObject().put("put", kind).set("row", Json.tree(step.row()));
            }
        }
        return Json.text(line);
    }

    /** Does again what a line says. */
    void replay(JsonNode line, Map<String, Class<? extends Row>> kinds) {
        for (JsonNode step : line) {
            boolean dropped = step.has("drop");
            String name = step.path(dropped ? "drop" : "put").asString();
            Class<? extends Row> kind = kinds.get(name);
            if (kind == null) {
                throw new IllegalStateException("the journal has a kind of row that is not known: " + name);
            }
            if (dropped) {
                table(kind).remove(step.path("id").asString());
            } else {
                Row row = Json.as(step.path("row"), kind);
                table(kind).put(row.id(), row);
            }
        }
    }
}
