package io.groat.router.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSplitterTest {

    private static final String TEXT = "one\r\n\n  \ntwo\nwaytoolong!\n12345678\r\n123456789\n\nlast";
    private static final List<String> LINES =
            List.of("1:one", "4:two", "5:too long", "6:12345678", "7:too long", "9:last");

    @Test
    void cutsLinesWhereverTheChunksEnd() {
        for (int first = 0; first <= TEXT.length(); first++) {
            for (int second = first; second <= TEXT.length(); second++) {
                assertThat(split(TEXT.substring(0, first), TEXT.substring(first, second), TEXT.substring(second)))
                        .as("cut at %d and %d", first, second)
                        .isEqualTo(LINES);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7})
    void cutsLinesInChunksOfAnySize(int size) {
        List<String> chunks = new ArrayList<>();
        for (int at = 0; at < TEXT.length(); at += size) {
            chunks.add(TEXT.substring(at, Math.min(TEXT.length(), at + size)));
        }
        assertThat(split(chunks.toArray(String[]::new))).isEqualTo(LINES);
    }

    @Test
    void aLineEndAtTheVeryEndBeginsNoLine() {
        assertThat(split("a\nb\n")).containsExactly("1:a", "2:b");
        assertThat(split("")).isEmpty();
        assertThat(split("\n\n")).isEmpty();
    }

    @Test
    void tellsOfALineThatIsTooLongBeforeItEnds() {
        LineSplitter splitter = new LineSplitter(8);

        assertThat(text(splitter.take(bytes("0123456789")))).containsExactly("1:too long");
        for (int i = 0; i < 1_000; i++) {
            assertThat(splitter.take(bytes("0123456789"))).isEmpty();
        }
        assertThat(text(splitter.take(bytes("0\nok\n")))).containsExactly("2:ok");
        assertThat(splitter.end()).isEmpty();
    }

    private static List<String> split(String... chunks) {
        LineSplitter splitter = new LineSplitter(8);
        List<Line> lines = new ArrayList<>();
        Arrays.stream(chunks).forEach(chunk -> lines.addAll(splitter.take(bytes(chunk))));
        lines.addAll(splitter.end());
        return text(lines);
    }

    private static List<String> text(List<Line> lines) {
        return lines.stream()
                .map(line -> line.number() + ":"
                        + (line.isTooLong()
                                ? "too long"
                                : new String(line.bytes(), line.offset(), line.length(), StandardCharsets.UTF_8)))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
