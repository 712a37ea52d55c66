package io.groat.router.auth.login;

import io.groat.router.auth.totp.Totp;
import io.groat.router.auth.user.User;
import io.groat.router.auth.user.UserStore;
import io.groat.router.secret.SealedText;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;

/** Codes of users' authenticator apps. The apps' secrets are sealed at rest, each for its user. */
final class AuthenticatorCodes {

    private final SealedText sealing;
    private final UserStore users;
    private final InstantSource clock;

    public AuthenticatorCodes(SealedText sealing, UserStore users, InstantSource clock) {
        this.sealing = sealing;
        this.users = users;
        this.clock = clock;
    }

    String seal(String userId, Totp totp) {
        return sealing.seal(totp.secret(), userId);
    }

    /** The user's app, enrolled or offered; empty when there is none, or its seal can't be opened. */
    Optional<Totp> appOf(User user) {
        return Optional.ofNullable(user.totpSecret())
                .flatMap(secret -> sealing.open(secret, user.id()))
                .map(Totp::new);
    }

    /** The time step of a code that is right now; empty for any other. */
    OptionalLong stepOf(User user, String code) {
        return appOf(user)
                .map(app -> app.stepOf(code, clock.instant(), user.totpLastStep()))
                .orElseGet(OptionalLong::empty);
    }

    /** Uses a code up; false when it is not right, or was used before. */
    Mono<Boolean> use(User user, String code) {
        OptionalLong step = user.hasTotp() ? stepOf(user, code) : OptionalLong.empty();
        return step.isPresent() ? users.useTotpStep(user.id(), step.getAsLong()) : Mono.just(false);
    }
}
