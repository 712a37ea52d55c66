package io.groat.router.auth.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SecretSettingsTest {

    @Test
    void aSecretHasToBeLong() {
        String good = "0123456789abcdef0123456789abcdef";
        assertThatThrownBy(() -> new SecretSettings("short", good)).hasMessageContaining("GROAT_AUTH_SECRETS_CODES");
        assertThatThrownBy(() -> new SecretSettings(good, "")).hasMessageContaining("GROAT_AUTH_SECRETS_TOTP");
        assertThat(new SecretSettings(good, good)).asString().doesNotContain("0123");
    }
}
