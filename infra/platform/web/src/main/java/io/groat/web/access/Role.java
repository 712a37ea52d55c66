package io.groat.web.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller is to us; tokens and API keys name roles in small letters. */
public enum Role {
    /** A wallet owner: sees and moves what is theirs, and nothing else is there for them. */
    USER,
    /** A backend or a person that acts for users. */
    OPERATOR,
    /** Reads money's ways and decides reviews; moves nothing. */
    ANALYST,
    /** All that an operator may, and keys, users and the audit log. */
    ADMIN,
    /** Another of our own services. No user and no API key has it. */
    SERVICE;

    private final String text = name().toLowerCase(Locale.ROOT);

    public String text() {
        return text;
    }

    public static Optional<Role> find(String text) {
        return Arrays.stream(values()).filter(role -> role.text.equals(text)).findFirst();
    }
}
