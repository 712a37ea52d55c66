package io.groat.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of a payout's life. */
class PayoutStatusTest {

    private static final List<PayoutStatus> COLUMNS = Arrays.asList(PayoutStatus.values());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATED      | same yes yes no no no yes no
            UNDER_REVIEW | no same yes no no no yes no
            RESERVED     | no no same yes no no yes no
            SENDING      | no no yes same yes yes yes no
            SENT         | no no no no same yes yes no
            SETTLED      | no no no no no same no yes
            FAILED       | no no no no no no same no
            RETURNED     | no no no no no no no same
            """)
    void aPayoutTakesTheseStepsAndNoOthers(PayoutStatus from, String row) {
        List<String> steps = List.of(row.split(" "));
        assertThat(steps).hasSameSizeAs(COLUMNS);
        for (int i = 0; i < COLUMNS.size(); i++) {
            PayoutStatus to = COLUMNS.get(i);
            if (steps.get(i).equals("no")) {
                assertThatThrownBy(() -> from.become(to)).hasMessageContaining(from + " can't become " + to);
            } else {
                assertThat(from.become(to)).isEqualTo(to);
                assertThat(from.next().contains(to)).isEqualTo(steps.get(i).equals("yes"));
            }
        }
    }
}
