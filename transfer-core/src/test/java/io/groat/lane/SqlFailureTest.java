package io.groat.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFailureTest {

    /** MySQL's error numbers, as its reference lists them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1205 | TRANSIENT  | lock wait timeout
                    1213 | TRANSIENT  | deadlock
                    3572 | TRANSIENT  | a lock is not to be had at once
                    1062 | DATA       | duplicate entry
                    1264 | DATA       | out of range
                    1406 | DATA       | too long
                    3819 | DATA       | a check constraint
                    1644 | DATA       | a trigger's signal
                    1094 | DATA       | no such thread
                    1040 | CONNECTION | too many connections
                    1053 | CONNECTION | shutting down
                    1290 | CONNECTION | read-only
                    1317 | CONNECTION | interrupted
                    1836 | CONNECTION | read-only mode
                    1927 | CONNECTION | killed
                    0    | CONNECTION | no answer from the server
                    """)
    void callsFor(int code, SqlFailure expected, String what) {
        assertThat(SqlFailure.of(new R2dbcNonTransientResourceException(what, "HY000", code)))
                .as(what)
                .isEqualTo(expected);
    }

    @Test
    void whatIsNotTheServersAnswerIsTheConnection() {
        assertThat(SqlFailure.of(new IOException("reset"))).isEqualTo(SqlFailure.CONNECTION);
        assertThat(SqlFailure.of(new TimeoutException())).isEqualTo(SqlFailure.CONNECTION);
        assertThat(SqlFailure.of(new R2dbcTimeoutException("late"))).isEqualTo(SqlFailure.CONNECTION);
    }
}
