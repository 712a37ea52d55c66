package io.groat.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.groat.web.problem.ProblemCode;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final Cursor CURSOR = new Cursor('E', UUID.randomUUID(), 4_711);

    @Test
    void comesBackAsItWent() {
        assertThat(Cursor.parse(CURSOR.text(), 'E')).isEqualTo(CURSOR);
        assertThat(CURSOR.text()).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void belongsToItsList() {
        assertThat(refusal(CURSOR.text(), 'T')).isEqualTo(WebProblem.INVALID_CURSOR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "====", "%", "AUU", "null", "-1"})
    void isNothingElse(String text) {
        assertThat(refusal(text, 'E')).isEqualTo(WebProblem.INVALID_CURSOR);
        assertThat(refusal(CURSOR.text() + "AA", 'E')).isEqualTo(WebProblem.INVALID_CURSOR);
        assertThat(refusal("B" + CURSOR.text().substring(1), 'E')).isEqualTo(WebProblem.INVALID_CURSOR);
    }

    private static ProblemCode refusal(String text, char list) {
        return catchThrowableOfType(ProblemException.class, () -> Cursor.parse(text, list))
                .problem()
                .code();
    }
}
