package io.groat.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LostConnectionTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new R2dbcNonTransientResourceException("Connection unexpectedly closed"), true),
                Arguments.of(new IllegalStateException("Fail to emit a login request due to FAIL_CANCELLED"), true),
                Arguments.of(new IllegalStateException("a fault"), false),
                Arguments.of(new IllegalStateException(), false),
                Arguments.of(new R2dbcDataIntegrityViolationException("Duplicate entry"), false));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aLostConnectionIsTold(Throwable failure, boolean lost) {
        assertThat(LostConnection.is(failure)).isEqualTo(lost);
    }
}
