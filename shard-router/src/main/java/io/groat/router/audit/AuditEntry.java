package io.groat.router.audit;

import io.groat.web.access.Caller;
import io.groat.web.access.Permit;
import io.groat.web.guard.RemoteAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * A sensitive act, to be remembered. Holds no secret and no personal data beyond ids and the address it came from.
 *
 * @param actor who did it, as {@link Caller#text} writes callers; {@code anonymous} for nobody known, {@code system:…}
 *     for a part of ours
 * @param action what was done, in capitals and underscores
 * @param userId whom it is about; null when it is about no user
 * @param target what was acted on, as {@code api_key:…}; null when it is the user
 * @param source the address it came from
 * @param detail more, for a person to read; null for nothing
 */
public record AuditEntry(
        String actor,
        String action,
        @Nullable String userId,
        @Nullable String target,
        String source,
        Outcome outcome,
        @Nullable String detail) {

    /** How an act ended. */
    public enum Outcome {
        DONE,
        /** It was turned down: a wrong password, a role that does not allow it. */
        REFUSED,
        FAILED
    }

    /** Longest texts, in characters. */
    private static final int MAX_ACTOR = 80;

    private static final int MAX_ACTION = 64;
    private static final int MAX_USER = 64;
    private static final int MAX_TARGET = 128;
    private static final int MAX_SOURCE = 64;
    private static final int MAX_DETAIL = 500;

    public AuditEntry {
        require(actor, MAX_ACTOR);
        require(action, MAX_ACTION);
        require(source, MAX_SOURCE);
        require(userId == null ? "-" : userId, MAX_USER);
        require(target == null ? "-" : target, MAX_TARGET);
        if (detail != null && detail.length() > MAX_DETAIL) {
            throw new IllegalArgumentException("the detail of " + action + " is too long");
        }
    }

    /** The act of a request that ended well. */
    public static AuditEntry done(ServerWebExchange exchange, String action, @Nullable String userId) {
        return new AuditEntry(actor(exchange), action, userId, null, RemoteAddress.of(exchange), Outcome.DONE, null);
    }

    /** The act of a request that was turned down. */
    public static AuditEntry refused(ServerWebExchange exchange, String action, @Nullable String userId) {
        return done(exchange, action, userId).ended(Outcome.REFUSED);
    }

    public AuditEntry on(String what) {
        return new AuditEntry(actor, action, userId, what, source, outcome, detail);
    }

    public AuditEntry saying(String more) {
        return new AuditEntry(actor, action, userId, target, source, outcome, more);
    }

    public AuditEntry by(String who) {
        return new AuditEntry(who, action, userId, target, source, outcome, detail);
    }

    public AuditEntry ended(Outcome how) {
        return new AuditEntry(actor, action, userId, target, source, how, detail);
    }

    private static String actor(ServerWebExchange exchange) {
        Permit permit = Permit.find(exchange);
        return permit == null ? "anonymous" : permit.caller().text();
    }

    private static void require(String text, int most) {
        if (text.isEmpty() || text.length() > most || !text.chars().allMatch(letter -> letter > ' ' && letter < 0x7f)) {
            throw new IllegalArgumentException(
                    "an audit entry's field has to be 1 to " + most + " visible ASCII characters");
        }
    }
}
