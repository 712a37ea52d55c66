package io.groat.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

class NegotiationTest {

    private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

    /** What a call answers in that has JSON and CSV, of which it would rather answer in JSON. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                              | json
            */*                                             | json
            *                                               | json
            application/json                                | json
            APPLICATION/JSON                                | json
            application/json;charset=utf-8                  | json
            text/csv                                        | csv
            text/csv;header=absent                          | csv
            text/*                                          | csv
            text/csv;q=0.1, application/json                | json
            application/json;q=0.1, text/csv                | csv
            application/json;q=0.1, text/csv;q=0.2          | csv
            text/csv, application/json                      | csv
            application/json, text/csv                      | json
            text/csv, */*                                   | csv
            */*, text/csv                                   | csv
            */*;q=0.9, text/csv;q=0.8                       | json
            */*;q=0.5, text/csv;q=0                         | json
            application/json;q=0, */*                       | csv
            application/*;q=0.3, text/*;q=0.2               | json
            text/html, application/xhtml+xml, */*;q=0.8     | json
            text/html, image/gif, *; q=.2, */*; q=.2        | json
            text/csv;q=1.0                                  | csv
            text/csv;q=0.001                                | csv
            """)
    void answersInWhatIsWantedMost(String accept, String expected) {
        MediaType chosen = Negotiation.choose(accept(accept), MediaType.APPLICATION_JSON, CSV);

        assertThat(chosen).isEqualTo(expected.equals("csv") ? CSV : MediaType.APPLICATION_JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "application/json;q=0",
                "application/json;q=0, text/csv;q=0",
                "*/*;q=0",
                "text/csv;q=0, application/xml"
            })
    void refusesWhoTakesNothingOfIt(String accept) {
        assertThatThrownBy(() -> Negotiation.choose(accept(accept), MediaType.APPLICATION_JSON, CSV))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.problem().code()).isEqualTo(WebProblem.NOT_ACCEPTABLE);
                    assertThat(refused.problem().detail())
                            .isEqualTo("This call answers in application/json or text/csv");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "csv",
                "v=3.0",
                ";",
                "text/",
                "/csv",
                "*/csv",
                "text/csv;q=2",
                "text/csv;q=-1",
                "text/csv;q=x",
                "text/csv/x",
                "text/csv, csv",
                "text/csv;q=0.5;=",
                "\u00e9/\u00e9"
            })
    void whatCanNotBeReadIsRefused(String accept) {
        assertThatThrownBy(() -> Negotiation.choose(accept(accept), MediaType.APPLICATION_JSON, CSV))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo(WebProblem.NOT_ACCEPTABLE));
    }

    @Test
    void whatNamesTooManySaysNothing() {
        assertThat(Negotiation.choose(accept("text/csv,".repeat(50) + "text/csv"), MediaType.APPLICATION_JSON, CSV))
                .isEqualTo(MediaType.APPLICATION_JSON);
        assertThat(Negotiation.choose(accept("text/csv,".repeat(49) + "text/csv"), MediaType.APPLICATION_JSON, CSV))
                .isEqualTo(CSV);
    }

    @Test
    void severalLinesAreOneList() {
        HttpHeaders headers = new HttpHeaders();
        headers.put("Accept", List.of("application/json;q=0.5", "text/csv"));

        assertThat(Negotiation.choose(headers, MediaType.APPLICATION_JSON, CSV)).isEqualTo(CSV);
        assertThat(Negotiation.choose(new HttpHeaders(), MediaType.TEXT_EVENT_STREAM))
                .isEqualTo(MediaType.TEXT_EVENT_STREAM);
    }

    private static HttpHeaders accept(String value) {
        HttpHeaders headers = new HttpHeaders();
        headers.set("Accept", value);
        return headers;
    }
}
