package io.groat.router.auth.token;

import java.time.Duration;

/**
 * An access token as its bearer gets it.
 *
 * @param time how long it is good
 */
public record AccessToken(String text, Duration time) {

    /** Never shows the token. */
    @Override
    public String toString() {
        return "AccessToken";
    }
}
