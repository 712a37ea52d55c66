package io.groat.notifier.message;

import io.groat.web.shape.Worded;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What messages are about: users say what they want by kind. */
public enum Kind implements Worded {
    PAYMENT,
    ACCOUNT,
    /** To operators. */
    SYSTEM,
    /** Codes, changed passwords. */
    SECURITY,
    /** Payments that may not be the payer's own. */
    FRAUD;

    private final String text = name().toLowerCase(Locale.ROOT);

    @Override
    public String text() {
        return text;
    }

    /** Whether it is told whatever its reader wished, at any hour. */
    public boolean isMandatory() {
        return this == SECURITY || this == FRAUD;
    }

    public static Optional<Kind> find(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }
}
