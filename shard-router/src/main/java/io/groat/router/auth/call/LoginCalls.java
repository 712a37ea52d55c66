package io.groat.router.auth.call;

import io.groat.router.auth.login.Asking;
import io.groat.router.auth.login.Grant;
import io.groat.router.auth.login.Login;
import io.groat.router.auth.login.LoginAnswer;
import io.groat.router.auth.login.LoginName;
import io.groat.router.auth.login.Refreshing;
import io.groat.router.auth.login.Registration;
import io.groat.router.auth.login.SecondStep;
import io.groat.router.auth.otp.Challenge;
import io.groat.router.auth.session.Client;
import io.groat.web.access.Caller;
import io.groat.web.access.Role;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonBody;
import io.groat.web.json.JsonFields;
import io.groat.web.json.JsonText;
import java.net.URI;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Registers, logs in, and keeps in. Public calls: what they are given is the proof. */
public final class LoginCalls {

    private static final Set<String> REGISTRATION = Set.of("userId", "phone", "email", "fullName", "password");
    private static final Set<String> LOGIN = Set.of("userId", "phone", "email", "password");
    private static final Set<String> ANSWER = Set.of("challengeId", "code");
    private static final int MAX_TOKEN = 400;

    private final Registration registration;
    private final Login login;
    private final SecondStep secondStep;
    private final Asking asking;
    private final Refreshing refreshing;
    private final Bodies bodies;

    public LoginCalls(
            Registration registration,
            Login login,
            SecondStep secondStep,
            Asking asking,
            Refreshing refreshing,
            Bodies bodies) {
        this.registration = registration;
        this.login = login;
        this.secondStep = secondStep;
        this.asking = asking;
        this.refreshing = refreshing;
        this.bodies = bodies;
    }

    public Routes routes() {
        return Routes.of(
                Route.post("/v1/auth/register", AuthLimits.REGISTER, this::register),
                Route.post("/v1/auth/login", AuthLimits.LOGIN, this::login),
                Route.post("/v1/auth/otp/verify", AuthLimits.CODES, this::verify),
                Route.post("/v1/auth/otp/resend", AuthLimits.CODES, this::resend),
                Route.post("/v1/auth/refresh", AuthLimits.REFRESH, this::refresh));
    }

    private Mono<ServerResponse> register(ServerRequest request) {
        Client client = AuthFields.client(request);
        return Mono.zip(bodies.json(request), isTrusted(request))
                .flatMap(given -> registration.register(wish(JsonText.object(given.getT1())), given.getT2(), client))
                .flatMap(registered -> Answer.of(
                        201,
                        headers -> {
                            noStore(headers);
                            headers.setLocation(URI.create("/v1/users/" + registered.userId()));
                        },
                        json -> {
                            json.writeStartObject();
                            json.writeStringProperty("userId", registered.userId());
                            json.writeStringProperty("status", "PENDING");
                            AuthJson.writeMembers(json, registered.challenge());
                            json.writeEndObject();
                        }));
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

    private static Registration.Wish wish(JsonFields fields) {
        fields.requireOnly(REGISTRATION);
        fields.require("phone");
        fields.require("fullName");
        fields.require("password");
        String userId = fields.findText("userId");
        if (userId != null) {
            AuthFields.requireUserId("userId", userId);
        }
        String email = fields.findText("email");
        return new Registration.Wish(
                userId,
                AuthFields.fullName(fields.text("fullName")),
                AuthFields.phone(fields.text("phone")),
                email == null ? null : AuthFields.email(email),
                AuthFields.password(fields, "password"));
    }

    private Mono<ServerResponse> login(ServerRequest request) {
        Client client = AuthFields.client(request);
        return bodies.json(request)
                .flatMap(body -> {
                    JsonFields fields = JsonText.object(body);
                    fields.requireOnly(LOGIN);
                    fields.require("password");
                    LoginName name = AuthFields.name(fields);
                    return login.login(name, AuthFields.password(fields, "password"), client);
                })
                .flatMap(answer -> answer instanceof LoginAnswer.In in
                        ? granted(in.grant())
                        : asked(200, ((LoginAnswer.Asked) answer).challenge()));
    }

    private Mono<ServerResponse> verify(ServerRequest request) {
        Client client = AuthFields.client(request);
        return bodies.json(request)
                .flatMap(body -> {
                    JsonFields fields = JsonText.object(body);
                    fields.requireOnly(ANSWER);
                    UUID challenge = AuthFields.challengeId(fields);
                    return secondStep.verify(challenge, AuthFields.code(fields), client);
                })
                .flatMap(LoginCalls::granted);
    }

    private Mono<ServerResponse> resend(ServerRequest request) {
        return bodies.json(request)
                .flatMap(body -> {
                    JsonFields fields = JsonText.object(body);
                    fields.requireOnly(Set.of("challengeId"));
                    return asking.resend(AuthFields.challengeId(fields));
                })
                .flatMap(challenge -> asked(202, challenge));
    }

    private Mono<ServerResponse> refresh(ServerRequest request) {
        Client client = AuthFields.client(request);
        return bodies.json(request)
                .flatMap(body -> {
                    JsonFields fields = JsonText.object(body);
                    fields.requireOnly(Set.of("refreshToken"));
                    fields.require("refreshToken");
                    String token = fields.findText("refreshToken", MAX_TOKEN);
                    return refreshing.refresh(token == null ? "" : token, client);
                })
                .flatMap(LoginCalls::granted);
    }

    static Mono<ServerResponse> asked(int status, Challenge challenge) {
        return answer(status, json -> {
            json.writeStartObject();
            json.writeBooleanProperty("mfaRequired", true);
            AuthJson.writeMembers(json, challenge);
            json.writeEndObject();
        });
    }

    private static Mono<ServerResponse> granted(Grant grant) {
        return answer(200, json -> AuthJson.write(json, grant));
    }

    /** An answer that nobody on the way may keep. */
    static Mono<ServerResponse> answer(int status, JsonBody body) {
        return Answer.of(status, LoginCalls::noStore, body);
    }

    private static void noStore(HttpHeaders headers) {
        headers.setCacheControl("no-store");
    }
}
