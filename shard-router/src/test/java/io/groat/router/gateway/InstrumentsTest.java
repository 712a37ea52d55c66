package io.groat.router.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.money.CurrencyCode;
import io.groat.payout.DestinationKind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is the same card or address, and what is kept of it. */
class InstrumentsTest {

    private static final String SECRET = "instruments-of-the-tests-and-of-nothing-else";

    private final Vault vault = new Vault(SECRET);
    private final Instruments instruments = new Instruments("razorpay", vault);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'vpa':'Ada@OkBank'}                                  | {'vpa':'ada@okbank'}                                  | true
            {'vpa':'ada@okbank'}                                  | {'vpa':'ada@other'}                                   | false
            {'card_id':'c1','card':{'last4':'1','network':'V'}}   | {'card_id':'c2','card':{'last4':'1','network':'V'}}   | true
            {'card':{'last4':'1','network':'V','issuer':'A'}}     | {'card':{'last4':'1','network':'V','issuer':'B'}}     | false
            {'card_id':'c1'}                                      | {'card_id':'c1'}                                      | true
            {'card_id':'c1'}                                      | {'card_id':'c2'}                                      | false
            {'method':'netbanking','bank':'SBIN'}                 | {'method':'netbanking','bank':'SBIN'}                 | nothing
            """)
    void theSameIsTheSame(String one, String other, String same) {
        String first = instruments.ofRazorpay(Providers.json(one.replace('\'', '"')));
        String second = instruments.ofRazorpay(Providers.json(other.replace('\'', '"')));
        if (same.equals("nothing")) {
            assertThat(first).isNull();
            assertThat(second).isNull();
        } else {
            assertThat(first).matches("[0-9a-f]{64}");
            assertThat(Objects.equals(first, second)).isEqualTo(Boolean.parseBoolean(same));
        }
    }

    @Test
    void eachGatewayAndEachPurposeHasOthers() {
        String address = "{\"vpa\":\"ada@okbank\"}";
        String here = hash(instruments, address);
        assertThat(hash(new Instruments("another", vault), address)).isNotEqualTo(here);
        assertThat(hash(new Instruments("razorpay", new Vault(SECRET + "2")), address))
                .isNotEqualTo(here);
        assertThat(vault.fingerprint("razorpay", DestinationKind.UPI, CurrencyCode.of("INR"), "ada@okbank"))
                .isNotEqualTo(here);
    }

    private static @Nullable String hash(Instruments by, String payment) {
        return by.ofRazorpay(Providers.json(payment));
    }

    /** The inbox has the hash and not what it was made of; what is read of it is the same. */
    @Test
    void whatIsKeptHasTheHashAlone() {
        String told = """
                {"event":"payment.captured","payload":{"payment":{"entity":{"id":"pay_1","amount":500,"order_id":"order_1",
                "status":"captured","method":"card","email":"ada@example.com","contact":"+91","card_id":"card_1",
                "card":{"last4":"4242","network":"Visa","issuer":"SBIN"}}}}}""";
        String hash = instruments.ofRazorpay(
                Providers.json(told).path("payload").path("payment").path("entity"));

        String kept = KeptBody.of(told, instruments::ofRazorpay);

        assertThat(kept)
                .contains("payment.captured", "pay_1", "500", "order_1", String.valueOf(hash))
                .doesNotContain("4242", "Visa", "SBIN", "card_1", "ada@example.com", "+91");
        assertThat(KeptBody.of("{\"paid_by\":\"forged\",\"data\":[{\"vpa\":\"a@b\"}]}", instruments::ofRazorpay))
                .doesNotContain("forged", "a@b");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"a\":\"incorrect otp!\"}', INCORRECT_OTP_",
        "'{\"b\":\"card_declined\"}', CARD_DECLINED",
        "'{\"a\":null,\"b\":5}', DECLINED",
        "'{\"a\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}', XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
    })
    void wordsAreInCapitalsAndShort(String object, String word) {
        assertThat(Providers.word(Providers.json(object), "a", "b")).isEqualTo(word);
    }
}
