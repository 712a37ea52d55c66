package io.groat.router.auth.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.router.auth.call.People.Person;
import io.groat.router.auth.call.People.Reply;
import io.groat.router.auth.login.Enrolment;
import io.groat.router.auth.session.Sessions;
import io.groat.router.auth.totp.Totp;
import io.groat.web.access.Caller;
import io.groat.web.access.Permit;
import io.groat.web.access.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.reactive.function.server.MockServerRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.ServerRequest;

/** What a call about money takes of users beside their session, at a call that asks for it: adding a beneficiary. */
class FreshFactorIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final People people = People.shared();

    @Test
    void aLoginOfJustNowIsFreshAndStaysSoWhenItIsRefreshed() {
        Person ada = people.somebody();

        assertThat(add(ada.access(), ada, "bob", "").status()).isEqualTo(201);
        Reply refreshed = people.refresh(ada.refresh());
        assertThat(add(refreshed.text("$.accessToken"), ada, "carl", "").status())
                .isEqualTo(201);
    }

    /** It is the login that ages, be its tokens new. */
    @Test
    void aLoginOfAWhileAgoIsNot() {
        Person ada = people.somebody();
        ServerRequest request = request(ada);

        assertThat(at(Duration.ofMinutes(4)).require(request, null).blockOptional(PATIENCE))
                .isEmpty();
        assertThatThrownBy(
                        () -> at(Duration.ofMinutes(6)).require(request, null).block(PATIENCE))
                .hasMessageContaining("SECOND_FACTOR_NEEDED");
    }

    @Test
    void aCodeOfTheAppIsFreshAndGoodOnce() {
        Person ada = people.somebody();
        Totp app = new Totp(
                people.send(ada.access(), "POST", "/v1/auth/totp", "{\"password\":\"" + People.PASSWORD + "\"}")
                        .text("$.secret"));
        Reply confirmed = people.send(
                ada.access(), "POST", "/v1/auth/totp/confirm", "{\"code\":\"" + app.codeAt(Instant.now()) + "\"}");
        String code = app.codeAt(Instant.now().plusSeconds(30));

        assertThat(add(ada.access(), ada, "bob", code).status()).isEqualTo(201);
        assertThat(add(ada.access(), ada, "carl", code).code()).isEqualTo("INVALID_CODE");
        assertThat(add(ada.access(), ada, "carl", confirmed.text("$.recoveryCodes[0]"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aCodeOfNoAppIsNone() {
        Person ada = people.somebody();

        assertThat(add(ada.access(), ada, "bob", "123456").code()).isEqualTo("TOTP_NOT_ENABLED");
    }

    private Reply add(String token, Person person, String payee, String code) {
        return people.send(
                token,
                "POST",
                "/v1/users/" + person.id() + "/beneficiaries",
                "{\"payee\":\"" + payee + "\"" + (code.isEmpty() ? "" : ",\"code\":\"" + code + "\"") + "}");
    }

    private FreshFactor at(Duration later) {
        return new FreshFactor(
                people.router.bean(Enrolment.class),
                people.router.bean(Sessions.class),
                InstantSource.fixed(Instant.now().plus(later)));
    }

    private static ServerRequest request(Person person) {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/"));
        Caller caller = new Caller(Caller.Kind.USER, person.id(), Set.of(Role.USER), Set.of(), person.session());
        new Permit(caller, true).grant(exchange);
        return MockServerRequest.builder().exchange(exchange).build();
    }
}
