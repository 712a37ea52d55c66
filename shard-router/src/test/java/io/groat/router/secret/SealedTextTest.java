package io.groat.router.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SealedTextTest {

    private final SealedText sealing = new SealedText("a secret of the tests", "purpose");

    @Test
    void opensWhatItSealedForTheSameContextAlone() {
        String sealed = sealing.seal("hello", "ada");

        assertThat(sealed).doesNotContain("hello").isNotEqualTo(sealing.seal("hello", "ada"));
        assertThat(sealing.open(sealed, "ada")).contains("hello");
        assertThat(sealing.open(sealed, "bob")).isEmpty();
        assertThat(new SealedText("another secret", "purpose").open(sealed, "ada"))
                .isEmpty();
        assertThat(new SealedText("a secret of the tests", "other").open(sealed, "ada"))
                .isEmpty();
        assertThat(sealing.open("A" + sealed.substring(1).replace('A', 'B') + "A", "ada"))
                .isEmpty();
        assertThat(sealing.open("", "ada")).isEmpty();
        assertThat(sealing.open("%%%", "ada")).isEmpty();
    }

    @Test
    void hashesDependOnSecretPurposeAndEveryText() {
        KeyedHash hash = new KeyedHash("secret", "purpose");
        assertThat(hash.text("a", "b")).hasSize(64).isEqualTo(new KeyedHash("secret", "purpose").text("a", "b"));
        assertThat(hash.text("a", "b")).isNotEqualTo(hash.text("ab"));
        assertThat(hash.text("a")).isNotEqualTo(new KeyedHash("secret", "other").text("a"));
        assertThat(hash.text("a")).isNotEqualTo(new KeyedHash("other", "purpose").text("a"));
    }
}
