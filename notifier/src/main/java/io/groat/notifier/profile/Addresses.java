package io.groat.notifier.profile;

import io.groat.notifier.message.Channel;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The form of addresses. */
public final class Addresses {

    /** Longest address that SMTP carries (RFC 5321, errata 1690). */
    private static final int MAX_EMAIL = 254;

    private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern PHONE_DECORATION = Pattern.compile("[ ().\\-]");
    private static final Pattern EMAIL = Pattern.compile(
            "[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

    private Addresses() {}

    /** An address of that channel in its one form; empty when it is none. */
    public static Optional<String> of(Channel channel, String text) {
        return switch (channel) {
            case EMAIL -> email(text);
            case SMS -> phone(text);
            default -> Optional.empty();
        };
    }

    private static Optional<String> email(String text) {
        String address = text.strip().toLowerCase(Locale.ROOT);
        return address.length() <= MAX_EMAIL && EMAIL.matcher(address).matches()
                ? Optional.of(address)
                : Optional.empty();
    }

    private static Optional<String> phone(String text) {
        String digits = PHONE_DECORATION.matcher(text.strip()).replaceAll("");
        String international = digits.startsWith("00") ? "+" + digits.substring(2) : digits;
        return PHONE.matcher(international).matches() ? Optional.of(international) : Optional.empty();
    }
}
