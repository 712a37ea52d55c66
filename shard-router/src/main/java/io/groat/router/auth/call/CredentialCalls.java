package io.groat.router.auth.call;

import io.groat.router.auth.call.AuthBodies.CodeProof;
import io.groat.router.auth.call.AuthBodies.NameBody;
import io.groat.router.auth.call.AuthBodies.PasswordChange;
import io.groat.router.auth.call.AuthBodies.PasswordProof;
import io.groat.router.auth.call.AuthBodies.PasswordReset;
import io.groat.router.auth.call.AuthViews.ChallengeView;
import io.groat.router.auth.call.AuthViews.RecoveryCodesView;
import io.groat.router.auth.call.AuthViews.TotpOfferView;
import io.groat.router.auth.login.Enrolment;
import io.groat.router.auth.login.Passwords;
import io.groat.router.auth.problem.AuthProblem;
import io.groat.router.auth.session.Client;
import io.groat.router.auth.totp.QrImage;
import io.groat.web.access.Caller;
import io.groat.web.access.Permit;
import io.groat.web.http.Bodies;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import java.util.List;
import java.util.UUID;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Changes what people prove themselves with: passwords, authenticator apps, recovery codes. */
final class CredentialCalls {

    private final Passwords passwords;
    private final Enrolment enrolment;
    private final Bodies bodies;

    public CredentialCalls(Passwords passwords, Enrolment enrolment, Bodies bodies) {
        this.passwords = passwords;
        this.enrolment = enrolment;
        this.bodies = bodies;
    }

    public Routes routes() {
        return Routes.of(
                AuthLimits.mayBeBusy(Route.post("/v1/auth/password", AuthLimits.OWN_SECRETS)
                                .named("login", "changePassword", "Changes one's password")
                                .details("All other sessions end.")
                                .takes(PasswordChange.class)
                                .givesNothing("Changed")
                                .refuses(AuthProblem.INVALID_CREDENTIALS, AuthProblem.WEAK_PASSWORD))
                        .by(bodies, this::change),
                AuthLimits.mayBeBusy(Route.post("/v1/auth/password/forgot", AuthLimits.CODES)
                                .named("login", "forgotPassword", "Asks for a code to set a new password")
                                .details(
                                        "The answer is the same whether there is such a user or not; the code goes to their"
                                                + " phone if there is.")
                                .takes(NameBody.class)
                                .gives(202, ChallengeView.class, "There is a challenge")
                                .refuses(AuthProblem.RESEND_TOO_SOON))
                        .by(bodies, this::forgot),
                AuthLimits.mayBeBusy(Route.post("/v1/auth/password/reset", AuthLimits.CODES)
                                .named("login", "resetPassword", "Sets a new password")
                                .details("All sessions end. A second factor is asked as ever at the next login.")
                                .takes(PasswordReset.class)
                                .givesNothing("Set")
                                .refuses(
                                        AuthProblem.INVALID_CODE,
                                        AuthProblem.CHALLENGE_OVER,
                                        AuthProblem.WEAK_PASSWORD))
                        .by(bodies, this::reset),
                AuthLimits.mayBeBusy(Route.post("/v1/auth/totp", AuthLimits.OWN_SECRETS)
                                .named("login", "offerTotp", "Begins to enrol an authenticator app")
                                .details("The secret is in force once a code of it is confirmed.")
                                .takes(PasswordProof.class)
                                .gives(201, TotpOfferView.class, "What the app is told")
                                .refuses(AuthProblem.INVALID_CREDENTIALS, AuthProblem.TOTP_ENABLED))
                        .by(bodies, this::offer),
                AuthLimits.mayBeBusy(Route.post("/v1/auth/totp/confirm", AuthLimits.OWN_SECRETS)
                                .named("login", "confirmTotp", "Puts the authenticator app in force")
                                .takes(CodeProof.class)
                                .gives(200, RecoveryCodesView.class, "Recovery codes, shown this once")
                                .refuses(
                                        AuthProblem.INVALID_CODE,
                                        AuthProblem.TOTP_ENABLED,
                                        AuthProblem.TOTP_NOT_ENABLED))
                        .by(bodies, this::confirm),
                AuthLimits.mayBeBusy(Route.post("/v1/auth/totp/disable", AuthLimits.OWN_SECRETS)
                                .named("login", "disableTotp", "Takes the authenticator app away")
                                .details("On a code of it, or a recovery code.")
                                .takes(CodeProof.class)
                                .givesNothing("Away, with its recovery codes")
                                .refuses(AuthProblem.INVALID_CODE, AuthProblem.TOTP_NOT_ENABLED))
                        .by(bodies, this::disable),
                AuthLimits.mayBeBusy(Route.post("/v1/auth/recovery-codes", AuthLimits.OWN_SECRETS)
                                .named("login", "newRecoveryCodes", "New recovery codes")
                                .details("Those before are over.")
                                .takes(CodeProof.class)
                                .gives(200, RecoveryCodesView.class, "Ten codes, each good once, shown this once")
                                .refuses(AuthProblem.INVALID_CODE, AuthProblem.TOTP_NOT_ENABLED))
                        .by(bodies, this::newRecoveryCodes));
    }

    private Mono<ServerResponse> change(ServerRequest request, Mono<PasswordChange> body) {
        Caller caller = Permit.of(request).caller();
        Client client = AuthFields.client(request);
        UUID session = AuthFields.id(caller.sessionId()).orElse(null);
        return body.flatMap(given ->
                        passwords.change(caller.id(), session, given.oldPassword(), given.newPassword(), client))
                .then(ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> forgot(ServerRequest request, Mono<NameBody> body) {
        return body.flatMap(given -> passwords.forgot(AuthFields.name(given.userId(), given.phone(), given.email())))
                .flatMap(challenge -> LoginCalls.answer(202, ChallengeView.of(challenge)));
    }

    private Mono<ServerResponse> reset(ServerRequest request, Mono<PasswordReset> body) {
        Client client = AuthFields.client(request);
        return body.flatMap(given -> passwords.reset(
                        given.challengeId(), AuthFields.code(given.code()), given.newPassword(), client))
                .then(ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> offer(ServerRequest request, Mono<PasswordProof> body) {
        String userId = Permit.of(request).caller().id();
        Client client = AuthFields.client(request);
        return body.flatMap(given -> enrolment.offer(userId, given.password(), client))
                .flatMap(offer -> LoginCalls.answer(
                        201, new TotpOfferView(offer.secret(), offer.uri(), QrImage.dataUri(offer.uri()))));
    }

    private Mono<ServerResponse> confirm(ServerRequest request, Mono<CodeProof> body) {
        String userId = Permit.of(request).caller().id();
        Client client = AuthFields.client(request);
        return body.flatMap(given -> enrolment.confirm(userId, AuthFields.code(given.code()), client))
                .flatMap(CredentialCalls::recoveryCodes);
    }

    private Mono<ServerResponse> disable(ServerRequest request, Mono<CodeProof> body) {
        String userId = Permit.of(request).caller().id();
        Client client = AuthFields.client(request);
        return body.flatMap(given -> enrolment.disable(userId, AuthFields.code(given.code()), client))
                .then(ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> newRecoveryCodes(ServerRequest request, Mono<CodeProof> body) {
        String userId = Permit.of(request).caller().id();
        Client client = AuthFields.client(request);
        return body.flatMap(given -> enrolment.newRecoveryCodes(userId, AuthFields.code(given.code()), client))
                .flatMap(CredentialCalls::recoveryCodes);
    }

    private static Mono<ServerResponse> recoveryCodes(List<String> codes) {
        return LoginCalls.answer(200, new RecoveryCodesView(codes));
    }
}
