package io.groat.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WebProblemTest {

    /** The API's promise: codes in order of precedence, with their status. */
    private static final String CODES = """
            UNAUTHENTICATED 401
            FORBIDDEN 403
            ORIGIN_NOT_ALLOWED 403
            RATE_LIMITED 429
            MALFORMED_REQUEST 400
            URI_TOO_LONG 414
            HEADERS_TOO_LARGE 431
            MALFORMED_JSON 400
            BODY_TOO_LARGE 413
            BODY_TOO_SLOW 408
            UNSUPPORTED_MEDIA_TYPE 415
            NOT_ACCEPTABLE 406
            UNKNOWN_FIELD 400
            MISSING_FIELD 400
            INVALID_FIELD 400
            INVALID_CURSOR 400
            INVALID_AMOUNT 400
            NOT_FOUND 404
            METHOD_NOT_ALLOWED 405
            OVERLOADED 503
            TOKEN_CHECK_UNAVAILABLE 503
            INTERNAL_ERROR 500
            """;

    @Test
    void theCodesArePinned() {
        assertThat(Arrays.stream(WebProblem.values())
                        .map(code -> code + " " + code.status() + "\n")
                        .collect(Collectors.joining()))
                .isEqualTo(CODES);
    }

    @Test
    void everyTitleIsASentenceOfItsOwnWithoutItsEnd() {
        assertThat(WebProblem.values())
                .extracting(WebProblem::title)
                .doesNotHaveDuplicates()
                .allSatisfy(title -> assertThat(title).matches("[A-Z].*[^.]"));
    }

    @Test
    void theTypeIsTheCodeAsAUri() {
        assertThat(WebProblem.BODY_TOO_SLOW.type()).isEqualTo("urn:groat:problem:body-too-slow");
    }
}
