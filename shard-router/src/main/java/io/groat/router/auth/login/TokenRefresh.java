package io.groat.router.auth.login;

import io.groat.router.auth.lockout.LockSubject;
import io.groat.router.auth.message.UserMessage;
import io.groat.router.auth.problem.AuthProblem;
import io.groat.router.auth.session.Client;
import io.groat.router.auth.session.RefreshToken;
import io.groat.router.auth.session.RefreshTokens;
import io.groat.router.auth.session.Refreshed;
import io.groat.router.auth.session.Sessions;
import io.groat.router.auth.trail.AuthAction;
import io.groat.router.auth.trail.AuthTrail;
import io.groat.router.auth.user.User;
import io.groat.router.auth.user.UserStore;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Keeps users in: a refresh token for the next one and an access token that says what is true of the user now. */
public final class TokenRefresh {

    private final RefreshTokens tokens;
    private final Sessions sessions;
    private final UserStore users;
    private final SecretAttempts attempts;
    private final Grants grants;
    private final MessageDispatch dispatch;
    private final AuthTrail trail;

    public TokenRefresh(
            RefreshTokens tokens,
            Sessions sessions,
            UserStore users,
            SecretAttempts attempts,
            Grants grants,
            MessageDispatch dispatch,
            AuthTrail trail) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.users = users;
        this.attempts = attempts;
        this.grants = grants;
        this.dispatch = dispatch;
        this.trail = trail;
    }

    /**
     * Uses a refresh token. The user is looked at first: with their shard away the token is as good as before.
     *
     * @return fails with INVALID_REFRESH_TOKEN, REFRESH_TOKEN_REUSED, LOCKED_OUT
     */
    public Mono<Grant> refresh(String text, Client client) {
        Optional<RefreshToken> token = tokens.read(text);
        return token.isEmpty()
                ? Mono.error(AuthProblem.INVALID_REFRESH_TOKEN.exception())
                : refresh(token.get(), client);
    }

    private Mono<Grant> refresh(RefreshToken token, Client client) {
        return attempts.requireOpen(LockSubject.ofUser(token.userId()))
                .then(Mono.defer(() -> users.find(token.userId())))
                .filter(User::isActive)
                .switchIfEmpty(Mono.defer(() -> sessions.end(token.userId(), token.sessionId())
                        .then(Mono.error(AuthProblem.INVALID_REFRESH_TOKEN.exception()))))
                .flatMap(user -> sessions.refresh(token).flatMap(outcome -> answer(user, outcome, client)));
    }

    private Mono<Grant> answer(User user, Refreshed outcome, Client client) {
        if (outcome instanceof Refreshed.Next next) {
            return grants.with(user, next.token(), null);
        }
        if (outcome instanceof Refreshed.Reused) {
            return trail.refused(AuthAction.REFRESH_TOKEN_REUSED, user.id(), client)
                    .then(dispatch.send(new UserMessage(UserMessage.Kind.SESSION_ENDED, user.phoneIdentifier(), null)))
                    .then(Mono.error(AuthProblem.REFRESH_TOKEN_REUSED.exception()));
        }
        return Mono.error(AuthProblem.INVALID_REFRESH_TOKEN.exception());
    }
}
