package io.groat.web.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+4915112345678                    | +4915112345678",
                "004915112345678                   | +4915112345678",
                "00 49 151 12345678                | +4915112345678",
                "+49 (0) 151 12345678              | +4915112345678",
                "+49 (0)151-123 456.78             | +4915112345678",
                "+49 0151 12345678                 | +4915112345678",
                "0049 (0) 151 / 123 456 78         | +4915112345678",
                "+49\\u00a0151\\u202f12345678      | +4915112345678", // spaces that do not break
                "+49\\u2009151\\u300012345678      | +4915112345678", // thin, ideographic
                "+49\\t151\\t12345678              | +4915112345678",
                "\\u202a+49 151 12345678\\u202c    | +4915112345678", // as address books copy it
                "+49\\u200b151\\u00ad12345678      | +4915112345678",
                "+49\\u2010151\\u201112345678      | +4915112345678", // hyphens
                "\\uff0b\\uff14\\uff19 151 12345678 | +4915112345678", // full-width
                "\\uff0b\\uff14\\uff19\\uff08\\uff10\\uff09151 12345678 | +4915112345678",
                "+\\u0664\\u0669 151 12345678      | +4915112345678", // Arabic-Indic
                "+44 (0)20 7946 0958               | +442079460958",
                "+39 06 698 12345                  | +390669812345", // where the zero belongs to the number
                "+1 (415) 555-2671                 | +14155552671",
                "+7 495 123-45-67                  | +74951234567",
                "+33 (0)6 12 34 56 78              | +33612345678",
                "+81 (0)90-1234-5678               | +819012345678",
                "(+49) 151 12345678                | +4915112345678",
                "+(49) 151 12345678                | +4915112345678",
                "+290 1234                         | +2901234", // a small island
                "+49151123456789012345             |",
                "+4912                             |",
                "+999123456789                     |", // no country
                "0151 12345678                     |", // whose?
                "4915112345678                     |",
                "++4915112345678                   |",
                "000049 151 12345678               |",
                "+49 151 12345678 ext. 5           |",
                "+49 151 12345678x5                |",
                "+49 151 12345678;ext=5            |",
                "tel:+4915112345678                |",
                "+1 800 FLOWERS                    |",
                "+49 151 12345678+                 |",
                "+                                 |",
                "''                                |",
            })
    void aPhoneNumberHasOneForm(String typed, String normal) {
        assertThat(PhoneNumbers.normal(unescaped(typed))).isEqualTo(java.util.Optional.ofNullable(normal));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+4915112345678", "+442079460958", "+390669812345", "+5491123456789"})
    void theOneFormStaysWhatItIs(String typed) {
        String normal = PhoneNumbers.normal(typed).orElseThrow();

        assertThat(PhoneNumbers.normal(normal)).contains(normal);
    }

    @ParameterizedTest
    @CsvSource({
        "+49 (0) 151 12345678, +49015112345678",
        "+999 123456789,       +999123456789",
        "+52 1 55 1234 5678,   +5215512345678",
        "00 49 151 12345678,   +4915112345678"
    })
    void whatWasKeptBeforeIsFound(String typed, String kept) {
        assertThat(PhoneNumbers.before(typed)).contains(kept);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ada@Example.COM              | ada@example.com",
                "\\u00a0ada@example.com\\u200b | ada@example.com",
                "ada+tag@example.com          | ada+tag@example.com",
                "\\u212aada@example.com       |", // the sign of Kelvin is no k
                "ada@ex\\u0430mple.com        |", // nor is a Cyrillic letter an a
                "ada@example                  |",
                "ada example@example.com      |",
                "@example.com                 |",
                "ada@@example.com             |"
            })
    void anAddressHasOneForm(String typed, String normal) {
        assertThat(EmailAddresses.normal(unescaped(typed))).isEqualTo(java.util.Optional.ofNullable(normal));
    }

    @Test
    void anAddressIsNoLongerThanMailCarries() {
        String longest = "a".repeat(64) + "@" + ("b".repeat(61) + ".").repeat(3) + "cc";

        assertThat(longest).hasSizeLessThanOrEqualTo(EmailAddresses.MAX_LENGTH);
        assertThat(EmailAddresses.normal(longest)).contains(longest);
        assertThat(EmailAddresses.normal("x" + longest)).isEmpty();
    }

    /** Shown as escapes, for most of these can't be seen. */
    private static String unescaped(String text) {
        return Pattern.compile("\\\\u([0-9a-f]{4})")
                .matcher(text)
                .replaceAll(found -> String.valueOf((char) Integer.parseInt(found.group(1), 16)))
                .replace("\\t", "\t");
    }
}
