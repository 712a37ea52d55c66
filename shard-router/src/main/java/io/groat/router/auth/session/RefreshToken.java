package io.groat.router.auth.session;

import java.util.UUID;

/**
 * A refresh token that this system made; whether it is still good only its session knows.
 *
 * @param secret 256 bits of chance, Base64url
 * @param text as its bearer holds it
 */
public record RefreshToken(String userId, UUID sessionId, String secret, String text) {

    /** Never shows the token. */
    @Override
    public String toString() {
        return "refresh token of session " + sessionId;
    }
}
