package io.groat.account;

import static io.groat.engine.TestCluster.EUR;
import static io.groat.engine.TestCluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.db.Stretch;
import io.groat.engine.ShardSql;
import io.groat.engine.TestCluster;
import io.groat.infra.testservers.TestServers;
import io.groat.money.CurrencyCode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages of a shard that has many accounts, beside shards that have few. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountPageIT {

    private static final int MANY = 12_000;

    /** Accounts of years ago whose balance is their number. */
    private static final String OLD = """
            INSERT INTO accounts (id, kind, user_id, type, currency, status, posted, held, last_seq, created_at, updated_at)
            SELECT UNHEX(CONCAT('01700000', LPAD(HEX(n), 4, '0'), '7000', '8000000000acc001')), 'USER',
              CONCAT('old-', n), 'main', 'EUR', 'OPEN', n, 0, 0, '2022-01-01', '2022-01-01'
            FROM (WITH RECURSIVE numbers AS (SELECT 0 AS n UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
              SELECT n FROM numbers) all_numbers""";

    private TestCluster cluster;
    private final List<UUID> recent = new ArrayList<>();

    @BeforeAll
    void start() throws SQLException {
        cluster = TestCluster.fresh();
        for (int shard = 0; shard < 4; shard++) {
            recent.add(cluster.open(cluster.userOn(shard), 1).id());
        }
        try (ShardSql sql = ShardSql.on(cluster, 1)) {
            sql.run("SET SESSION cte_max_recursion_depth = " + MANY);
            sql.run(OLD, MANY - 1);
        }
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    /** The oldest fit, and lie behind all that are looked at for two pages. */
    @Test
    void manyThatDoNotFitMakePagesShorterAndNothingIsMissed() {
        AccountFilter filter = new AccountFilter(null, null, EUR, null, 1L, 3L);
        List<List<Long>> pages = new ArrayList<>();
        UUID before = null;
        do {
            Stretch<Account, UUID> page = await(cluster.accounts.page(filter, before, 4));
            pages.add(page.found().stream().map(Account::postedMinor).toList());
            before = page.end();
        } while (before != null);

        assertThat(pages.stream().flatMap(List::stream)).containsExactly(1L, 1L, 1L, 1L, 3L, 2L, 1L);
        assertThat(pages).hasSize(1 + MANY / AccountPage.LOOKED_AT);
    }

    @Test
    void allAreGivenOnceNewestFirst() {
        List<UUID> found = new ArrayList<>();
        UUID before = null;
        do {
            Stretch<Account, UUID> page = await(cluster.accounts.page(AccountFilter.ALL, before, 1_000));
            page.found().forEach(account -> found.add(account.id()));
            before = page.end();
        } while (before != null);

        assertThat(found)
                .hasSize(MANY + 4)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo((a, b) -> b.toString().compareTo(a.toString()));
        assertThat(found.subList(0, 4)).containsExactlyInAnyOrderElementsOf(recent);
    }

    static Stream<AccountFilter> filters() {
        CurrencyCode yen = CurrencyCode.of("JPY");
        return Stream.of(
                AccountFilter.ALL,
                new AccountFilter(null, AccountRef.MAIN, null, AccountStatus.OPEN, null, null),
                new AccountFilter(null, null, EUR, null, 5L, 7L),
                new AccountFilter(null, "savings", yen, AccountStatus.OPEN, 5L, null),
                new AccountFilter(null, "savings", null, null, null, null),
                new AccountFilter(null, "savings", yen, AccountStatus.FROZEN, null, 7L));
    }

    /** Along an index, from where the page before ended: no row is sorted, and none is read that stands before. */
    @ParameterizedTest
    @MethodSource("filters")
    void aPageIsReadInItsOrder(AccountFilter filter) throws SQLException {
        AccountPage page = new AccountPage(filter, recent.get(0), 51);

        for (String statement : List.of(page.last(), page.rows(null), page.rows(new UUID(0, 0)))) {
            assertThat(plan(statement))
                    .contains("index range scan", "(reverse)")
                    .doesNotContainIgnoringCase("sort");
        }
    }

    private String plan(String statement) throws SQLException {
        try (Connection connection = TestServers.mysqlShards().get(1).connect()) {
            connection.setCatalog(cluster.database());
            try (Statement explain = connection.createStatement();
                    ResultSet rows = explain.executeQuery("EXPLAIN FORMAT=TREE " + statement)) {
                rows.next();
                return rows.getString(1).toLowerCase(Locale.ROOT);
            }
        }
    }
}
