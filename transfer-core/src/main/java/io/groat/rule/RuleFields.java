package io.groat.rule;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the members of a rule's objects, and gathers what is wrong with them. */
final class RuleFields {

    private static final Pattern NAMES = Pattern.compile(RuleText.NAME);
    private static final int MAX_DIGITS = 19;
    private static final int MAX_NAMES = 100;
    private static final int MAX_BASIS_POINTS = 10_000;

    private final boolean strict;
    private final List<RuleFault> faults = new ArrayList<>();

    /** @param strict whether members that are not known are refused rather than passed over */
    RuleFields(boolean strict) {
        this.strict = strict;
    }

    String name(LinedJson object, String member) {
        String name = text(object, member);
        if (!NAMES.matcher(name).matches()) {
            fault(object, member, "has to be 1 to 32 small letters, digits, - and _, a letter or digit first");
        }
        return name;
    }

    Set<String> names(LinedJson object, String member) {
        Set<String> names = new LinkedHashSet<>(texts(object, member));
        if (names.stream().anyMatch(name -> !NAMES.matcher(name).matches())) {
            fault(object, member, "has to hold names: 1 to 32 small letters, digits, - and _");
        }
        return names;
    }

    <E extends Enum<E>> E word(LinedJson object, String member, Class<E> type, @Nullable E usual) {
        List<E> values = Arrays.asList(type.getEnumConstants());
        List<String> words = values.stream()
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        String word =
                oneOf(object, member, words, usual == null ? null : usual.name().toLowerCase(Locale.ROOT));
        int place = words.indexOf(word);
        return values.get(Math.max(place, 0));
    }

    String oneOf(LinedJson object, String member, List<String> words, @Nullable String usual) {
        if (usual != null && !object.members().containsKey(member)) {
            return usual;
        }
        String word = text(object, member);
        if (!words.contains(word)) {
            fault(object, member, "has to be one of " + String.join(", ", words));
        }
        return word;
    }

    boolean flag(LinedJson object, String member) {
        LinedJson value = object.members().get(member);
        String text = value == null || value.isString() ? null : value.text();
        if (value != null && !"true".equals(text) && !"false".equals(text)) {
            fault(object, member, "has to be true or false");
        }
        return "true".equals(text);
    }

    @Nullable
    Integer findBasisPoints(LinedJson object) {
        Long points = findAmount(object, "basisPoints", 0);
        if (points != null && points > MAX_BASIS_POINTS) {
            fault(object, "basisPoints", "has to be at most " + MAX_BASIS_POINTS + ", which is all of it");
            return 0;
        }
        return points == null ? null : points.intValue();
    }

    long amount(LinedJson object, String member, long least) {
        if (!object.members().containsKey(member)) {
            fault(object, member, "is missing");
            return least;
        }
        Long amount = findAmount(object, member, least);
        return amount == null ? least : amount;
    }

    /** A whole number from that on; null when it is not there. */
    @Nullable
    Long findAmount(LinedJson object, String member, long least) {
        LinedJson value = object.members().get(member);
        if (value == null) {
            return null;
        }
        String digits = value.isAmount() && value.text() != null ? value.text() : "";
        boolean whole = !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(letter -> letter >= '0' && letter <= '9');
        long number = whole ? Long.parseUnsignedLong(digits) : -1;
        if (number < least) {
            fault(object, member, "has to be a whole number from " + least + " to " + Long.MAX_VALUE);
            return least;
        }
        return number;
    }

    String text(LinedJson object, String member) {
        String text = findText(object, member);
        if (text == null) {
            if (!object.members().containsKey(member)) {
                fault(object, member, "is missing");
            }
            return "";
        }
        return text;
    }

    @Nullable
    String findText(LinedJson object, String member) {
        LinedJson value = object.members().get(member);
        if (value != null && !value.isString()) {
            fault(object, member, "has to be a string");
            return null;
        }
        return value == null ? null : value.text();
    }

    List<String> texts(LinedJson object, String member) {
        return list(object, member, MAX_NAMES, item -> {
            if (!item.isString() || item.text() == null) {
                faults.add(new RuleFault(item.line(), item.path(), "has to be a string"));
                return "";
            }
            return item.text();
        });
    }

    <T> List<T> list(LinedJson object, String member, int most, Function<LinedJson, T> read) {
        LinedJson value = object.members().get(member);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.items().size() > most) {
            fault(object, member, "has to be an array of at most " + most);
            return List.of();
        }
        return value.items().stream().map(read).collect(Collectors.toList());
    }

    static LinedJson item(LinedJson object, String member, int place) {
        return requireNonNull(object.members().get(member)).items().get(place);
    }

    void requireOnly(LinedJson object, Set<String> known) {
        if (!object.isObject()) {
            faults.add(new RuleFault(object.line(), object.path(), "has to be a JSON object"));
            requireNoFaults();
        }
        object.members().forEach((name, member) -> {
            if (strict && !known.contains(name)) {
                faults.add(new RuleFault(member.line(), member.path(), "is not a field of it"));
            }
        });
    }

    /** At the member where it stands, else at the object that lacks it. */
    void fault(LinedJson object, String member, String says) {
        LinedJson at = object.members().get(member);
        String path = object.path().isEmpty() ? member : object.path() + "." + member;
        faults.add(new RuleFault(at == null ? object.line() : at.line(), path, says));
    }

    void requireNoFaults() {
        if (!faults.isEmpty()) {
            throw new RuleRefusedException(faults);
        }
    }
}
