package io.groat.router.auth.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.testservers.TestServers;
import io.groat.router.RunningRouter;
import io.groat.router.auth.user.UserFilter.Place;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a shard that has many users reads a page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserQueryIT {

    private static final Instant FROM = Instant.parse("2001-01-01T00:00:00Z");
    private static final Place AFTER = new Place(FROM.plusSeconds(3_000), "ada");

    private static final String MANY = """
            INSERT INTO users (id, status, roles, full_name, phone, password_hash, password_changed_at, created_at, updated_at)
            SELECT CONCAT('many-', n), 'PENDING', 'user', 'Noah', CONCAT('+49151', 10000000 + n), '', '2001-01-01',
              TIMESTAMPADD(SECOND, n, '2001-01-01'), '2001-01-01'
            FROM (WITH RECURSIVE numbers AS (SELECT 0 AS n UNION ALL SELECT n + 1 FROM numbers WHERE n < 5999)
              SELECT n FROM numbers) all_numbers""";

    private final RunningRouter router = RunningRouter.shared();

    @BeforeAll
    void addUsers() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION cte_max_recursion_depth = 6000");
            statement.execute(MANY);
            statement.execute("ANALYZE TABLE users");
        }
    }

    static Stream<UserFilter> byTime() {
        return Stream.of(
                filter(null, null, null),
                filter(null, "analyst", "ada"),
                filter(UserStatus.PENDING, null, null),
                filter(UserStatus.PENDING, null, "100%"));
    }

    /** Along an index, from where the page before ended: no row is sorted, and none is read that stands before. */
    @ParameterizedTest
    @MethodSource("byTime")
    void aPageIsReadInItsOrder(UserFilter filter) throws SQLException {
        UserQuery query = new UserQuery(filter, AFTER, 51);

        for (String statement : List.of(query.last(), query.rows(null), query.rows(new Place(FROM, "b")))) {
            assertThat(plan(statement)).contains("range scan", "(reverse)").doesNotContain("sort:");
        }
    }

    @Test
    void aNumberOrAnAddressIsLookedUp() throws SQLException {
        Identifier phone = Identifier.phone("+4915112345678").orElseThrow();
        Identifier email = Identifier.email("ada@example.com").orElseThrow();

        UserFilter byPhone = new UserFilter(null, "user", List.of(phone), email, "ada", FROM, null);
        UserFilter byEmail = new UserFilter(UserStatus.ACTIVE, null, List.of(), email, "ada", null, FROM);

        assertThat(new UserQuery(byPhone, AFTER, 51).looksFar()).isFalse();
        assertThat(plan(new UserQuery(byPhone, AFTER, 51).rows(null))).contains("lookup on users using users_phone");
        assertThat(plan(new UserQuery(byEmail, null, 51).rows(null))).contains("lookup on users using users_email");
    }

    private static UserFilter filter(@Nullable UserStatus status, @Nullable String role, @Nullable String name) {
        return new UserFilter(status, role, List.of(), null, name, FROM, null);
    }

    private String plan(String statement) throws SQLException {
        try (Connection connection = connect();
                Statement explain = connection.createStatement();
                ResultSet rows = explain.executeQuery("EXPLAIN FORMAT=TREE " + statement)) {
            rows.next();
            return rows.getString(1).toLowerCase(Locale.ROOT);
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = TestServers.mysqlShards().get(1).connect();
        connection.setCatalog(router.database());
        return connection;
    }
}
