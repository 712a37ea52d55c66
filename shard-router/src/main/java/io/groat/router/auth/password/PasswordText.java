package io.groat.router.auth.password;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A password in the one form in which it is hashed, whichever keyboard it was typed on: RFC 8265's OpaqueString, which
 * is Unicode's composed form (NFC) with every kind of space as a plain one. Letters keep their case and their width.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8265#section-4.2">RFC 8265, OpaqueString</a>
 */
final class PasswordText {

    private PasswordText() {}

    static String normal(String typed) {
        if (typed.chars().allMatch(letter -> letter < 0x80)) {
            return typed;
        }
        return Normalizer.normalize(spaced(typed), Normalizer.Form.NFC);
    }

    /**
     * What may have been hashed when that was typed, the likeliest first. Hashes from before passwords were normalised
     * are of what was typed then: most likely the same as now, or the composed or the decomposed form.
     */
    static List<String> hashed(String typed) {
        Set<String> forms = new LinkedHashSet<>(List.of(normal(typed)));
        forms.add(typed);
        forms.add(Normalizer.normalize(typed, Normalizer.Form.NFC));
        forms.add(Normalizer.normalize(typed, Normalizer.Form.NFD));
        return List.copyOf(forms);
    }

    private static String spaced(String typed) {
        return typed.codePoints()
                .map(point -> Character.getType(point) == Character.SPACE_SEPARATOR ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
