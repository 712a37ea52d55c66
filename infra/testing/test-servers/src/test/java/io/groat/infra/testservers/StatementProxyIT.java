package io.groat.infra.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.infra.testservers.StatementProxy.Moment;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatementProxyIT {
    private static final Pattern INSERT = Pattern.compile("INSERT INTO proxied");

    private final MySqlServerHandle server = TestServers.mysqlShards().get(0);
    private final StatementProxy proxy = StatementProxy.before(server);

    @BeforeEach
    void createTable() throws SQLException {
        server.createDatabase("proxied");
        execute(server.connect(), "CREATE TABLE IF NOT EXISTS proxied.proxied (v INT PRIMARY KEY)");
        execute(server.connect(), "DELETE FROM proxied.proxied");
    }

    @AfterEach
    void bringBack() {
        proxy.close();
        server.start();
    }

    @Test
    void aServerKilledWhenAskedHasDoneNothing() throws Exception {
        CompletableFuture<String> struck = proxy.cutAt(Moment.ASKED, INSERT, server::kill);

        assertThatThrownBy(() -> insert(7)).isInstanceOf(SQLException.class);

        assertThat(struck.get(10, TimeUnit.SECONDS)).endsWith("VALUES (7)");
        assertThat(server.running()).isFalse();
        server.start();
        assertThat(count()).isZero();
    }

    @Test
    void aServerKilledWhenDoneHasDoneItAndNobodyKnows() throws Exception {
        CompletableFuture<String> struck = proxy.cutAt(Moment.DONE, INSERT, server::kill);

        assertThatThrownBy(() -> insert(7)).isInstanceOf(SQLException.class);

        assertThat(struck).succeedsWithin(10, TimeUnit.SECONDS);
        server.start();
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aStatementThatIsOnlyHeldGoesOnItsWay() throws Exception {
        int value = 0;
        for (Moment moment : Moment.values()) {
            AtomicBoolean done = new AtomicBoolean();
            CompletableFuture<String> struck = proxy.holdAt(moment, INSERT, () -> done.set(true));

            insert(value++);
            insert(value++);

            assertThat(struck).as("%s", moment).isCompleted();
            assertThat(done).isTrue();
        }
        assertThat(count()).isEqualTo(value);
    }

    @Test
    void theDeedIsDoneOnce() throws Exception {
        CompletableFuture<String> struck = proxy.cutAt(Moment.ASKED, INSERT, () -> {});

        assertThatThrownBy(() -> insert(1)).isInstanceOf(SQLException.class);
        insert(2);

        assertThat(struck).isCompleted();
        assertThat(count()).isEqualTo(1);
    }

    private void insert(int value) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", server.user());
        properties.setProperty("password", server.password());
        properties.setProperty("sslMode", "DISABLED");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        execute(
                DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + proxy.port() + "/", properties),
                "INSERT INTO proxied.proxied VALUES (" + value + ")");
    }

    private long count() throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM proxied.proxied")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
