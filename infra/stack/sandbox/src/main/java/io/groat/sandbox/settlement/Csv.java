package io.groat.sandbox.settlement;

import io.groat.sandbox.http.Reply;
import org.jspecify.annotations.Nullable;

/** Lines of a table as RFC 4180 has them: what could be taken for something else stands in quotes. */
public final class Csv {

    private final StringBuilder text = new StringBuilder();

    /** A value that is null is empty. */
    public Csv line(@Nullable Object... values) {
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ",").append(quoted(values[i]));
        }
        text.append("\r\n");
        return this;
    }

    public Reply reply() {
        return Reply.text(200, "text/csv; charset=utf-8", text.toString());
    }

    private static String quoted(@Nullable Object value) {
        String plain = value == null ? "" : value.toString();
        boolean safe = plain.chars().noneMatch(letter -> ",\"\r\n".indexOf(letter) >= 0);
        return safe ? plain : '"' + plain.replace("\"", "\"\"") + '"';
    }
}
