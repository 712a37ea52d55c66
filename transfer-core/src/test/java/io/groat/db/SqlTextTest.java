package io.groat.db;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.transfer.TransferStatus;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTextTest {

    /** The only two forms a text may take: printable ASCII without quote and backslash, or hexadecimal digits. */
    private static final Pattern SAFE =
            Pattern.compile("'[\\n\\t\\x20-\\x26\\x28-\\x5b\\x5d-\\x7e]*'|_utf8mb4 0x(?:[0-9a-f]{2})+");

    private static final Pattern SAFE_BYTES =
            Pattern.compile("_binary'[\\n\\t\\x20-\\x26\\x28-\\x5b\\x5d-\\x7e]*'|0x(?:[0-9a-f]{2})+");

    @Property(tries = 3_000)
    void noTextEndsItsLiteral(@ForAll("texts") String text) {
        String sql = new SqlText().text(text).toString();

        assertThat(sql).matches(SAFE);
        assertThat(valueOf(sql)).isEqualTo(new String(text.getBytes(UTF_8), UTF_8));
    }

    @Property
    void noBytesEndTheirLiteral(@ForAll byte[] bytes) {
        String sql = new SqlText().bytes(bytes).toString();

        assertThat(sql).matches(SAFE_BYTES);
        assertThat(
                        sql.startsWith("0x")
                                ? HexFormat.of().parseHex(sql.substring(2))
                                : sql.substring("_binary'".length(), sql.length() - 1)
                                        .getBytes(UTF_8))
                .isEqualTo(bytes);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> nasty = Arbitraries.strings()
                .withChars('\'', '"', '\\', ';', '\0', '\n', '\r', '%', '`', '-', '#', '/', '*', '\u001a', '\u2019')
                .ofMaxLength(10);
        Arbitrary<String> plain = Arbitraries.strings().withCharRange('!', '~').ofMaxLength(20);
        return Arbitraries.oneOf(nasty, plain, Arbitraries.strings().ofMaxLength(20));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    alice                | 'alice'
                    A.b_c:d@e+f-9        | 'A.b_c:d@e+f-9'
                    a b                  | 'a b'
                    a/b                  | 'a/b'
                    a,b                  | 'a,b'
                    '                    | _utf8mb4 0x27
                    \\                   | _utf8mb4 0x5c
                    "                    | '"'
                    {"a":1};             | '{"a":1};'
                    O'Brien              | _utf8mb4 0x4f27427269656e
                    ü                    | _utf8mb4 0xc3bc
                    😀                   | _utf8mb4 0xf09f9880
                    """)
    void textIsWrittenSo(String text, String sql) {
        assertThat(new SqlText().text(text)).hasToString(sql);
    }

    @Test
    void theOtherValues() {
        assertThat(new SqlText().text("")).hasToString("''");
        assertThat(new SqlText().text("\0")).hasToString("_utf8mb4 0x00");
        assertThat(new SqlText().text(null)).hasToString("NULL");
        assertThat(new SqlText().id(null)).hasToString("NULL");
        assertThat(new SqlText().time(null)).hasToString("NULL");
        assertThat(new SqlText().name(null)).hasToString("NULL");
        assertThat(new SqlText().name(TransferStatus.PENDING)).hasToString("'PENDING'");
        assertThat(new SqlText().number(Long.MIN_VALUE).comma().number(Long.MAX_VALUE))
                .hasToString("-9223372036854775808,9223372036854775807");
        assertThat(new SqlText().id(new UUID(0x0123456789abcdefL, 0xfedcba9876543210L)))
                .hasToString("0x0123456789abcdeffedcba9876543210");
        assertThat(new SqlText().time(Instant.parse("2026-01-02T03:04:05.000006999Z")))
                .hasToString("'2026-01-02 03:04:05.000006'");
    }

    /** Half of a surrogate pair is no character; it has no bytes in UTF-8, and a question mark stands for it. */
    @Test
    void halfAPairIsAQuestionMark() {
        assertThat(new SqlText().text("a\uD83D")).hasToString("_utf8mb4 0x613f");
    }

    private static String valueOf(String sql) {
        return sql.startsWith("'")
                ? sql.substring(1, sql.length() - 1)
                : new String(HexFormat.of().parseHex(sql.substring("_utf8mb4 0x".length())), UTF_8);
    }
}
