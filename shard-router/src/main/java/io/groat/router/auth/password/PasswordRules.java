package io.groat.router.auth.password;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What may be a password: at least eight characters, none of the common ones, nothing that the user is known by. No
 * rules about kinds of characters, and any character is taken: a second factor stands beside it.
 *
 * @see <a href="https://pages.nist.gov/800-63-4/sp800-63b.html">NIST SP 800-63B</a>
 */
public final class PasswordRules {

    /** Characters. */
    public static final int MIN_LENGTH = 8;
    /** Characters; bounds the work, not the choice. */
    public static final int MAX_LENGTH = 128;

    private static final int LEAST_DIFFERENT = 5;
    private static final Set<String> COMMON = common();

    private PasswordRules() {}

    /**
     * Why that can't be the user's password, for a person to read; empty when it can.
     *
     * @param about words the user is known by; the parts of more than three letters may not make up the password
     */
    public static Optional<String> faultOf(String password, List<String> about) {
        String normal = PasswordText.normal(password);
        if (normal.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
            return Optional.of("The password holds half of a character");
        }
        int length = normal.codePointCount(0, normal.length());
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            return Optional.of("A password has " + MIN_LENGTH + " to " + MAX_LENGTH + " characters");
        }
        // Full-width or ligated letters make no common password a rare one.
        String plain = Normalizer.normalize(normal, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        if (plain.chars().distinct().count() < LEAST_DIFFERENT) {
            return Optional.of("The password repeats too few characters");
        }
        if (COMMON.contains(plain) || COMMON.contains(plain.replaceAll("[^a-z]", "")) || isARun(plain)) {
            return Optional.of("The password is among the first that anybody would try");
        }
        boolean known = about.stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .anyMatch(word -> word.length() > 3 && plain.contains(word) && plain.length() < word.length() + 6);
        return known ? Optional.of("The password is little more than the user's own name") : Optional.empty();
    }

    /** Such as 1234567890 or abcdefghij. */
    private static boolean isARun(String text) {
        for (int i = 2; i < text.length(); i++) {
            if (text.charAt(i) - text.charAt(i - 1) != text.charAt(1) - text.charAt(0)) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> common() {
        try (InputStream file =
                Objects.requireNonNull(PasswordRules.class.getResourceAsStream("common-passwords.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
