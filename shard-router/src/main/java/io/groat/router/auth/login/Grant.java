package io.groat.router.auth.login;

import io.groat.router.auth.otp.Challenge;
import io.groat.router.auth.session.RefreshToken;
import io.groat.router.auth.token.AccessToken;
import org.jspecify.annotations.Nullable;

/**
 * What somebody holds who is in.
 *
 * @param email asks for the proof of the e-mail address that they registered with; null when there is nothing to prove
 */
public record Grant(
        String userId,
        AccessToken access,
        RefreshToken refresh,
        @Nullable Challenge email) {}
