package io.groat.infra.testservers;

import io.groat.infra.server.mysql.MySqlLogin;
import java.sql.Connection;
import java.sql.SQLException;

/** A MySQL server of this test JVM, with a user who may do everything. It listens without TLS. */
public final class MySqlServerHandle implements ServerHandle {
    private final ServerHandle server;
    private final MySqlLogin login;

    MySqlServerHandle(ServerHandle server, MySqlLogin login) {
        this.server = server;
        this.login = login;
    }

    public String user() {
        return login.user();
    }

    public String password() {
        return login.password();
    }

    /** Creates an empty database; nothing happens when it exists. */
    public void createDatabase(String database) {
        login.createDatabase(database);
    }

    /** Deletes a database with all that is in it; nothing happens when there is none. */
    public void dropDatabase(String database) {
        login.dropDatabase(database);
    }

    /** A JDBC connection, to no database, for what a test wants to set up or see past the code it tests. */
    public Connection connect() throws SQLException {
        return login.connect();
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void start() {
        server.start();
    }

    @Override
    public void stop() {
        server.stop();
    }

    @Override
    public void kill() {
        server.kill();
    }

    @Override
    public void pause() {
        server.pause();
    }

    @Override
    public void resume() {
        server.resume();
    }

    @Override
    public boolean running() {
        return server.running();
    }

    @Override
    public String toString() {
        return name() + " on port " + port();
    }
}
