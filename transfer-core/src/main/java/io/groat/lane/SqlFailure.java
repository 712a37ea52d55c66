package io.groat.lane;

import io.r2dbc.spi.R2dbcException;
import java.util.Set;

/** What a failed batch calls for. */
enum SqlFailure {
    /** MySQL undid the transaction for another's sake (deadlock, lock wait): do it again. */
    TRANSIENT,
    /** MySQL refused the data or the statement: find the command it is about. */
    DATA,
    /** The server or the way to it is gone; whether a commit was done is unknown. */
    CONNECTION;

    /** Lock wait timeout, deadlock, lock not available at once. */
    private static final Set<Integer> TRANSIENT_CODES = Set.of(1205, 1213, 3572);

    /** Too many connections, shutting down, net errors, killed, read-only server, group replication. */
    private static final Set<Integer> SERVER_CODES = Set.of(
            1040, 1053, 1077, 1079, 1152, 1158, 1159, 1160, 1161, 1184, 1290, 1317, 1792, 1836, 1927, 3100, 3169);

    static SqlFailure of(Throwable failure) {
        if (!(failure instanceof R2dbcException sql) || sql.getErrorCode() == 0) {
            return CONNECTION;
        }
        if (TRANSIENT_CODES.contains(sql.getErrorCode())) {
            return TRANSIENT;
        }
        return SERVER_CODES.contains(sql.getErrorCode()) ? CONNECTION : DATA;
    }
}
