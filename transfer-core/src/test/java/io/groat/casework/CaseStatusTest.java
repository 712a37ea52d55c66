package io.groat.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of a case's life. */
class CaseStatusTest {

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            from,    OPEN, DECIDED, CLOSED
            OPEN,    same, yes,     yes
            DECIDED, yes,  same,    yes
            CLOSED,  no,   no,      same
            """)
    void aCaseTakesTheseStepsAndNoOthers(CaseStatus from, String open, String decided, String closed) {
        Map<CaseStatus, String> row =
                Map.of(CaseStatus.OPEN, open, CaseStatus.DECIDED, decided, CaseStatus.CLOSED, closed);
        row.forEach((to, step) -> {
            if (step.equals("no")) {
                assertThatThrownBy(() -> from.become(to)).hasMessageContaining(from + " can't become " + to);
            } else {
                assertThat(from.become(to)).isEqualTo(to);
                assertThat(from.next().contains(to)).isEqualTo(step.equals("yes"));
            }
        });
    }
}
