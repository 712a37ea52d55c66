package io.groat.router.auth.login;

import io.groat.router.auth.otp.Challenge;
import io.groat.router.auth.session.Client;
import io.groat.router.auth.session.RefreshToken;
import io.groat.router.auth.session.Sessions;
import io.groat.router.auth.token.AccessTokens;
import io.groat.router.auth.trail.AuthAction;
import io.groat.router.auth.trail.AuthTrail;
import io.groat.router.auth.user.User;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Lets users in who have proven everything that is asked. */
final class Grants {

    private final Sessions sessions;
    private final AccessTokens tokens;
    private final AuthTrail trail;

    public Grants(Sessions sessions, AccessTokens tokens, AuthTrail trail) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.trail = trail;
    }

    /** Opens a session. */
    Mono<Grant> open(User user, Client client, @Nullable Challenge email) {
        return sessions.open(user.id(), client)
                .flatMap(refresh -> with(user, refresh, email))
                .flatMap(grant ->
                        trail.done(AuthAction.LOGGED_IN, user.id(), client).thenReturn(grant));
    }

    /** A new access token for a session that goes on. */
    Mono<Grant> with(User user, RefreshToken refresh, @Nullable Challenge email) {
        return tokens.issue(user.id(), refresh.sessionId(), user.roles(), Scopes.of(user.roles()))
                .map(access -> new Grant(user.id(), access, refresh, email));
    }
}
