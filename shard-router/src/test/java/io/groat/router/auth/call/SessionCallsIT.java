package io.groat.router.auth.call;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.groat.router.RunningRouter;
import io.groat.router.auth.call.People.Person;
import io.groat.router.auth.call.People.Reply;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class SessionCallsIT {

    private final People people = People.shared();

    @Test
    void manyRefreshesAtOnceGetOneSuccessor() {
        Person ada = people.somebody();
        String body = "{\"refreshToken\":\"" + ada.refresh() + "\"}";

        List<Reply> replies = Objects.requireNonNull(Flux.range(0, 30)
                .flatMap(number -> people.posting("/v1/auth/refresh", body), 30)
                .collectList()
                .block());

        assertThat(replies).allMatch(reply -> reply.status() == 200);
        assertThat(replies)
                .extracting(reply -> reply.text("$.refreshToken"))
                .containsOnly(replies.get(0).text("$.refreshToken"));
        assertThat(people.refresh(replies.get(0).text("$.refreshToken")).status())
                .isEqualTo(200);
    }

    /** A late request of the same client, such as one that another tab sent or a proxy repeated, is no theft. */
    @Test
    void withinTheGraceATokenGetsItsSuccessorThoughThatWasUsedToo() {
        Person ada = people.somebody();
        String second = people.refresh(ada.refresh()).text("$.refreshToken");
        String third = people.refresh(second).text("$.refreshToken");

        Reply late = people.refresh(ada.refresh());

        assertThat(late.status()).isEqualTo(200);
        assertThat(late.text("$.refreshToken")).isEqualTo(second);
        assertThat(people.refresh(second).text("$.refreshToken")).isEqualTo(third);
        assertThat(people.refresh(third).status()).isEqualTo(200);
        assertThat(acts(ada)).doesNotContain("REFRESH_TOKEN_REUSED");
    }

    @Test
    void aStolenTokenThatIsUsedLaterEndsTheSession() {
        People strict = People.fresh("--groat.auth.session.grace=100ms");
        try (strict.router) {
            Person ada = strict.somebody();
            Reply second = strict.refresh(ada.refresh());

            await().atMost(PATIENCE)
                    .until(() -> strict.refresh(ada.refresh()).code().equals("REFRESH_TOKEN_REUSED"));

            assertThat(strict.refresh(second.text("$.refreshToken")).code()).isEqualTo("INVALID_REFRESH_TOKEN");
            assertThat(strict.send(second.text("$.accessToken"), "GET", "/v1/users/" + ada.id(), null)
                            .status())
                    .isEqualTo(401);
            assertThat(strict.messages.to(ada.phone())).contains("SESSION_ENDED");
            assertThat(acts(strict, ada)).contains("REFRESH_TOKEN_REUSED");
            assertThat(strict.again(ada).id()).isEqualTo(ada.id());
        }
    }

    @Test
    void madeUpTokensAreRefused() {
        Person ada = people.somebody();
        for (String token :
                List.of("x", "a.b.c.d", ada.refresh() + "x", ada.refresh().substring(1))) {
            assertThat(people.refresh(token).code()).isEqualTo("INVALID_REFRESH_TOKEN");
        }
        assertThat(people.refresh(ada.refresh()).status()).isEqualTo(200);
    }

    @Test
    void whoLoggedOutIsOut() {
        Person ada = people.somebody();
        Person elsewhere = people.again(ada);

        assertThat(people.send(ada.access(), "DELETE", "/v1/auth/session", null).status())
                .isEqualTo(204);

        assertThat(people.refresh(ada.refresh()).code()).isEqualTo("INVALID_REFRESH_TOKEN");
        assertThat(isIn(ada.access(), ada)).isFalse();
        assertThat(isIn(elsewhere.access(), ada)).isTrue();
        assertThat(acts(ada)).contains("LOGGED_OUT");
    }

    @Test
    void showsSessionsAndEndsThem() {
        Person ada = people.somebody();
        Person elsewhere = people.again(ada);

        Reply list = people.send(ada.access(), "GET", "/v1/auth/sessions", null);

        assertThat(JsonPath.<List<String>>read(list.body(), "$.items[*].id"))
                .containsExactlyInAnyOrder(ada.session(), elsewhere.session());
        assertThat(JsonPath.<List<String>>read(list.body(), "$.items[?(@.current == true)].id"))
                .containsExactly(ada.session());
        assertThat(people.send(ada.access(), "DELETE", "/v1/auth/sessions/" + elsewhere.session(), null)
                        .status())
                .isEqualTo(204);
        assertThat(people.send(ada.access(), "DELETE", "/v1/auth/sessions/" + elsewhere.session(), null)
                        .code())
                .isEqualTo("SESSION_NOT_FOUND");
        assertThat(people.send(people.somebody().access(), "DELETE", "/v1/auth/sessions/" + ada.session(), null)
                        .code())
                .isEqualTo("SESSION_NOT_FOUND");
        assertThat(people.refresh(elsewhere.refresh()).code()).isEqualTo("INVALID_REFRESH_TOKEN");
        assertThat(people.refresh(ada.refresh()).status()).isEqualTo(200);
    }

    @Test
    void aChangedPasswordEndsAllOtherSessions() {
        Person ada = people.somebody();
        Person elsewhere = people.again(ada);

        assertThat(change(ada, "not the old one", "one more good password").code())
                .isEqualTo("INVALID_CREDENTIALS");
        assertThat(change(ada, People.PASSWORD, "password1").code()).isEqualTo("WEAK_PASSWORD");
        assertThat(change(ada, People.PASSWORD, "one more good password").status())
                .isEqualTo(204);

        assertThat(people.refresh(elsewhere.refresh()).code()).isEqualTo("INVALID_REFRESH_TOKEN");
        assertThat(people.refresh(ada.refresh()).status()).isEqualTo(200);
        assertThat(people.login("phone", ada.phone(), People.PASSWORD).code()).isEqualTo("INVALID_CREDENTIALS");
        assertThat(people.login("phone", ada.phone(), "one more good password").status())
                .isEqualTo(200);
        assertThat(people.messages.to(ada.phone())).contains("PASSWORD_CHANGED");
    }

    @Test
    void aForgottenPasswordIsSetWithACode() {
        Person ada = people.somebody();
        Reply forgot = people.post("/v1/auth/password/forgot", "{\"email\":\"" + ada.email() + "\"}");
        Reply nobody = people.post("/v1/auth/password/forgot", "{\"email\":\"" + People.newEmail() + "\"}");
        String code = people.messages.lastCode(ada.phone());

        assertThat(forgot.status()).isEqualTo(202);
        assertThat(shape(nobody)).isEqualTo(shape(forgot));
        assertThat(reset(nobody, code).code()).isEqualTo("INVALID_CODE");
        assertThat(people.verify(forgot.text("$.challengeId"), code).code()).isEqualTo("CHALLENGE_OVER");
        assertThat(reset(forgot, "00000x").code()).isEqualTo("INVALID_CODE");
        assertThat(reset(forgot, code).status()).isEqualTo(204);
        assertThat(reset(forgot, code).code()).isEqualTo("CHALLENGE_OVER");

        assertThat(people.refresh(ada.refresh()).code()).isEqualTo("INVALID_REFRESH_TOKEN");
        Reply login = people.login("phone", ada.phone(), "one more good password");
        assertThat(people.in(login, ada.phone(), ada.email()).id()).isEqualTo(ada.id());
    }

    private Reply change(Person person, String old, String wanted) {
        return people.send(
                person.access(),
                "POST",
                "/v1/auth/password",
                "{\"oldPassword\":\"" + old + "\",\"newPassword\":\"" + wanted + "\"}");
    }

    private Reply reset(Reply challenge, String code) {
        return people.post(
                "/v1/auth/password/reset",
                "{\"challengeId\":\"" + challenge.text("$.challengeId") + "\",\"code\":\"" + code
                        + "\",\"newPassword\":\"one more good password\"}");
    }

    private boolean isIn(String access, Person person) {
        return people.send(access, "GET", "/v1/users/" + person.id(), null).status() == 200;
    }

    private List<String> acts(Person person) {
        return acts(people, person);
    }

    private static List<String> acts(People where, Person person) {
        return JsonPath.read(
                where.send(RunningRouter.ADMIN.text(), "GET", "/v1/audit?userId=" + person.id(), null)
                        .body(),
                "$.items[*].action");
    }

    private static String shape(Reply reply) {
        return reply.status() + reply.body().replaceAll("\"(challengeId|expiresAt)\":\"[^\"]*\"", "$1");
    }
}
