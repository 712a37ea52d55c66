package io.groat.web.contact;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** E-mail addresses: in small letters, for no mail provider of people tells addresses apart by them. */
public final class EmailAddresses {

    /** Longest address that SMTP carries (RFC 5321, errata 1690). */
    public static final int MAX_LENGTH = 254;

    private static final Pattern FORM = Pattern.compile(
            "[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

    private EmailAddresses() {}

    /** The address of that text in its one form; empty when it is none. */
    public static Optional<String> normal(String text) {
        String typed = TypedText.trimmed(text);
        boolean ascii = typed.chars().allMatch(letter -> letter < 0x80);
        String address = typed.toLowerCase(Locale.ROOT);
        return ascii && address.length() <= MAX_LENGTH && FORM.matcher(address).matches()
                ? Optional.of(address)
                : Optional.empty();
    }
}
