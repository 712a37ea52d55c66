package io.groat.router.auth.call;

import io.groat.router.auth.login.Enrolment;
import io.groat.router.auth.login.Passwords;
import io.groat.router.auth.session.Client;
import io.groat.router.auth.totp.QrImage;
import io.groat.web.access.Caller;
import io.groat.web.access.Permit;
import io.groat.web.http.Bodies;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonFields;
import io.groat.web.json.JsonText;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Changes what people prove themselves with: passwords, authenticator apps, recovery codes. */
public final class CredentialCalls {

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
                Route.post("/v1/auth/password", AuthLimits.OWN_SECRETS, this::change),
                Route.post("/v1/auth/password/forgot", AuthLimits.CODES, this::forgot),
                Route.post("/v1/auth/password/reset", AuthLimits.CODES, this::reset),
                Route.post("/v1/auth/totp", AuthLimits.OWN_SECRETS, this::offer),
                Route.post("/v1/auth/totp/confirm", AuthLimits.OWN_SECRETS, this::confirm),
                Route.post("/v1/auth/totp/disable", AuthLimits.OWN_SECRETS, this::disable),
                Route.post("/v1/auth/recovery-codes", AuthLimits.OWN_SECRETS, this::newRecoveryCodes));
    }

    private Mono<ServerResponse> change(ServerRequest request) {
        Caller caller = Permit.of(request).caller();
        Client client = AuthFields.client(request);
        UUID session = AuthFields.id(caller.sessionId()).orElse(null);
        return bodies.json(request)
                .flatMap(body -> {
                    JsonFields fields = JsonText.object(body);
                    fields.requireOnly(Set.of("oldPassword", "newPassword"));
                    String old = AuthFields.password(fields, "oldPassword");
                    return passwords.change(
                            caller.id(), session, old, AuthFields.password(fields, "newPassword"), client);
                })
                .then(ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> forgot(ServerRequest request) {
        return bodies.json(request)
                .flatMap(body -> {
                    JsonFields fields = JsonText.object(body);
                    fields.requireOnly(Set.of("userId", "phone", "email"));
                    return passwords.forgot(AuthFields.name(fields));
                })
                .flatMap(challenge -> LoginCalls.answer(202, json -> {
                    json.writeStartObject();
                    AuthJson.writeMembers(json, challenge);
                    json.writeEndObject();
                }));
    }

    private Mono<ServerResponse> reset(ServerRequest request) {
        Client client = AuthFields.client(request);
        return bodies.json(request)
                .flatMap(body -> {
                    JsonFields fields = JsonText.object(body);
                    fields.requireOnly(Set.of("challengeId", "code", "newPassword"));
                    UUID challenge = AuthFields.challengeId(fields);
                    String code = AuthFields.code(fields);
                    return passwords.reset(challenge, code, AuthFields.password(fields, "newPassword"), client);
                })
                .then(ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> offer(ServerRequest request) {
        String userId = Permit.of(request).caller().id();
        Client client = AuthFields.client(request);
        return bodies.json(request)
                .flatMap(body -> {
                    JsonFields fields = JsonText.object(body);
                    fields.requireOnly(Set.of("password"));
                    return enrolment.offer(userId, AuthFields.password(fields, "password"), client);
                })
                .flatMap(offer -> LoginCalls.answer(201, json -> {
                    json.writeStartObject();
                    json.writeStringProperty("secret", offer.secret());
                    json.writeStringProperty("otpauthUri", offer.uri());
                    json.writeStringProperty("qrImage", QrImage.dataUri(offer.uri()));
                    json.writeEndObject();
                }));
    }

    private Mono<ServerResponse> confirm(ServerRequest request) {
        String userId = Permit.of(request).caller().id();
        Client client = AuthFields.client(request);
        return code(request)
                .flatMap(code -> enrolment.confirm(userId, code, client))
                .flatMap(CredentialCalls::recoveryCodes);
    }

    private Mono<ServerResponse> disable(ServerRequest request) {
        String userId = Permit.of(request).caller().id();
        Client client = AuthFields.client(request);
        return code(request)
                .flatMap(code -> enrolment.disable(userId, code, client))
                .then(ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> newRecoveryCodes(ServerRequest request) {
        String userId = Permit.of(request).caller().id();
        Client client = AuthFields.client(request);
        return code(request)
                .flatMap(code -> enrolment.newRecoveryCodes(userId, code, client))
                .flatMap(CredentialCalls::recoveryCodes);
    }

    private Mono<String> code(ServerRequest request) {
        return bodies.json(request).map(body -> {
            JsonFields fields = JsonText.object(body);
            fields.requireOnly(Set.of("code"));
            return AuthFields.code(fields);
        });
    }

    private static Mono<ServerResponse> recoveryCodes(List<String> codes) {
        return LoginCalls.answer(200, json -> {
            json.writeStartObject();
            AuthJson.texts(json, "recoveryCodes", codes);
            json.writeEndObject();
        });
    }
}
