package io.groat.router.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.groat.refusal.Refusal;
import io.groat.refusal.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class IdempotencyKeysTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '~',
            value = {"abc abc", "\"abc\" abc", "a\"b a\"b", "\"a\\\"b\\\\c\" a\"b\\c", "\" \"", "!~~ !~~"})
    void takesOffTheQuotesOfAStructuredString(String sent, String key) {
        assertThat(IdempotencyKeys.ofHeader(header(sent))).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"\"", "a b", "a\tb", "é", "\u007f", "\"a b\""})
    void takesVisibleCharactersAlone(String sent) {
        assertThat(refusal(header(sent))).isEqualTo(Refusal.IDEMPOTENCY_KEY_INVALID);
    }

    @Test
    void isOneAndNotTooLong() {
        assertThat(IdempotencyKeys.ofHeader(header("x".repeat(128)))).hasSize(128);
        assertThat(refusal(header("x".repeat(129)))).isEqualTo(Refusal.IDEMPOTENCY_KEY_INVALID);
        assertThat(refusal(header("a", "b"))).isEqualTo(Refusal.IDEMPOTENCY_KEY_INVALID);
        assertThat(refusal(new HttpHeaders())).isEqualTo(Refusal.IDEMPOTENCY_KEY_MISSING);
    }

    private static HttpHeaders header(String... values) {
        HttpHeaders headers = new HttpHeaders();
        for (String value : values) {
            headers.add(IdempotencyKeys.HEADER, value);
        }
        return headers;
    }

    private static Refusal refusal(HttpHeaders headers) {
        return catchThrowableOfType(RefusedException.class, () -> IdempotencyKeys.ofHeader(headers))
                .refused()
                .refusal();
    }
}
