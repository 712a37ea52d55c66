package io.groat.router.auth.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.groat.router.RunningRouter;
import io.groat.router.auth.call.People.Person;
import io.groat.router.auth.call.People.Reply;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;

class UserCallsIT {

    private static final String ADMIN = RunningRouter.ADMIN.text();

    private final People people = People.shared();

    @Test
    void oneChangesOnesProfile() {
        Person ada = people.somebody();
        Person other = people.somebody();
        String email = People.newEmail();

        Reply changed = patch(ada.access(), ada, "{\"fullName\":\"Ada King\",\"email\":\"" + email + "\"}");

        assertThat(changed.text("$.fullName")).isEqualTo("Ada King");
        assertThat(changed.text("$.email")).isEqualTo(ada.email());
        assertThat(people.login("email", email, People.PASSWORD).code()).isEqualTo("INVALID_CREDENTIALS");
        assertThat(people.proveEmail(ada, changed, "00000x").code()).isEqualTo("INVALID_CODE");
        assertThat(people.proveEmail(other, changed, people.messages.lastCode(email))
                        .code())
                .isEqualTo("CHALLENGE_OVER");

        Reply proven = people.proveEmail(ada, changed, people.messages.lastCode(email));

        assertThat(proven.text("$.email")).isEqualTo(email);
        assertThat(proven.text("$.emailVerified")).isEqualTo("true");
        assertThat(people.login("email", email, People.PASSWORD).status()).isEqualTo(200);
        assertThat(people.login("email", ada.email(), People.PASSWORD).code()).isEqualTo("INVALID_CREDENTIALS");
        assertThat(people.proveEmail(ada, changed, people.messages.lastCode(email))
                        .code())
                .isEqualTo("CHALLENGE_OVER");
        assertThat(email(other, ada.email()).text("$.email")).isEqualTo(ada.email());
    }

    /** Whose it is only whoever reads its mail is told. */
    @Test
    void anAddressThatIsAnothersIsAskedForLikeAnyAndRefusedToWhoeverProvesIt() {
        Person ada = people.somebody();
        Person other = people.somebody();

        Reply asked = patch(other.access(), other, "{\"email\":\"" + ada.email() + "\"}");

        assertThat(asked.status()).isEqualTo(200);
        assertThat(people.proveEmail(other, asked, people.messages.lastCode(ada.email()))
                        .code())
                .isEqualTo("EMAIL_TAKEN");
        assertThat(profile(other).text("$.email")).isEqualTo(other.email());
        assertThat(profile(ada).text("$.email")).isEqualTo(ada.email());
    }

    @Test
    void anAddressThatIsNotProvenStandsInNobodysWay() {
        Person squatter = people.somebody();
        Person owner = people.somebody();
        String email = People.newEmail();
        Reply squatted = patch(squatter.access(), squatter, "{\"email\":\"" + email + "\"}");
        Reply registered = people.register(null, People.newPhone(), email);

        assertThat(email(owner, email).text("$.email")).isEqualTo(email);

        assertThat(squatted.status()).isEqualTo(200);
        assertThat(registered.status()).isEqualTo(201);
        assertThat(profile(squatter).text("$.email")).isEqualTo(squatter.email());
        Reply login = people.login("email", email, People.PASSWORD);
        assertThat(people.in(login, owner.phone(), email).id()).isEqualTo(owner.id());
    }

    @Test
    void anAddressIsTakenOffAUserAndIsAnybodysToProve() {
        Person ada = people.somebody();
        Person other = people.somebody();
        String path = "/v1/users/" + ada.id() + "/email";

        assertThat(people.send(other.access(), "DELETE", path, null).code()).isEqualTo("USER_NOT_FOUND");
        assertThat(people.send(ada.access(), "DELETE", path, null).status()).isEqualTo(204);
        assertThat(people.send(ADMIN, "DELETE", path, null).status()).isEqualTo(204);

        assertThat(profile(ada).body()).contains("\"email\":null,\"emailVerified\":false");
        assertThat(people.login("email", ada.email(), People.PASSWORD).code()).isEqualTo("INVALID_CREDENTIALS");
        assertThat(email(other, ada.email()).text("$.email")).isEqualTo(ada.email());
        Reply audit = people.send(ADMIN, "GET", "/v1/audit?userId=" + ada.id(), null);
        assertThat(JsonPath.<List<String>>read(audit.body(), "$.items[*].action"))
                .contains("EMAIL_PROVEN", "EMAIL_REMOVED");
    }

    /** All prove the one address at the same moment, from different shards: one has it, the others are told. */
    @Test
    void ofManyWhoProveOneAddressAtOnceOneGetsIt() {
        String email = People.newEmail();
        List<Person> rivals =
                IntStream.range(0, 6).mapToObj(number -> people.somebody()).toList();
        List<String[]> answers = rivals.stream()
                .map(person -> {
                    Reply asked = patch(person.access(), person, "{\"email\":\"" + email + "\"}");
                    return new String[] {
                        "/v1/users/" + person.id() + "/email/verify",
                        People.answer(asked.text("$.emailChallenge.challengeId"), people.messages.lastCode(email)),
                        person.access()
                    };
                })
                .toList();

        List<String> codes = Objects.requireNonNull(Flux.fromIterable(answers)
                .flatMap(answer -> people.posting(answer[0], answer[1], answer[2]), 6)
                .map(Reply::code)
                .collectList()
                .block());

        assertThat(codes).filteredOn("200"::equals).hasSize(1);
        assertThat(codes).filteredOn("EMAIL_TAKEN"::equals).hasSize(5);
        assertThat(rivals.stream().filter(person -> profile(person).body().contains(email)))
                .hasSize(1);
    }

    @Test
    void nobodyHasCodesSentToAllTheWorld() {
        People strict = People.fresh("--groat.auth.otp.messages-an-hour=3");
        try (strict.router) {
            Person ada = strict.somebody();
            List<String> codes = IntStream.range(0, 4)
                    .mapToObj(number -> strict.send(
                                    ada.access(),
                                    "PATCH",
                                    "/v1/users/" + ada.id(),
                                    "{\"email\":\"" + People.newEmail() + "\"}")
                            .code())
                    .toList();
            assertThat(codes).startsWith("200").endsWith("RESEND_TOO_SOON");
        }
    }

    @Test
    void anothersProfileIsNotThere() {
        Person ada = people.somebody();
        Person other = people.somebody();

        assertThat(people.send(ada.access(), "GET", "/v1/users/" + other.id(), null)
                        .code())
                .isEqualTo("USER_NOT_FOUND");
        assertThat(patch(ada.access(), other, "{\"fullName\":\"Mine\"}").code()).isEqualTo("USER_NOT_FOUND");
        assertThat(people.send(ada.access(), "GET", "/v1/users", null).code()).isEqualTo("FORBIDDEN");
        assertThat(patch(ada.access(), ada, "{\"roles\":[\"admin\"]}").code()).isEqualTo("FORBIDDEN");
        assertThat(patch(ada.access(), ada, "{\"status\":\"CLOSED\"}").code()).isEqualTo("FORBIDDEN");
        assertThat(people.send(ADMIN, "GET", "/v1/users/nobody-such", null).code())
                .isEqualTo("USER_NOT_FOUND");
    }

    @Test
    void anAdminGivesRoles() {
        Person ada = people.somebody();

        assertThat(patch(ADMIN, ada, "{\"roles\":[\"analyst\"]}").text("$.roles"))
                .isEqualTo("[\"analyst\",\"user\"]");

        String token = people.refresh(ada.refresh()).text("$.accessToken");
        assertThat(people.send(token, "GET", "/analytics", null).status()).isEqualTo(200);
        assertThat(people.send(ada.access(), "GET", "/analytics", null).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INVALID_FIELD | fullName | {'fullName':''}",
                "INVALID_FIELD | email    | {'email':'x'}",
                "INVALID_FIELD | email    | {'email':null}",
                "INVALID_FIELD | roles    | {'roles':['king']}",
                "INVALID_FIELD | roles    | {'roles':null}",
                "INVALID_FIELD | roles    | {'roles':[null]}",
                "INVALID_FIELD | status   | {'status':null}",
                "INVALID_FIELD | fullName | {'fullName':null}",
                "INVALID_FIELD | status   | {'status':'PENDING'}",
                "UNKNOWN_FIELD | phone    | {'phone':'+4915112345678'}",
            })
    void namesTheFieldAtFault(String code, String field, String body) {
        Reply refused = patch(ADMIN, people.somebody(), body.replace('\'', '"'));
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.text("$.field")).isEqualTo(field);
    }

    private Reply profile(Person person) {
        return people.send(ADMIN, "GET", "/v1/users/" + person.id(), null);
    }

    /** Gives a user another address, which they prove. */
    private Reply email(Person person, String email) {
        Reply asked = patch(person.access(), person, "{\"email\":\"" + email + "\"}");
        return people.proveEmail(person, asked, people.messages.lastCode(email));
    }

    private Reply patch(String token, Person person, String body) {
        return people.send(token, "PATCH", "/v1/users/" + person.id(), body);
    }
}
