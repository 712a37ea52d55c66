package io.groat.db;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as the shards keep them: DATETIME(6) in UTC. */
public final class DbTime {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    private DbTime() {}

    /** The time as a DATETIME(6) literal without its quotes. */
    public static String format(Instant time) {
        return FORMAT.format(toDb(time));
    }

    /** The time as a value to bind; cut to microseconds. */
    public static LocalDateTime toDb(Instant time) {
        return LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
    }

    /** The time that a DATETIME(6) column holds. */
    public static Instant fromDb(LocalDateTime time) {
        return time.toInstant(ZoneOffset.UTC);
    }
}
