package io.groat.router.account;

import static io.groat.router.RunningRouter.ISSUER;
import static io.groat.router.RunningRouter.expectProblem;
import static io.groat.router.RunningRouter.read;
import static io.groat.router.RunningRouter.readAll;
import static io.groat.router.RunningRouter.readObject;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.groat.infra.testservers.TestServers;
import io.groat.router.RunningRouter;
import io.groat.web.problem.WebProblem;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Accounts of all shards, in currencies that no other test uses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountListCallIT {

    private final RunningRouter router = RunningRouter.shared();

    /** What was opened, and what a filter has to find of it. */
    private record Opened(String id, String userId, String type, String currency, String status, long posted) {}

    private final List<Opened> all = new ArrayList<>();

    /** Of each shard a user with five accounts. */
    @BeforeAll
    void open() {
        for (int shard = 0; shard < 4; shard++) {
            String user = router.userOn(shard);
            all.add(opened(user, "main", "ISK", 100L * shard, "OPEN"));
            all.add(opened(user, "savings", "ISK", 100, "OPEN"));
            all.add(opened(user, "main", "JOD", 300, "FROZEN"));
            all.add(opened(user, "savings", "JOD", 0, "CLOSED"));
            all.add(opened(user, "old", "ISK", 500, "FROZEN"));
        }
        all.sort(Comparator.comparing(Opened::id).reversed());
    }

    private Opened opened(String user, String type, String currency, long balance, String status) {
        String id = read(
                router.post(
                        "/v1/accounts",
                        "{\"userId\":\"" + user + "\",\"type\":\"" + type + "\",\"currency\":\"" + currency
                                + "\",\"openingBalance\":" + balance + "}"),
                "$.id");
        router.http
                .patch()
                .uri("/v1/accounts/{id}", id)
                .header("Content-Type", "application/json")
                .bodyValue("{\"status\":\"" + status + "\"}")
                .exchange()
                .expectStatus()
                .isOk();
        return new Opened(id, user, type, currency, status, balance);
    }

    /** Each combination finds what it says, page by page, each account once, newest first. */
    @ParameterizedTest
    @ValueSource(strings = {"ISK", "JOD"})
    void anyCombinationOfFiltersIsRight(String currency) {
        String user = all.get(0).userId();
        Condition of =
                new Condition("&currency=" + currency, one -> one.currency().equals(currency));
        for (Condition owner :
                either(new Condition("&userId=" + user, one -> one.userId().equals(user)))) {
            for (Condition type : either(type("main"), type("savings"), type("none"))) {
                for (Condition status : either(status("OPEN"), status("FROZEN"), status("closed"))) {
                    for (Condition least : either(least(-5), least(100))) {
                        for (Condition most : either(most(300))) {
                            check(of.and(owner).and(type).and(status).and(least).and(most));
                        }
                    }
                }
            }
        }
    }

    /** A part of a query, and what it says. */
    private record Condition(String query, Predicate<Opened> fits) {
        Condition and(Condition other) {
            return new Condition(query + other.query, fits.and(other.fits));
        }
    }

    private static List<Condition> either(Condition... conditions) {
        return Stream.concat(Stream.of(new Condition("", one -> true)), Stream.of(conditions))
                .toList();
    }

    private static Condition type(String type) {
        return new Condition("&type=" + type, one -> one.type().equals(type));
    }

    private static Condition status(String status) {
        return new Condition("&status=" + status, one -> one.status().equalsIgnoreCase(status));
    }

    private static Condition least(long amount) {
        return new Condition("&minBalance=" + amount, one -> one.posted() >= amount);
    }

    private static Condition most(long amount) {
        return new Condition("&maxBalance=" + amount, one -> one.posted() <= amount);
    }

    private void check(Condition condition) {
        assertThat(pages("limit=3" + condition.query()))
                .as(condition.query())
                .isEqualTo(ids(all.stream().filter(condition.fits())));
    }

    @Test
    void aUsersAccountsNeedNoCurrency() {
        String user = all.get(0).userId();

        assertThat(pages("userId=" + user + "&limit=2"))
                .isEqualTo(ids(all.stream().filter(one -> one.userId().equals(user))));
        assertThat(pages("userId=" + user + "&status=FROZEN"))
                .isEqualTo(ids(all.stream()
                        .filter(one -> one.userId().equals(user))
                        .filter(one -> one.status().equals("FROZEN"))));
        assertThat(pages("userId=nobody-such")).isEmpty();
        router.get("/v1/accounts?userId={user}&type=main&currency=JOD", user)
                .expectBody()
                .jsonPath("$.items[0].balance.posted")
                .isEqualTo(300)
                .jsonPath("$.items[0].status")
                .isEqualTo("FROZEN")
                .jsonPath("$.items[0].shard")
                .isEqualTo(router.map().shardOfUser(user))
                .jsonPath("$.next")
                .isEmpty();
    }

    /** Those of all tests before, each once and none of the shards' own. */
    @Test
    void withoutAFilterAllUsersAccountsAreThere() {
        List<String> found = new ArrayList<>();
        List<String> users = new ArrayList<>();
        String cursor = null;
        do {
            Map<String, @Nullable Object> page = readObject(router.get(uri("limit=200", cursor)));
            found.addAll(JsonPath.<List<String>>read(page, "$.items[*].id"));
            users.addAll(JsonPath.<List<String>>read(page, "$.items[*].userId"));
            cursor = (String) page.get("next");
        } while (cursor != null);

        assertThat(found)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(Comparator.reverseOrder())
                .containsSubsequence(ids(all.stream()));
        assertThat(users).noneMatch(String::isEmpty);
    }

    /** A shard that has many of another kind does not hide what lies behind them, on it or on others. */
    @Test
    void manyThatDoNotFitMakePagesShorterAndThereIsANext() throws SQLException {
        String sql = """
                INSERT INTO accounts (id, kind, user_id, type, currency, status, posted, held, last_seq, created_at, updated_at)
                SELECT UNHEX(CONCAT('01700000', LPAD(HEX(n), 4, '0'), '7000', '8000000000acc001')), 'USER',
                  CONCAT('old-', n), 'main', 'BHD', 'OPEN', n, 0, 0, '2022-01-01', '2022-01-01'
                FROM (WITH RECURSIVE numbers AS (SELECT 0 AS n UNION ALL SELECT n + 1 FROM numbers WHERE n < 5999)
                  SELECT n FROM numbers) all_numbers""";
        try (Connection connection = TestServers.mysqlShards().get(2).connect()) {
            connection.setCatalog(router.database());
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET SESSION cte_max_recursion_depth = 6000");
                statement.execute(sql);
            }
        }
        String query = "currency=BHD&maxBalance=1";

        Map<String, @Nullable Object> first = readObject(router.get(uri(query, null)));

        assertThat(first.get("items")).isEqualTo(List.of());
        assertThat(first.get("next")).isNotNull();
        assertThat(pages(query)).hasSize(2);
    }

    @Test
    void aCursorGoesOnByItsFilterAlone() {
        String next = read(router.get("/v1/accounts?currency=ISK&status=OPEN&limit=1"), "$.next");

        router.get(uri("limit=5&status=open&currency=ISK", next)).expectStatus().isOk();
        for (String other : List.of(
                "currency=JOD&status=OPEN",
                "currency=ISK&status=FROZEN",
                "currency=ISK",
                "status=OPEN",
                "limit=1",
                "currency=ISK&status=OPEN&maxBalance=1",
                "currency=ISK&status=OPEN&userId=" + all.get(0).userId())) {
            expectProblem(router.get(uri(other, next)), WebProblem.INVALID_CURSOR, "cursor");
        }
        String user = all.get(0).userId();
        router.transfer(router.key(), RunningRouter.body(router.wallet(0, 5), router.wallet(1, 5), 1));
        router.transfer(router.key(), RunningRouter.body(router.wallet(0, 5), router.wallet(1, 5), 1));
        String ofTransfers = read(router.get("/v1/transfers?limit=1"), "$.next");
        expectProblem(router.get(uri("userId=" + user, ofTransfers)), WebProblem.INVALID_CURSOR, "cursor");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INVALID_FIELD  | type       | type=Main",
                "INVALID_FIELD  | type       | type=",
                "INVALID_FIELD  | currency   | currency=isk",
                "INVALID_FIELD  | currency   | currency=XXX",
                "INVALID_FIELD  | currency   | currency=&minBalance=1",
                "INVALID_FIELD  | status     | status=ASLEEP",
                "INVALID_FIELD  | status     | status=",
                "INVALID_FIELD  | userId     | userId=a b",
                "INVALID_FIELD  | userId     | userId=",
                "INVALID_FIELD  | userId     | userId=funding:card",
                "INVALID_FIELD  | minBalance | currency=ISK&minBalance=1.5",
                "INVALID_FIELD  | minBalance | currency=ISK&minBalance=",
                "INVALID_FIELD  | maxBalance | currency=ISK&maxBalance=9223372036854775808",
                "INVALID_FIELD  | maxBalance | currency=ISK&maxBalance=much",
                "INVALID_FIELD  | minBalance | currency=ISK&minBalance=2&maxBalance=1",
                "INVALID_FIELD  | minBalance | currency=ISK&minBalance=0&maxBalance=-1",
                "MISSING_FIELD  | currency   | minBalance=1",
                "MISSING_FIELD  | currency   | maxBalance=-1&userId=a",
                "INVALID_FIELD  | limit      | limit=201",
                "INVALID_CURSOR | cursor     | cursor=x",
                "UNKNOWN_FIELD  | user       | user=alice",
                "INVALID_FIELD  | status     | status=OPEN&status=FROZEN",
            })
    void namesTheParameterAtFault(String code, String field, String query) {
        expectProblem(router.get("/v1/accounts?" + query), RunningRouter.code(code), field);
    }

    @Test
    void theListIsForThoseWhoLookAfterAccounts() {
        String user = all.get(0).userId();
        String path = "/v1/accounts?limit=1&userId=" + user;

        expectProblem(as(ISSUER.token(user, "user"), path), WebProblem.FORBIDDEN);
        as(ISSUER.token("anna", "user", "analyst"), path).expectStatus().isOk();
        for (var key : List.of(RunningRouter.OPERATOR, RunningRouter.ANALYST, RunningRouter.ADMIN)) {
            assertThat(readAll(as(key.text(), path), "$.items[*].userId")).containsExactly(user);
        }
    }

    private ResponseSpec as(String token, String path) {
        return router.as(token).get().uri(path).exchange();
    }

    private static List<String> ids(Stream<Opened> accounts) {
        return accounts.map(Opened::id).toList();
    }

    private static String uri(String query, @Nullable String cursor) {
        return "/v1/accounts?" + query + (cursor == null ? "" : "&cursor=" + cursor);
    }

    /** The ids of all pages. */
    private List<String> pages(String query) {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            Map<String, @Nullable Object> page = readObject(router.get(uri(query, cursor)));
            ids.addAll(JsonPath.<List<String>>read(page, "$.items[*].id"));
            cursor = (String) page.get("next");
        } while (cursor != null);
        return ids;
    }
}
