package io.groat.web.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.groat.web.problem.ProblemCode;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1                     | 1",
                "\"1\"                 | 1",
                "9223372036854775807   | 9223372036854775807",
                "\"9223372036854775807\"| 9223372036854775807"
            })
    void amountsAreWholeNumbers(String written, long amountMinor) {
        assertThat(read("{\"a\":" + written + "}").amount("a", 1)).isEqualTo(amountMinor);
    }

    /** No UTF-8 carries it: not to a database, not into an answer that names it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\ud800",
                "\\udc00",
                "\\udc00\\ud800",
                "a\\ud800b",
                "\\ud83d\\ud83d\\ude00",
                "\\ud83d\\ude00\\ude00",
                "\\ud83d\\ude00\\ud83d"
            })
    void halfOfACharacterIsRefused(String half) {
        JsonFields text = read("{\"a\":\"" + half + "\"}");
        JsonFields list = read("{\"a\":[\"" + half + "\"]}");
        JsonFields object = read("{\"a\":{\"b\":\"" + half + "\"}}");
        assertThat(refusal(() -> text.text("a"))).isEqualTo(WebProblem.INVALID_FIELD);
        assertThat(refusal(() -> text.findText("a", 10))).isEqualTo(WebProblem.INVALID_FIELD);
        assertThat(text.peekText("a")).isNull();
        assertThat(refusal(() -> list.findTexts("a"))).isEqualTo(WebProblem.INVALID_FIELD);
        assertThat(refusal(() -> object.findObject("a", 100))).isEqualTo(WebProblem.INVALID_FIELD);
        assertThat(refusal(() -> read("{\"" + half + "\":1}"))).isEqualTo(WebProblem.MALFORMED_JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "\\ud83d\\ude00", "a\\ud83d\\ude00b", "\\ud800\\udc00\\udbff\\udfff", "\\ud7ff\\ue000"})
    void wholeCharactersAreTaken(String whole) {
        assertThat(read("{\"a\":\"" + whole + "\"}").text("a"))
                .isEqualTo(read("{\"a\":\"" + whole + "\"}").peekText("a"))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-1",
                "1.0",
                "1e0",
                "true",
                "null",
                "[]",
                "{}",
                "\"\"",
                "\"0\"",
                "\"01\"",
                "\"１\"",
                "9223372036854775808",
                "18446744073709551615",
                "18446744073709551617",
                "\"9223372036854775808\""
            })
    void everythingElseIsNoAmount(String written) {
        JsonFields fields = read("{\"a\":" + written + "}");
        assertThat(refusal(() -> fields.amount("a", 1))).isEqualTo(WebProblem.INVALID_AMOUNT);
    }

    @Test
    void zeroIsAnAmountWhereItMayBe() {
        assertThat(read("{\"a\":0}").amount("a", 0)).isZero();
        assertThat(refusal(() -> read("{\"a\":\"00\"}").amount("a", 0))).isEqualTo(WebProblem.INVALID_AMOUNT);
    }

    @Test
    void objectsAreKeptInTheirOrderAndAsTheyWereWritten() {
        JsonFields fields =
                read("{\"m\": { \"z\" : [1.50, 1e400, -0, \"\\u00e4\\n\"], \"a\":{ } , \"n\":null,\"t\":true}}");

        assertThat(fields.findObject("m", 100))
                .isEqualTo("{\"z\":[1.50,1e400,-0,\"ä\\n\"],\"a\":{},\"n\":null,\"t\":true}");
        assertThat(refusal(() -> fields.findObject("m", 10))).isEqualTo(WebProblem.INVALID_FIELD);
    }

    @Test
    void textIsMeasuredInCharactersNotInHalves() {
        JsonFields fields = read("{\"t\":\"" + "😀".repeat(5) + "\",\"half\":\"\\ud83d\"}");

        assertThat(fields.findText("t", 5)).hasSize(10);
        assertThat(refusal(() -> fields.findText("t", 4))).isEqualTo(WebProblem.INVALID_FIELD);
        assertThat(refusal(() -> fields.findText("half", 4))).isEqualTo(WebProblem.INVALID_FIELD);
    }

    /** Reads one field of a kind. */
    private interface Getter {
        @Nullable
        Object of(JsonFields fields);
    }

    private static final Map<String, Getter> OPTIONAL = Map.of(
            "text", fields -> fields.findText("f"),
            "bounded text", fields -> fields.findText("f", 5),
            "texts", fields -> fields.findTexts("f"),
            "object", fields -> fields.findObject("f", 5),
            "fields", fields -> fields.findFields("f", 5),
            "boolean", fields -> fields.findBoolean("f"),
            "time", fields -> fields.findTime("f"));

    @ParameterizedTest
    @ValueSource(strings = {"text", "bounded text", "texts", "object", "fields", "boolean", "time"})
    void onlyAFieldThatIsNotThereHasItsDefault(String kind) {
        Getter getter = Objects.requireNonNull(OPTIONAL.get(kind));

        assertThat(getter.of(read("{\"g\":1}"))).isIn(null, List.of());
        assertThat(refusal(() -> getter.of(read("{\"f\":null}")))).isEqualTo(WebProblem.INVALID_FIELD);
        assertThat(getter.of(read("{\"f\":null}").nullable("f"))).isIn(null, List.of());
        assertThat(refusal(() -> getter.of(read("{\"f\":7}").nullable("f")))).isEqualTo(WebProblem.INVALID_FIELD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[] | INVALID_FIELD", "[null] | INVALID_FIELD", "['a',7] | INVALID_FIELD"})
    void aListThatMayBeLeftOutNamesSomethingOrIsRefused(String list, WebProblem refusal) {
        JsonFields fields = read("{\"f\":" + list.replace('\'', '"') + "}");

        assertThat(refusal(() -> fields.findTexts("f"))).isEqualTo(refusal);
    }

    @Test
    void aListThatHasToBeThereMayBeEmpty() {
        assertThat(read("{\"f\":[]}").texts("f")).isEmpty();
        assertThat(refusal(() -> read("{\"f\":null}").texts("f"))).isEqualTo(WebProblem.INVALID_FIELD);
        assertThat(refusal(() -> read("{}").texts("f"))).isEqualTo(WebProblem.MISSING_FIELD);
        assertThat(refusal(() -> read("{}").text("f"))).isEqualTo(WebProblem.MISSING_FIELD);
    }

    @Test
    void knowsWhichFieldsThereAre() {
        JsonFields fields = read("{\"a\":1,\"b\":2}");

        fields.requireOnly(Set.of("a", "b", "c"));
        assertThat(refusal(() -> fields.requireOnly(Set.of("a")))).isEqualTo(WebProblem.UNKNOWN_FIELD);
        assertThat(refusal(() -> fields.require("c"))).isEqualTo(WebProblem.MISSING_FIELD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "7",
                "[]",
                "\"x\"",
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":1} x",
                "{\"a\":1}{}",
                "{\"a\":1,\"a\":1}",
                "{\"m\":{\"a\":1,\"a\":1}}",
                "{\"m\":[[{\"a\":1,\"a\":1}]]}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\n\"}"
            })
    void anythingButOneStrictObjectIsMalformed(String text) {
        assertThat(refusal(() -> read(text))).isEqualTo(WebProblem.MALFORMED_JSON);
    }

    @Test
    void nestsNoDeeperThanAnybodyNeeds() {
        assertThat(refusal(() -> read("{\"m\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}")))
                .isEqualTo(WebProblem.MALFORMED_JSON);
    }

    @Test
    void textThatIsNotUtf8IsMalformed() {
        byte[] text = "{\"a\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(refusal(() -> JsonText.object(text))).isEqualTo(WebProblem.MALFORMED_JSON);
    }

    private static JsonFields read(String text) {
        return JsonText.object(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ProblemCode refusal(Runnable work) {
        return catchThrowableOfType(ProblemException.class, work::run).problem().code();
    }
}
