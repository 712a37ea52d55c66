package io.groat.web.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.web.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonElementsTest {

    private static final String GOOD = "{\"a\":\"\u00e4\"}";

    static List<String> odd() {
        return List.of(
                "null",
                "7",
                "1".repeat(5_000),
                "{\"n\":" + "1".repeat(5_000) + "}",
                "\"text\"",
                "[]",
                "[".repeat(3_000) + "]".repeat(3_000),
                "{\"a\":" + "[".repeat(3_000) + "]".repeat(3_000) + "}",
                "{\"" + "n".repeat(60_000) + "\":1}",
                "{\"a\":1,\"a\":2}");
    }

    /** Whatever one holds, those before and behind it are read. */
    @ParameterizedTest
    @MethodSource("odd")
    void oneThatCanNotBeTakenSpoilsNoOther(String odd) {
        List<JsonElements.Element> elements = read("[" + GOOD + ", " + odd + " ,\n" + GOOD + "]");

        assertThat(elements).hasSize(3);
        assertThat(elements.get(0)).satisfies(JsonElementsTest::isGood);
        assertThat(elements.get(1)).isInstanceOf(JsonElements.Element.Unreadable.class);
        assertThat(elements.get(2)).satisfies(JsonElementsTest::isGood);
    }

    @Test
    void whatIsNoArrayIsRefusedWhole() {
        for (String text : List.of("", "{}", "[", "[{}", "[{}]x", "[{},]", "[{\"a\":}]")) {
            assertThatThrownBy(() -> read(text)).as(text).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void oneMoreThanAreTakenIsRefused() {
        assertThat(read("[{},{},{}]")).hasSize(3);
        assertThatThrownBy(() -> read("[{},{},{},{}]")).hasMessage("too many");
    }

    private static void isGood(JsonElements.Element element) {
        assertThat(element)
                .isInstanceOfSatisfying(
                        JsonElements.Element.Read.class,
                        read -> assertThat(read.fields().text("a")).isEqualTo("\u00e4"));
    }

    private static List<JsonElements.Element> read(String text) {
        return JsonElements.of(text.getBytes(StandardCharsets.UTF_8), 3, new IllegalStateException("too many"));
    }
}
