package io.groat.settlement;

import static io.groat.db.Rows.findText;
import static io.groat.db.Rows.findTime;
import static io.groat.db.Rows.getBytes;
import static io.groat.db.Rows.getId;
import static io.groat.db.Rows.getInt;
import static io.groat.db.Rows.getLong;
import static io.groat.db.Rows.getText;
import static io.groat.db.Rows.getTime;

import io.groat.db.Column;
import io.groat.db.Table;
import io.r2dbc.spi.Readable;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of {@code settlements}. */
public final class SettlementRows {

    public static final Table<Settlement> TABLE = new Table<>("settlements");

    private static final HexFormat HEX = HexFormat.of();
    private static final int MOST_FAULTS = 4000;

    private static final Column ID = TABLE.key("id", (values, file) -> values.id(file.id()));
    private static final Column GATEWAY = TABLE.fixed("gateway", (values, file) -> values.text(file.gateway()));
    private static final Column SHA256 =
            TABLE.fixed("sha256", (values, file) -> values.bytes(HEX.parseHex(file.sha256())));
    private static final Column NAME = TABLE.fixed("name", (values, file) -> values.text(file.name()));
    private static final Column SHAPE = TABLE.changing("shape", (values, file) -> values.text(file.shape()));
    private static final Column SIZE = TABLE.fixed("size", (values, file) -> values.number(file.size()));
    private static final Column ROW_COUNT = TABLE.changing("row_count", (values, file) -> values.number(file.rows()));
    private static final Column STATUS = TABLE.changing("status", (values, file) -> values.name(file.status()));
    private static final Column FAULTS = TABLE.changing("faults", (values, file) -> values.text(lines(file.faults())));
    private static final Column TAKEN_BY = TABLE.fixed("taken_by", (values, file) -> values.text(file.takenBy()));
    private static final Column CREATED_AT = TABLE.fixed("created_at", (values, file) -> values.time(file.createdAt()));
    private static final Column ENDED_AT = TABLE.changing("ended_at", (values, file) -> values.time(file.endedAt()));
    private static final Column WORK_AT = TABLE.changing("work_at", (values, file) -> values.time(file.workAt()));

    private SettlementRows() {}

    private static @Nullable String lines(List<String> faults) {
        String all = String.join("\n", faults);
        return faults.isEmpty() ? null : all.substring(0, Math.min(all.length(), MOST_FAULTS));
    }

    public static Settlement read(Readable row) {
        String faults = findText(row, FAULTS);
        return new Settlement(
                getId(row, ID),
                getText(row, GATEWAY),
                HEX.formatHex(getBytes(row, SHA256)),
                findText(row, NAME),
                findText(row, SHAPE),
                getLong(row, SIZE),
                getInt(row, ROW_COUNT),
                Settlement.Status.valueOf(getText(row, STATUS)),
                faults == null ? List.of() : faults.lines().toList(),
                getText(row, TAKEN_BY),
                getTime(row, CREATED_AT),
                findTime(row, ENDED_AT),
                findTime(row, WORK_AT));
    }
}
