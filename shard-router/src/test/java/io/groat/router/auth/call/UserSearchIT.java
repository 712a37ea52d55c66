package io.groat.router.auth.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.groat.infra.testservers.TestServers;
import io.groat.router.RunningRouter;
import io.groat.router.auth.call.People.Person;
import io.groat.router.auth.call.People.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserSearchIT {

    private static final String ADMIN = RunningRouter.ADMIN.text();
    private static final String OPERATOR = RunningRouter.OPERATOR.text();

    private final People people = People.shared();

    @Test
    void pagesRunOverAllShardsNewestFirst() {
        List<String> ids = new ArrayList<>(IntStream.range(0, 9)
                .mapToObj(number -> people.register(people.router.userOn(number % 4), People.newPhone(), null)
                        .text("$.userId"))
                .toList());
        Collections.reverse(ids);

        List<String> found = new ArrayList<>();
        String cursor = "";
        while (true) {
            Reply page = list("status=pending&limit=2" + cursor);
            found.addAll(ids(page));
            if (found.size() >= ids.size()) {
                break;
            }
            cursor = "&cursor=" + page.text("$.next");
        }

        assertThat(found.subList(0, ids.size())).isEqualTo(ids);
        assertThat(found).doesNotHaveDuplicates();
        assertThat(ids(list("role=operator"))).isEmpty();
        assertThat(list("from=2999-01-01T00:00:00Z").body()).isEqualTo("{\"items\":[],\"next\":null}");
        assertThat(list("createdFrom=2999-01-01T00:00:00Z").body()).isEqualTo("{\"items\":[],\"next\":null}");
    }

    /** Each combination finds what it says, page by page, each user once, newest first. */
    @Test
    void anyCombinationOfFiltersIsRight() {
        String clan = "Clan" + ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
        String shared = People.newPhone();
        List<Member> all = new ArrayList<>();
        for (int shard = 0; shard < 4; shard++) {
            all.add(member("Zo\u00eb " + clan, shard, shared, null));
            all.add(member("\u00c4nne 100%_! " + clan, shard, People.newPhone(), "analyst"));
        }
        Collections.reverse(all);
        Member one = all.get(3);
        String middle = profile(one.id()).text("$.createdAt");

        Condition of = new Condition("&name=" + clan.toUpperCase(Locale.ROOT), member -> true);
        for (Condition phone : either(
                new Condition(
                        "&phone=" + encoded(shared), member -> member.phone().equals(shared)),
                new Condition(
                        "&phone=" + encoded(one.phone().replace("+", "00")),
                        member -> member.phone().equals(one.phone())))) {
            for (Condition role : either(
                    new Condition("&role=analyst", member -> "analyst".equals(member.role())),
                    new Condition("&role=admin", member -> false))) {
                for (Condition time : either(
                        new Condition("&createdTo=" + middle, member -> all.indexOf(member) > 3),
                        new Condition("&createdFrom=" + middle, member -> all.indexOf(member) <= 3),
                        new Condition("&createdFrom=" + middle + "&to=" + middle, member -> false))) {
                    for (Condition status : either(
                            new Condition("&status=PENDING", member -> true),
                            new Condition("&status=ACTIVE", member -> false))) {
                        check(of.and(phone).and(role).and(time).and(status), all);
                    }
                }
            }
        }
    }

    private record Member(String id, String phone, @Nullable String role) {}

    /** A part of a query, and what it says. */
    private record Condition(String query, Predicate<Member> fits) {
        Condition and(Condition other) {
            return new Condition(query + other.query, fits.and(other.fits));
        }
    }

    private static List<Condition> either(Condition... conditions) {
        return Stream.concat(Stream.of(new Condition("", member -> true)), Stream.of(conditions))
                .toList();
    }

    private void check(Condition condition, List<Member> all) {
        assertThat(pages("limit=3" + condition.query()))
                .as(condition.query())
                .isEqualTo(all.stream().filter(condition.fits()).map(Member::id).toList());
    }

    private Member member(String fullName, int shard, String phone, @Nullable String role) {
        String id = people.router.userOn(shard);
        Reply registered = people.post(
                "/v1/auth/register", People.registration(id, phone, null).replace("Ada Lovelace", fullName));
        assertThat(registered.status()).isEqualTo(201);
        if (role != null) {
            people.send(ADMIN, "PATCH", "/v1/users/" + id, "{\"roles\":[\"" + role + "\"]}");
        }
        return new Member(id, phone, role);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "true|zo\u00eb o'n",
                "true|O'NEILL",
                "true|  o'neill ",
                "true|\\100%",
                "true|_B",
                "true|Zo\u00cb",
                "false|zoe",
                "false|1%0",
                "false|0_ A",
                "false|o neill",
            })
    void aNameIsFoundByAnyPartOfIt(boolean found, String part) {
        String id = people.router.userOn(1);
        people.post(
                "/v1/auth/register",
                People.registration(id, People.newPhone(), null)
                        .replace("Ada Lovelace", "Zo\u00eb O'Neill \\\\100% A_B"));

        assertThat(ids(list("limit=1&name=" + encoded(part))).contains(id)).isEqualTo(found);
    }

    /** An address is found by whose it is; one that is only given by nobody. */
    @Test
    void aUserIsFoundByTheirAddressOnceItIsTheirs() {
        Person ada = people.somebody();
        String given = People.newEmail();
        people.register(null, People.newPhone(), given);

        assertThat(ids(list("email=" + encoded(" " + ada.email().toUpperCase(Locale.ROOT)))))
                .containsExactly(ada.id());
        assertThat(ids(list("email=" + ada.email() + "&phone=" + encoded(ada.phone()) + "&status=active&name=LOVE")))
                .containsExactly(ada.id());
        assertThat(ids(list("email=" + ada.email() + "&phone=" + encoded(People.newPhone()))))
                .isEmpty();
        assertThat(ids(list("email=" + ada.email() + "&status=CLOSED"))).isEmpty();
        assertThat(ids(list("email=" + given))).isEmpty();
    }

    @Test
    void manyThatDoNotFitMakePagesShorterAndThereIsANext() throws SQLException {
        String sql = """
                INSERT INTO users (id, status, roles, full_name, phone, password_hash, password_changed_at, created_at, updated_at)
                SELECT CONCAT('old-', n), 'PENDING', 'user', IF(n < 2, 'Methuselah', 'Noah'), '+4915112345678', '', '2001-01-01',
                  TIMESTAMPADD(SECOND, n DIV 3, '2001-01-01'), '2001-01-01'
                FROM (WITH RECURSIVE numbers AS (SELECT 0 AS n UNION ALL SELECT n + 1 FROM numbers WHERE n < 5999)
                  SELECT n FROM numbers) all_numbers""";
        try (Connection connection = TestServers.mysqlShards().get(3).connect()) {
            connection.setCatalog(people.router.database());
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET SESSION cte_max_recursion_depth = 6000");
                statement.execute(sql);
            }
        }
        String query = "name=methuselah&createdTo=2002-01-01T00:00:00Z&limit=1";

        assertThat(list(query).body()).startsWith("{\"items\":[],\"next\":\"");
        assertThat(pages(query)).containsExactly("old-1", "old-0");
        assertThat(pages(query + "&status=PENDING")).containsExactly("old-1", "old-0");
        assertThat(pages(query + "&phone=" + encoded("+49 151 12345678"))).containsExactly("old-1", "old-0");
        assertThat(pages("createdTo=2001-01-01T00:00:01Z&limit=2")).containsExactly("old-2", "old-1", "old-0");
    }

    @Test
    void aCursorGoesOnByItsFilterAlone() {
        people.register(null, People.newPhone(), null);
        people.register(null, People.newPhone(), null);
        String next = list("status=pending&limit=1").text("$.next");

        assertThat(list("limit=2&status=PENDING&cursor=" + next).status()).isEqualTo(200);
        for (String other :
                List.of("", "status=ACTIVE", "status=PENDING&name=a", "status=PENDING&phone=%2B4915112345678")) {
            assertThat(list(other + "&cursor=" + next).code()).as(other).isEqualTo("INVALID_CURSOR");
        }
    }

    @ParameterizedTest
    @CsvSource({
        // Of the release before, which wrote no filter.
        "200,            U1 2026-01-01T00:00:00Z ada",
        "INVALID_CURSOR, U1 2026-01-01T00:00:00Z ada 0",
        "INVALID_CURSOR, U1 2026-01-01 ada",
        "INVALID_CURSOR, U1 +1000000-01-01T00:00:00Z ada",
        "INVALID_CURSOR, U1 1969-01-01T00:00:00Z ada",
        "INVALID_CURSOR, U1 2026-01-01T00:00:00Z -",
        "INVALID_CURSOR, U2 2026-01-01T00:00:00Z ada",
        "INVALID_CURSOR, U2 2026-01-01T00:00:00Z ada 0",
        "INVALID_CURSOR, U3 2026-01-01T00:00:00Z ada",
    })
    void aCursorIsOneThatWasGiven(String code, String text) {
        String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        assertThat(list("cursor=" + cursor).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_FIELD,  status,      status=ASLEEP",
        "INVALID_FIELD,  role,        role=king",
        "INVALID_FIELD,  from,        from=yesterday",
        "INVALID_FIELD,  createdFrom, createdFrom=yesterday",
        "INVALID_FIELD,  createdTo,   createdTo=1",
        "INVALID_FIELD,  createdFrom, createdFrom=2026-01-01T00:00:00Z&from=2026-01-01T00:00:00Z",
        "INVALID_FIELD,  createdTo,   createdTo=2026-01-01T00:00:00Z&to=2026-01-01T00:00:00Z",
        "INVALID_FIELD,  phone,       phone=1",
        "INVALID_FIELD,  phone,       phone=0151+12345678",
        "INVALID_FIELD,  phone,       phone=",
        "INVALID_FIELD,  email,       email=ada",
        "INVALID_FIELD,  email,       email=",
        "INVALID_FIELD,  name,        name=",
        "INVALID_FIELD,  name,        name=%20",
        "INVALID_FIELD,  name,        name=%00",
        "INVALID_FIELD,  limit,       limit=0",
        "INVALID_CURSOR, cursor,      cursor=x",
        "UNKNOWN_FIELD,  fullName,    fullName=Ada",
    })
    void namesTheParameterAtFault(String code, String field, String query) {
        Reply refused = list(query);
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.text("$.field")).isEqualTo(field);
    }

    @Test
    void theUserOfANumberOrAnAddressIsFound() {
        Person ada = people.somebody();
        String phone = ada.phone();
        String spaced = phone.substring(0, 3) + " (0) " + phone.substring(3, 6) + "-" + phone.substring(6);

        for (String query : List.of(
                "phone=" + encoded(phone),
                "phone=" + phone,
                "phone=" + encoded("  " + phone),
                "phone=" + encoded(phone.replace("+", "00")),
                "phone=" + encoded(spaced),
                "email=" + ada.email(),
                "email=" + encoded(ada.email().toUpperCase(Locale.ROOT) + " "))) {
            Reply found = find(OPERATOR, query);
            assertThat(found.status()).as(query).isEqualTo(200);
            assertThat(found.text("$.id")).isEqualTo(ada.id());
            assertThat(found.text("$.phone")).isEqualTo(phone);
            assertThat(found.text("$.email")).isEqualTo(ada.email());
        }
        assertThat(find(OPERATOR, "email=a+b@example.com").code()).isEqualTo("USER_NOT_FOUND");
        assertThat(find(ADMIN, "email=" + ada.email()).body())
                .isEqualTo(profile(ada.id()).body());
    }

    /** It finds by what is proven; the list also shows who only gave a number. */
    @Test
    void whatIsNotProvenIsNobodys() {
        String phone = People.newPhone();
        String email = People.newEmail();
        String pending = people.register(null, phone, email).text("$.userId");
        Person ada = people.somebody();
        people.send(ADMIN, "DELETE", "/v1/users/" + ada.id() + "/email", null);

        assertThat(find(OPERATOR, "phone=" + encoded(phone)).code()).isEqualTo("USER_NOT_FOUND");
        assertThat(find(OPERATOR, "email=" + email).code()).isEqualTo("USER_NOT_FOUND");
        assertThat(find(OPERATOR, "email=" + ada.email()).code()).isEqualTo("USER_NOT_FOUND");
        assertThat(find(OPERATOR, "email=" + People.newEmail()).status()).isEqualTo(404);
        assertThat(ids(list("phone=" + phone))).containsExactly(pending);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "MISSING_FIELD, phone, -",
                "INVALID_FIELD, phone, phone=%2B4915112345678&email=ada@example.com",
                "INVALID_FIELD, phone, phone=12",
                "INVALID_FIELD, phone, phone=",
                "INVALID_FIELD, email, email=ada",
                "INVALID_FIELD, email, email=",
                "INVALID_FIELD, phone, phone=%2B4915112345678&phone=%2B4915112345678",
                "UNKNOWN_FIELD, name,  name=Ada",
            })
    void oneOfTheTwoIsAsked(String code, String field, @Nullable String query) {
        Reply refused = find(OPERATOR, query == null ? "" : query);
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("$.field")).isEqualTo(field);
    }

    @Test
    void whoMayLookForUsers() {
        Person ada = people.somebody();

        assertThat(find(ada.access(), "email=" + ada.email()).code()).isEqualTo("FORBIDDEN");
        assertThat(find(RunningRouter.ANALYST.text(), "email=" + ada.email()).code())
                .isEqualTo("FORBIDDEN");
        assertThat(people.send(ada.access(), "GET", "/v1/users?name=Ada", null).code())
                .isEqualTo("FORBIDDEN");
        assertThat(people.send(OPERATOR, "GET", "/v1/users?name=Ada", null).code())
                .isEqualTo("FORBIDDEN");
    }

    @Test
    void nobodyIsCalledAsTheCallIs() {
        Reply refused = people.register("find", People.newPhone(), null);
        assertThat(refused.code()).isEqualTo("USER_ID_TAKEN");
        assertThat(refused.text("$.field")).isEqualTo("userId");
    }

    private Reply profile(String id) {
        return people.send(ADMIN, "GET", "/v1/users/" + id, null);
    }

    private Reply list(String query) {
        return people.get(ADMIN, "/v1/users?" + query);
    }

    private Reply find(String token, String query) {
        return people.get(token, "/v1/users/find?" + query);
    }

    private static List<String> ids(Reply page) {
        return JsonPath.read(page.body(), "$.items[*].id");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The ids of all pages. */
    private List<String> pages(String query) {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            Reply page = list(query + (cursor == null ? "" : "&cursor=" + cursor));
            ids.addAll(ids(page));
            Map<String, @Nullable Object> whole = JsonPath.read(page.body(), "$");
            cursor = (String) whole.get("next");
        } while (cursor != null);
        return ids;
    }
}
