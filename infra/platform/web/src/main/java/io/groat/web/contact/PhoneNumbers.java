package io.groat.web.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Phone numbers in E.164, by Google's libphonenumber: however it is written, one number has one form. A number has to be
 * international, with {@code +} or {@code 00} in front, and of a length that its country has; whether it is in use nobody
 * knows but its network, and the code that is sent to it.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-E.164">ITU-T E.164</a>
 */
public final class PhoneNumbers {

    private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();
    private static final int MAX_TYPED = 64;
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    /** Digits of any script and what people put between them: no letters, extensions or second numbers. */
    private static final Pattern TYPED =
            Pattern.compile("[(\uff08]? *[+\uff0b]?[\\p{Nd} ()\uff08\uff09.\uff0e/\uff0f\\[\\]\\p{Pd}\u2212]+");
    /** The country may stand in brackets of its own. */
    private static final Pattern BRACKET_BEFORE = Pattern.compile("[(\uff08] *(?=[+\uff0b]|00)");

    private static final Pattern DOUBLE_ZERO = Pattern.compile("00(?=[^0])");
    private static final Pattern DECORATION_BEFORE = Pattern.compile("[ ().\\-]");

    private PhoneNumbers() {}

    /** The number of that text in E.164 with its plus sign; empty when it is none. */
    public static Optional<String> normal(String text) {
        if (text.length() > MAX_TYPED) {
            return Optional.empty();
        }
        String typed = TypedText.trimmed(text);
        if (!TYPED.matcher(typed).matches()) {
            return Optional.empty();
        }
        String digits = BRACKET_BEFORE.matcher(plainDigits(typed)).replaceFirst("");
        return parsed(DOUBLE_ZERO.matcher(digits).lookingAt() ? "+" + digits.substring(2) : digits)
                .filter(number -> UTIL.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE)
                .map(number -> UTIL.format(number, PhoneNumberFormat.E164))
                .filter(number -> E164.matcher(number).matches());
    }

    /**
     * The number as it was read, and kept, before {@link #normal} was: with what stands in brackets, and of any length.
     * For finding what was kept then.
     */
    public static Optional<String> before(String text) {
        String digits = DECORATION_BEFORE.matcher(text.strip()).replaceAll("");
        String international = digits.startsWith("00") ? "+" + digits.substring(2) : digits;
        return E164.matcher(international).matches() ? Optional.of(international) : Optional.empty();
    }

    private static Optional<PhoneNumber> parsed(String international) {
        try {
            return Optional.of(UTIL.parse(international, null));
        } catch (NumberParseException none) {
            return Optional.empty();
        }
    }

    private static String plainDigits(String typed) {
        StringBuilder plain = new StringBuilder(typed.length());
        typed.codePoints().forEach(point -> {
            int digit = Character.digit(point, 10);
            if (digit >= 0) {
                plain.append((char) ('0' + digit));
            } else {
                plain.appendCodePoint(point);
            }
        });
        return plain.toString();
    }
}
