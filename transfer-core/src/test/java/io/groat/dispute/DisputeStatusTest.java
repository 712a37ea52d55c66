package io.groat.dispute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of a dispute's life. */
class DisputeStatusTest {

    private static final List<DisputeStatus> COLUMNS = Arrays.asList(DisputeStatus.values());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INQUIRY        | same yes yes yes yes
            NEEDS_RESPONSE | no same yes yes yes
            UNDER_REVIEW   | no yes same yes yes
            WON            | no no no same no
            LOST           | no no no no same
            """)
    void aDisputeTakesTheseStepsAndNoOthers(DisputeStatus from, String row) {
        List<String> steps = List.of(row.split(" "));
        assertThat(steps).hasSameSizeAs(COLUMNS);
        for (int i = 0; i < COLUMNS.size(); i++) {
            DisputeStatus to = COLUMNS.get(i);
            if (steps.get(i).equals("no")) {
                assertThatThrownBy(() -> from.become(to)).hasMessageContaining(from + " can't become " + to);
            } else {
                assertThat(from.become(to)).isEqualTo(to);
                assertThat(from.next().contains(to)).isEqualTo(steps.get(i).equals("yes"));
            }
        }
    }
}
