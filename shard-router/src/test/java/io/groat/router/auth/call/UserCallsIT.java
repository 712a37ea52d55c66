package io.groat.router.auth.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.groat.router.RunningRouter;
import io.groat.router.auth.call.People.Person;
import io.groat.router.auth.call.People.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(changed.text("$.email")).isEqualTo(email);
        assertThat(people.login("email", email, People.PASSWORD).status()).isEqualTo(200);
        assertThat(people.login("email", ada.email(), People.PASSWORD).code()).isEqualTo("INVALID_CREDENTIALS");
        assertThat(patch(ada.access(), ada, "{\"email\":\"" + other.email() + "\"}")
                        .code())
                .isEqualTo("EMAIL_TAKEN");
        assertThat(patch(other.access(), other, "{\"email\":\"" + ada.email() + "\"}")
                        .status())
                .isEqualTo(200);
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

    @Test
    void pagesRunOverAllShardsNewestFirst() {
        List<String> ids = new ArrayList<>(IntStream.range(0, 9)
                .mapToObj(number -> people.register(people.router.userOn(number % 4), People.newPhone(), null)
                        .text("$.userId"))
                .toList());
        java.util.Collections.reverse(ids);

        List<String> found = new ArrayList<>();
        String cursor = "";
        while (found.size() < ids.size()) {
            Reply page = people.send(ADMIN, "GET", "/v1/users?status=pending&limit=2" + cursor, null);
            found.addAll(JsonPath.<List<String>>read(page.body(), "$.items[*].id"));
            cursor = "&cursor=" + page.text("$.next");
        }

        assertThat(found.subList(0, ids.size())).isEqualTo(ids);
        assertThat(found).doesNotHaveDuplicates();
        Reply admins = people.send(ADMIN, "GET", "/v1/users?role=operator", null);
        assertThat(JsonPath.<List<String>>read(admins.body(), "$.items[*].id")).isEmpty();
        assertThat(people.send(ADMIN, "GET", "/v1/users?from=2999-01-01T00:00:00Z", null)
                        .body())
                .isEqualTo("{\"items\":[],\"next\":null}");
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_FIELD,  status, status=ASLEEP",
        "INVALID_FIELD,  role,   role=king",
        "INVALID_FIELD,  from,   from=yesterday",
        "INVALID_FIELD,  limit,  limit=0",
        "INVALID_CURSOR, cursor, cursor=x",
        "UNKNOWN_FIELD,  phone,  phone=1",
    })
    void namesTheParameterAtFault(String code, String field, String query) {
        Reply refused = people.send(ADMIN, "GET", "/v1/users?" + query, null);
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.text("$.field")).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INVALID_FIELD | fullName | {'fullName':''}",
                "INVALID_FIELD | email    | {'email':'x'}",
                "INVALID_FIELD | roles    | {'roles':['king']}",
                "INVALID_FIELD | status   | {'status':'PENDING'}",
                "UNKNOWN_FIELD | phone    | {'phone':'+4915112345678'}",
            })
    void namesTheFieldAtFault(String code, String field, String body) {
        Reply refused = patch(ADMIN, people.somebody(), body.replace('\'', '"'));
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.text("$.field")).isEqualTo(field);
    }

    private Reply patch(String token, Person person, String body) {
        return people.send(token, "PATCH", "/v1/users/" + person.id(), body);
    }
}
