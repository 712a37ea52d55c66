package io.groat.web.access;

import java.util.Arrays;
import java.util.Optional;

/**
 * Part of what a role may do. A token or key that names scopes is held to them; one that names none may do all that
 * its roles may.
 */
public enum Scope {
    ACCOUNTS_READ("accounts:read"),
    ACCOUNTS_WRITE("accounts:write"),
    TRANSFERS_READ("transfers:read"),
    TRANSFERS_WRITE("transfers:write"),
    FUNDING("funding"),
    RULES("rules"),
    USERS_READ("users:read"),
    USERS_WRITE("users:write"),
    SESSIONS("sessions"),
    KEYS("keys"),
    AUDIT("audit"),
    OPERATIONS("operations"),
    ANALYTICS("analytics"),
    REVIEWS_READ("reviews:read"),
    REVIEWS_WRITE("reviews:write"),
    NOTIFICATIONS_READ("notifications:read"),
    NOTIFICATIONS_WRITE("notifications:write"),
    TOKENS("tokens");

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public static Optional<Scope> find(String text) {
        return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
    }
}
