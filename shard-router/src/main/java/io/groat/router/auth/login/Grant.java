package io.groat.router.auth.login;

import io.groat.router.auth.session.RefreshToken;
import io.groat.router.auth.token.AccessToken;

/**
 * What somebody holds who is in.
 *
 * @param emailTaken whether the e-mail address they registered with is another's, so that they have none
 */
public record Grant(String userId, AccessToken access, RefreshToken refresh, boolean emailTaken) {}
