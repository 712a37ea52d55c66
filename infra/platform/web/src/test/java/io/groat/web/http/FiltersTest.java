package io.groat.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.ServerRequest;

class FiltersTest {

    private enum Colour {
        RED,
        BLUE
    }

    private static final Query<String> NAME = Query.text("name", "");
    private static final Query<String> PLACE = Query.text("place", "");
    private static final Query<Colour> COLOUR = Query.oneOf("colour", "", Colour.class, "has to be RED or BLUE");
    private static final Query<Long> SUM = Query.whole("sum", "", "has to be a whole number");
    private static final Filters FILTERS = Filters.of(NAME, PLACE, COLOUR, SUM);

    @ParameterizedTest
    @CsvSource({
        "true,  '',                   ''",
        "true,  '',                   'limit=3&cursor=x'",
        "true,  'name=a&place=b',     'place=b&name=a'",
        "true,  'colour=red',         'colour=RED'",
        "false, 'colour=red',         ''",
        "false, 'colour=red',         'colour=blue'",
        "false, 'name=a',             'place=a'",
        "false, 'name=',              ''",
        "false, 'name=a&place=b',     'name=a'",
        "false, 'name=ab',            'name=a&place=b'",
        "false, 'sum=1',              'sum=-1'",
    })
    void aFilterIsWhatIsUnderstood(boolean same, String one, String other) {
        assertThat(FILTERS.digest(request(one)) == FILTERS.digest(request(other)))
                .isEqualTo(same);
    }

    @Test
    void aParameterThatIsNewChangesNothingForWhoLeavesItOut() {
        assertThat(FILTERS.digest(request("name=a"))).isEqualTo(Filters.of(NAME).digest(request("name=a")));
    }

    @Test
    void aCursorGoesOnByItsFilterAlone() {
        Cursor cursor = new Cursor('C', UUID.randomUUID(), FILTERS.digest(request("name=a")));

        assertThat(Cursor.of(request("name=a&cursor=" + cursor.text()), 'C', FILTERS))
                .isEqualTo(cursor);
        assertThat(Cursor.of(request("name=a"), 'C', FILTERS)).isNull();
        for (String other : List.of("name=b&", "", "name=a&place=b&")) {
            ProblemException refused = catchThrowableOfType(
                    ProblemException.class, () -> Cursor.of(request(other + "cursor=" + cursor.text()), 'C', FILTERS));
            assertThat(refused.problem().code()).isEqualTo(WebProblem.INVALID_CURSOR);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE})
    void aWholeNumberHasSixtyFourBits(long number) {
        assertThat(SUM.of(request("sum=" + number))).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "1.0", "1e3", "01", "-0", "%2B1", "9223372036854775808", "-9223372036854775809", "١"})
    void whatIsNoWholeNumber(String text) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> SUM.of(request("sum=" + text)));
        assertThat(refused.problem().code()).isEqualTo(WebProblem.INVALID_FIELD);
        assertThat(refused.problem().field()).isEqualTo("sum");
    }

    private static ServerRequest request(String query) {
        return ServerRequest.create(
                MockServerWebExchange.from(MockServerHttpRequest.get("/things?" + query)), List.of());
    }
}
