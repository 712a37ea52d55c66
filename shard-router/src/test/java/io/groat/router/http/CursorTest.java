package io.groat.router.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.groat.refusal.Refusal;
import io.groat.refusal.RefusedException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final Cursor CURSOR = new Cursor(Cursor.List.ENTRIES, UUID.randomUUID(), 4_711);

    @Test
    void comesBackAsItWent() {
        assertThat(Cursor.parse(CURSOR.text(), Cursor.List.ENTRIES)).isEqualTo(CURSOR);
        assertThat(CURSOR.text()).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void belongsToItsList() {
        assertThat(refusal(CURSOR.text(), Cursor.List.TRANSFERS)).isEqualTo(Refusal.INVALID_CURSOR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "====", "%", "AUU", "null", "-1"})
    void isNothingElse(String text) {
        assertThat(refusal(text, Cursor.List.ENTRIES)).isEqualTo(Refusal.INVALID_CURSOR);
        assertThat(refusal(CURSOR.text() + "AA", Cursor.List.ENTRIES)).isEqualTo(Refusal.INVALID_CURSOR);
        assertThat(refusal("B" + CURSOR.text().substring(1), Cursor.List.ENTRIES))
                .isEqualTo(Refusal.INVALID_CURSOR);
    }

    private static Refusal refusal(String text, Cursor.List list) {
        return catchThrowableOfType(RefusedException.class, () -> Cursor.parse(text, list))
                .refused()
                .refusal();
    }
}
