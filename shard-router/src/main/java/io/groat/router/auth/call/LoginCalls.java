package io.groat.router.auth.call;

import io.groat.router.auth.call.AuthBodies.ChallengeAnswer;
import io.groat.router.auth.call.AuthBodies.ChallengeName;
import io.groat.router.auth.call.AuthBodies.LoginBody;
import io.groat.router.auth.call.AuthBodies.RefreshBody;
import io.groat.router.auth.call.AuthBodies.RegistrationBody;
import io.groat.router.auth.call.AuthViews.ChallengeView;
import io.groat.router.auth.call.AuthViews.GrantView;
import io.groat.router.auth.call.AuthViews.LoginView;
import io.groat.router.auth.call.AuthViews.RegisteredView;
import io.groat.router.auth.call.AuthViews.SecondFactorView;
import io.groat.router.auth.login.ChallengeAnswers;
import io.groat.router.auth.login.ChallengeSender;
import io.groat.router.auth.login.Grant;
import io.groat.router.auth.login.Login;
import io.groat.router.auth.login.LoginAnswer;
import io.groat.router.auth.login.Registration;
import io.groat.router.auth.login.TokenRefresh;
import io.groat.router.auth.otp.Challenge;
import io.groat.router.auth.problem.AuthProblem;
import io.groat.router.auth.session.Client;
import io.groat.router.auth.user.UserStatus;
import io.groat.web.access.Caller;
import io.groat.web.access.Role;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.HeaderField;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonBody;
import io.groat.web.shape.Shape;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Registers, logs in, and keeps in. Public calls: what they are given is the proof. */
final class LoginCalls {

    private final Registration registration;
    private final Login login;
    private final ChallengeAnswers challengeAnswers;
    private final ChallengeSender challengeSender;
    private final TokenRefresh tokenRefresh;
    private final Bodies bodies;

    public LoginCalls(
            Registration registration,
            Login login,
            ChallengeAnswers challengeAnswers,
            ChallengeSender challengeSender,
            TokenRefresh tokenRefresh,
            Bodies bodies) {
        this.registration = registration;
        this.login = login;
        this.challengeAnswers = challengeAnswers;
        this.challengeSender = challengeSender;
        this.tokenRefresh = tokenRefresh;
        this.bodies = bodies;
    }

    public Routes routes() {
        return Routes.of(
                AuthLimits.mayBeBusy(Route.post("/v1/auth/register", AuthLimits.REGISTER)
                                .named("login", "register", "Registers a user")
                                .details(
                                        "The phone number, and with it the e-mail address if it is free, become the user's"
                                                + " when the code that is sent to the phone is shown at `/v1/auth/otp/verify`. With"
                                                + " a phone number that is another user's the answer is the same, its owner is"
                                                + " told, and no code is right; operators and admins get PHONE_TAKEN and"
                                                + " EMAIL_TAKEN instead. Until the phone is proven the user logs in by user id"
                                                + " alone.")
                                .takes(RegistrationBody.class)
                                .gives(
                                        201,
                                        RegisteredView.class,
                                        "Registered; the phone has still to be proven",
                                        HeaderField.LOCATION)
                                .refuses(
                                        AuthProblem.WEAK_PASSWORD,
                                        AuthProblem.USER_ID_TAKEN,
                                        AuthProblem.PHONE_TAKEN,
                                        AuthProblem.EMAIL_TAKEN,
                                        AuthProblem.RESEND_TOO_SOON))
                        .by(bodies, this::register),
                AuthLimits.mayBeBusy(Route.post("/v1/auth/login", AuthLimits.LOGIN)
                                .named("login", "login", "Checks a password")
                                .details(
                                        "By user id, phone number or e-mail address. Nobody's password is refused as a wrong"
                                                + " one is, in the same time. By default a second factor is always asked: a code of"
                                                + " the user's authenticator app or a recovery code if they enrolled one, else a"
                                                + " code that is sent to their phone.")
                                .takes(LoginBody.class)
                                .gives(200, LoginView.class, "A second factor is asked, or the user is in")
                                .refuses(AuthProblem.INVALID_CREDENTIALS, AuthProblem.RESEND_TOO_SOON))
                        .by(bodies, this::login),
                AuthLimits.mayBeBusy(Route.post("/v1/auth/otp/verify", AuthLimits.CODES)
                                .named("login", "answerChallenge", "Answers a challenge and lets the user in")
                                .details("Five tries a challenge, whatever the second factor.")
                                .takes(ChallengeAnswer.class)
                                .gives(200, GrantView.class, "The user is in")
                                .refuses(
                                        AuthProblem.INVALID_CODE,
                                        AuthProblem.CHALLENGE_OVER,
                                        AuthProblem.PHONE_TAKEN,
                                        AuthProblem.RESEND_TOO_SOON))
                        .by(bodies, this::verify),
                AuthLimits.mayBeBusy(Route.post("/v1/auth/otp/resend", AuthLimits.CODES)
                                .named("login", "resendCode", "Sends another code")
                                .details(
                                        "Not within half a minute of the last, three times a challenge, ten messages an hour"
                                                + " to one phone. Tries made still count.")
                                .takes(ChallengeName.class)
                                .gives(202, SecondFactorView.class, "There is a new code; the one before is over")
                                .refuses(AuthProblem.CHALLENGE_OVER, AuthProblem.RESEND_TOO_SOON))
                        .by(bodies, this::resend),
                AuthLimits.mayBeBusy(Route.post("/v1/auth/refresh", AuthLimits.REFRESH)
                                .named("login", "refresh", "The next access token and the next refresh token")
                                .details(
                                        "A refresh token is good once. For ten seconds after it was used it still gets the"
                                                + " same successor, for requests of one honest client that overtook each other or"
                                                + " whose answer was lost. After that it is a stolen one: the session ends.")
                                .takes(RefreshBody.class)
                                .gives(200, GrantView.class, "The session goes on")
                                .refuses(AuthProblem.INVALID_REFRESH_TOKEN, AuthProblem.REFRESH_TOKEN_REUSED))
                        .by(bodies, this::refresh));
    }

    private Mono<ServerResponse> register(ServerRequest request, Mono<RegistrationBody> body) {
        Client client = AuthFields.client(request);
        return Mono.zip(body, isTrusted(request))
                .flatMap(given -> registration.register(wish(given.getT1()), given.getT2(), client))
                .flatMap(registered -> Answer.of(
                        201,
                        headers -> {
                            noStore(headers);
                            headers.setLocation(URI.create("/v1/users/" + registered.userId()));
                        },
                        new RegisteredView(
                                registered.userId(), UserStatus.PENDING, ChallengeView.of(registered.challenge()))));
    }

    /** Whether a backend or an admin asks: they may know who is there. */
    private static Mono<Boolean> isTrusted(ServerRequest request) {
        return request.principal()
                .ofType(Authentication.class)
                .map(known -> known.getPrincipal() instanceof Caller caller && isTrusted(caller))
                .defaultIfEmpty(false);
    }

    private static boolean isTrusted(Caller caller) {
        return caller.roles().contains(Role.OPERATOR) || caller.roles().contains(Role.ADMIN);
    }

    private static Registration.Wish wish(RegistrationBody body) {
        String email = body.email();
        if (UserSearch.FIND.equals(body.userId())) {
            // Whoever had it could not be asked for: another call is at that address.
            throw AuthProblem.USER_ID_TAKEN.exception("userId", null);
        }
        return new Registration.Wish(
                body.userId(),
                AuthFields.fullName(body.fullName()),
                AuthFields.phone(body.phone()),
                email == null ? null : AuthFields.email(email),
                body.password());
    }

    private Mono<ServerResponse> login(ServerRequest request, Mono<LoginBody> body) {
        Client client = AuthFields.client(request);
        return body.flatMap(given -> login.login(
                        AuthFields.name(given.userId(), given.phone(), given.email()), given.password(), client))
                .flatMap(answer -> answer instanceof LoginAnswer.In in
                        ? granted(in.grant())
                        : asked(200, ((LoginAnswer.Asked) answer).challenge()));
    }

    private Mono<ServerResponse> verify(ServerRequest request, Mono<ChallengeAnswer> body) {
        Client client = AuthFields.client(request);
        return body.flatMap(
                        given -> challengeAnswers.verify(given.challengeId(), AuthFields.code(given.code()), client))
                .flatMap(LoginCalls::granted);
    }

    private Mono<ServerResponse> resend(ServerRequest request, Mono<ChallengeName> body) {
        return body.flatMap(given -> challengeSender.resend(given.challengeId()))
                .flatMap(challenge -> asked(202, challenge));
    }

    private Mono<ServerResponse> refresh(ServerRequest request, Mono<RefreshBody> body) {
        Client client = AuthFields.client(request);
        return body.flatMap(given -> tokenRefresh.refresh(given.refreshToken(), client))
                .flatMap(LoginCalls::granted);
    }

    private static Mono<ServerResponse> asked(int status, Challenge challenge) {
        return answer(status, SecondFactorView.of(challenge));
    }

    private static Mono<ServerResponse> granted(Grant grant) {
        return answer(200, GrantView.of(grant));
    }

    /** An answer that nobody on the way may keep. */
    static Mono<ServerResponse> answer(int status, Record body) {
        return answer(status, Shape.body(body));
    }

    static Mono<ServerResponse> answer(int status, JsonBody body) {
        return Answer.of(status, LoginCalls::noStore, body);
    }

    private static void noStore(HttpHeaders headers) {
        headers.setCacheControl("no-store");
    }
}
