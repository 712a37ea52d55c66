package io.groat.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountStatusTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    from   | OPEN  | FROZEN | CLOSED
                    OPEN   | true  | true   | true
                    FROZEN | true  | true   | true
                    CLOSED | false | false  | true
                    """)
    void mayBecome(AccountStatus from, boolean open, boolean frozen, boolean closed) {
        assertThat(from.mayBecome(AccountStatus.OPEN)).isEqualTo(open);
        assertThat(from.mayBecome(AccountStatus.FROZEN)).isEqualTo(frozen);
        assertThat(from.mayBecome(AccountStatus.CLOSED)).isEqualTo(closed);
    }

    @Test
    void theTableIsComplete() {
        assertThat(AccountStatus.values()).hasSize(3);
    }
}
