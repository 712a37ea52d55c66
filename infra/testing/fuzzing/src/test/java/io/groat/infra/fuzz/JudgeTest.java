package io.groat.infra.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.fuzz.http.RawAnswer;
import io.groat.infra.fuzz.http.RawRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {

    private static final String GOOD = "{\"type\":\"urn:x\",\"title\":\"X\",\"status\":400,\"code\":\"INVALID_FIELD\"}";

    private final Judge judge = new Judge(Set.of("INVALID_FIELD", "NOT_FOUND"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            200 | application/json         | {"a":1}                                                                    |
            204 | ''                       | ''                                                                         |
            400 | application/problem+json | GOOD                                                                       |
            400 | application/problem+json | {"type":"u","title":"X","status":404,"code":"INVALID_FIELD"}               | of another status
            400 | application/problem+json | {"type":"u","title":"X","status":400,"code":"SOMETHING"}                   | a code that is not documented
            400 | application/problem+json | {"type":"u","title":"X","status":400}                                      | a code that is not documented
            400 | application/problem+json | {"type":"u","status":400,"code":"INVALID_FIELD"}                           | without its title
            400 | application/problem+json | {"type                                                                     | no JSON
            400 | application/problem+json | ''                                                                         | another status
            400 | application/json         | GOOD                                                                       | no problem document
            400 | ''                       | ''                                                                         | no problem document
            404 | text/html                | <h1>Whitelabel</h1>                                                        | no problem document
            500 | application/problem+json | GOOD                                                                       | 500
            503 | application/problem+json | GOOD                                                                       | 503
            200 | application/json         | {"a":"java.lang.IllegalStateException: x"}                                 | shows code
            400 | application/problem+json | {"type":"u","title":"X","status":400,"code":"NOT_FOUND","detail":"at io.groat.A.b(A.java:1)"} | shows code
            """)
    void onlyGoodAnswersAndDocumentedRefusalsAreRight(int status, String type, String body, String wrong) {
        RawAnswer answer =
                new RawAnswer(status, Map.of("content-type", List.of(type)), body.equals("GOOD") ? GOOD : body);

        String said = judge.wrong(shot("GET"), answer);

        if (wrong == null) {
            assertThat(said).isNull();
        } else {
            assertThat(said).contains(wrong);
        }
        if (status < 500 && body.isEmpty()) {
            assertThat(judge.wrong(shot("HEAD"), answer)).isNull();
        }
    }

    private static FuzzRequest shot(String method) {
        return new FuzzRequest(0, ApiCall.bare("GET", "/"), RawRequest.get("/").withMethod(method), List.of());
    }
}
