package io.groat.router.auth.login;

import io.groat.router.auth.lockout.LockSubject;
import io.groat.router.auth.problem.AuthProblem;
import io.groat.router.auth.session.Client;
import io.groat.router.auth.totp.RecoveryCodes;
import io.groat.router.auth.totp.Totp;
import io.groat.router.auth.trail.AuthAction;
import io.groat.router.auth.trail.AuthTrail;
import io.groat.router.auth.user.User;
import io.groat.router.auth.user.UserStore;
import java.util.List;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;

/** Enrols authenticator apps. What changes a second factor needs more than a session: the password, or a code. */
public final class Enrolment {

    private final UserStore users;
    private final Passwords passwords;
    private final AuthenticatorCodes authenticatorCodes;
    private final RecoveryCodes recoveryCodes;
    private final SecretAttempts attempts;
    private final AuthTrail trail;
    private final String appName;

    public Enrolment(
            UserStore users,
            Passwords passwords,
            AuthenticatorCodes authenticatorCodes,
            RecoveryCodes recoveryCodes,
            SecretAttempts attempts,
            AuthTrail trail,
            String appName) {
        this.users = users;
        this.passwords = passwords;
        this.authenticatorCodes = authenticatorCodes;
        this.recoveryCodes = recoveryCodes;
        this.attempts = attempts;
        this.trail = trail;
        this.appName = appName;
    }

    /** What an app is told. */
    public record Offer(String secret, String uri) {
        /** Never shows the secret. */
        @Override
        public String toString() {
            return "Offer";
        }
    }

    /** Offers a secret; it is in force once a code of it is shown. TOTP_ENABLED when one is already. */
    public Mono<Offer> offer(String userId, String password, Client client) {
        Totp totp = Totp.create();
        return passwords
                .prove(userId, password, "password", client)
                .flatMap(user -> users.offerTotp(userId, authenticatorCodes.seal(userId, totp)))
                .flatMap(offered -> offered
                        ? Mono.just(new Offer(totp.secret(), totp.uri(appName, userId)))
                        : Mono.error(AuthProblem.TOTP_ENABLED.exception()));
    }

    /** Puts the offered secret in force; gives recovery codes, which are shown this once. */
    public Mono<List<String>> confirm(String userId, String code, Client client) {
        Mono<Boolean> attempt = users.find(userId)
                .switchIfEmpty(Mono.error(AuthProblem.USER_NOT_FOUND::exception))
                .flatMap(user -> confirm(user, code));
        return attempts.make(LockSubject.ofUser(userId), userId, client, attempt)
                .then(recoveryCodes.replace(userId))
                .flatMap(codes ->
                        trail.done(AuthAction.TOTP_ENABLED, userId, client).thenReturn(codes));
    }

    private Mono<Boolean> confirm(User user, String code) {
        if (user.hasTotp()) {
            return Mono.error(AuthProblem.TOTP_ENABLED.exception());
        }
        String secret = user.totpSecret();
        if (secret == null) {
            return Mono.error(AuthProblem.TOTP_NOT_ENABLED.exception());
        }
        OptionalLong step = authenticatorCodes.stepOf(user, code);
        return step.isEmpty()
                ? Mono.error(AuthProblem.INVALID_CODE.exception("code", null))
                : users.enableTotp(user.id(), secret, step.getAsLong())
                        .flatMap(enabled ->
                                enabled ? Mono.just(true) : Mono.error(AuthProblem.TOTP_ENABLED.exception()));
    }

    /** Takes the app and the recovery codes away, on a code of either. */
    public Mono<Void> disable(String userId, String code, Client client) {
        return prove(userId, code, client)
                .then(users.disableTotp(userId))
                .then(recoveryCodes.delete(userId))
                .then(trail.done(AuthAction.TOTP_DISABLED, userId, client));
    }

    /** New recovery codes, on a code of the app or an old one; the old ones are over. */
    public Mono<List<String>> newRecoveryCodes(String userId, String code, Client client) {
        return prove(userId, code, client)
                .then(recoveryCodes.replace(userId))
                .flatMap(codes -> trail.done(AuthAction.RECOVERY_CODES_REPLACED, userId, client)
                        .thenReturn(codes));
    }

    /** Whether it is a code of the user's app, or an old one of theirs: a try, INVALID_CODE when it is not. */
    public Mono<Boolean> prove(String userId, String code, Client client) {
        Mono<Boolean> attempt = users.find(userId)
                .switchIfEmpty(Mono.error(AuthProblem.USER_NOT_FOUND::exception))
                .flatMap(user ->
                        user.hasTotp() ? isRight(user, code) : Mono.error(AuthProblem.TOTP_NOT_ENABLED.exception()))
                .flatMap(right ->
                        right ? Mono.just(true) : Mono.error(AuthProblem.INVALID_CODE.exception("code", null)));
        return attempts.make(LockSubject.ofUser(userId), userId, client, attempt);
    }

    private Mono<Boolean> isRight(User user, String code) {
        return RecoveryCodes.isCode(code) ? recoveryCodes.use(user.id(), code) : authenticatorCodes.use(user, code);
    }
}
