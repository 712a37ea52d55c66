package io.groat.router.auth.totp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    private static final byte[] SEED = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final Totp TOTP = new Totp(Base32.encode(SEED));
    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_111);
    private static final long STEP = 1_111_111_111 / 30;

    /** RFC 6238, appendix B, SHA1; the last six digits. */
    @ParameterizedTest
    @CsvSource({
        "59,          287082",
        "1111111109,  081804",
        "1111111111,  050471",
        "1234567890,  005924",
        "2000000000,  279037",
        "20000000000, 353130",
    })
    void codesAreThoseOfTheRfc(long seconds, String code) {
        assertThat(TOTP.codeAt(Instant.ofEpochSecond(seconds))).isEqualTo(code);
    }

    @Test
    void aClockMayBeOneStepOff() {
        for (long off = -2; off <= 2; off++) {
            String code = TOTP.codeAt(NOW.plusSeconds(30 * off));
            boolean taken = Math.abs(off) <= 1;
            assertThat(TOTP.stepOf(code, NOW, 0).isPresent()).isEqualTo(taken);
        }
        assertThat(TOTP.stepOf("", NOW, 0)).isEmpty();
        assertThat(TOTP.stepOf("1234567", NOW, 0)).isEmpty();
    }

    @Test
    void aCodeIsOverOnceItsStepIsUsedUp() {
        String code = TOTP.codeAt(NOW);
        assertThat(TOTP.stepOf(code, NOW, STEP - 1)).hasValue(STEP);
        assertThat(TOTP.stepOf(code, NOW, STEP)).isEmpty();
        assertThat(TOTP.stepOf(TOTP.codeAt(NOW.minusSeconds(30)), NOW, STEP)).isEmpty();
    }

    @Test
    void base32IsThatOfTheRfc() {
        assertThat(TOTP.secret()).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assertThat(Base32.encode("foobar".getBytes(StandardCharsets.US_ASCII))).isEqualTo("MZXW6YTBOI");
        assertThat(Base32.decode("MZXW6YTBOI")).asString().isEqualTo("foobar");
        assertThat(Base32.decode(Totp.create().secret())).hasSize(20);
    }

    @Test
    void theUriNamesIssuerAndUser() {
        assertThat(TOTP.uri("Groat local", "ada@x:1"))
                .isEqualTo("otpauth://totp/Groat%20local:ada%40x%3A1?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                        + "&issuer=Groat%20local&algorithm=SHA1&digits=6&period=30");
        assertThat(TOTP).asString().doesNotContain("GEZD");
    }

    /** Read back from the picture, as a phone would. */
    @Test
    void theImageHoldsTheUri() throws Exception {
        String uri = TOTP.uri("Groat", "ada");
        String svg = QrImage.svg(uri);
        var size = Pattern.compile("viewBox=\"0 0 (\\d+)").matcher(svg);
        assertThat(size.find()).isTrue();
        int modules = Integer.parseInt(size.group(1)) - 8;
        BitMatrix read = new BitMatrix(modules);
        Pattern.compile("M(\\d+) (\\d+)h1v1")
                .matcher(svg)
                .results()
                .forEach(module ->
                        read.set(Integer.parseInt(module.group(1)) - 4, Integer.parseInt(module.group(2)) - 4));

        assertThat(new Decoder().decode(read).getText()).isEqualTo(uri);
        assertThat(QrImage.dataUri(uri)).startsWith("data:image/svg+xml;base64,");
    }

    @ParameterizedTest
    @CsvSource({"ABCD-EFGH-IJKL-MNOP, true", "abcd efgh ijkl mnop, true", "123456, false", "ABCD, false"})
    void recoveryCodesAreKnownByTheirForm(String text, boolean code) {
        assertThat(RecoveryCodes.isCode(text)).isEqualTo(code);
    }
}
