package io.groat.router.auth.user;

/**
 * How far a user has come.
 *
 * <pre>
 * PENDING ──phone proven──▶ ACTIVE ──closed by an admin──▶ CLOSED ──opened by an admin──▶ ACTIVE
 * </pre>
 */
public enum UserStatus {
    PENDING,
    ACTIVE,
    CLOSED
}
