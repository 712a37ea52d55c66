package io.groat.rule;

import org.jspecify.annotations.Nullable;

/** Which text of a rule: its name and its number. */
public record RuleVersion(String name, int number) {

    private static final char SEPARATOR = '@';

    public static RuleVersion of(WalletType type) {
        return new RuleVersion(type.name(), type.version());
    }

    /** Such as {@code basic@3}. */
    public String text() {
        return name + SEPARATOR + number;
    }

    static @Nullable RuleVersion find(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int at = text.indexOf(SEPARATOR);
        return new RuleVersion(text.substring(0, at), Integer.parseInt(text.substring(at + 1)));
    }
}
