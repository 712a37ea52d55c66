package io.groat.router.auth.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.shard.ShardMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {

    @ParameterizedTest
    @CsvSource({
        "+4915112345678,         +4915112345678",
        "+49 151 123-456-78,     +4915112345678",
        "0049 (151) 12345678,    +4915112345678",
        "+1.202.555.0143,        +12025550143",
    })
    void aPhoneNumberHasOneForm(String text, String form) {
        assertThat(Identifier.phone(text)).map(Identifier::value).contains(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0151 12345678", "+0151123456", "+12", "+1234567890123456", "+49151x2345678", "call me"})
    void whatIsNoPhoneNumber(String text) {
        assertThat(Identifier.phone(text)).isEmpty();
    }

    @Test
    void anAddressIsInSmallLetters() {
        assertThat(Identifier.email(" Ada@Example.COM ")).map(Identifier::value).contains("ada@example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ada", "ada@", "@example.com", "ada@example", "a b@example.com", "ada@-x.com", "ada@x..com"})
    void whatIsNoAddress(String text) {
        assertThat(Identifier.email(text)).isEmpty();
    }

    @Test
    void kindsAndValuesHaveDigestsOfTheirOwn() {
        Identifier phone = new Identifier(Identifier.Kind.PHONE, "+4915112345678");
        assertThat(phone.digestText())
                .hasSize(64)
                .isEqualTo(new Identifier(Identifier.Kind.PHONE, "+4915112345678").digestText())
                .isNotEqualTo(new Identifier(Identifier.Kind.EMAIL, "+4915112345678").digestText());
        assertThat(phone).asString().doesNotContain("151");
    }

    @Test
    void identifiersSpreadOverTheShards() {
        ShardMap map = ShardMap.initial(4);
        assertThat(IntStream.range(0, 400)
                        .map(number -> new Identifier(Identifier.Kind.PHONE, "+4915100000" + number).shard(map))
                        .distinct()
                        .count())
                .isEqualTo(4);
    }
}
