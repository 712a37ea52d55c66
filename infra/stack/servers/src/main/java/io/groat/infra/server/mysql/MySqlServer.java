package io.groat.infra.server.mysql;

import io.groat.infra.server.Folders;
import io.groat.infra.server.ServerCommand;
import io.groat.infra.server.ServerException;
import io.groat.infra.server.ServerProgram;
import io.groat.infra.server.install.ServerCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MySQL 8.0 on the loopback address, with one user who may do everything. Its root user logs in through the socket
 * alone, with a password nobody keeps.
 */
public final class MySqlServer implements ServerProgram {
    private static final String FIRST_STATEMENTS = "groat-init.sql";

    private final String name;
    private final MySqlSettings settings;
    private final ServerCache cache;
    private @Nullable MySqlInstallation installation;

    public MySqlServer(String name, MySqlSettings settings, ServerCache cache) {
        this.name = name;
        this.settings = settings;
        this.cache = cache;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return settings.port();
    }

    public MySqlSettings settings() {
        return settings;
    }

    /** Unpacks MySQL when it is not in the cache yet, and fetches the libraries that this machine lacks. */
    public static void requireInstallation(ServerCache cache) {
        try {
            MySqlInstallation.in(cache);
        } catch (IOException e) {
            throw new ServerException("Could not unpack MySQL: " + e.getMessage(), e);
        }
    }

    @Override
    public void prepare() throws IOException {
        MySqlInstallation installed = installation();
        Path data = settings.dataFolder();
        if (!Files.isDirectory(data)) {
            Files.createDirectories(data.getParent());
            installed.createDataFolder(data);
        }
        Folders.writePrivate(data.resolve(FIRST_STATEMENTS), firstStatements());
    }

    @Override
    public ServerCommand command() {
        MySqlInstallation installed = installation();
        List<String> arguments = MySqlInstallation.commonArguments(installed.home(), settings.dataFolder());
        arguments.add("--init-file=" + settings.dataFolder().resolve(FIRST_STATEMENTS));
        arguments.addAll(settings.arguments());
        return new ServerCommand(arguments, installed.environment(), settings.dataFolder());
    }

    /** Logs in, so that it is known to be this server with these rights that answers on the port. */
    @Override
    public boolean answers() {
        return login().succeeds();
    }

    @Override
    public void started() throws IOException {
        Files.deleteIfExists(settings.dataFolder().resolve(FIRST_STATEMENTS));
    }

    /** How to log in as its user. */
    public MySqlLogin login() {
        return new MySqlLogin(settings.port(), settings.user(), settings.password());
    }

    private synchronized MySqlInstallation installation() {
        MySqlInstallation known = installation;
        if (known == null) {
            try {
                known = MySqlInstallation.in(cache);
            } catch (IOException e) {
                throw new ServerException("Could not unpack MySQL: " + e.getMessage(), e);
            }
            installation = known;
        }
        return known;
    }

    /** Run by mysqld before it accepts connections; one statement a line. */
    private String firstStatements() {
        String user = "'" + settings.user() + "'@'127.0.0.1'";
        String byPassword = " IDENTIFIED WITH mysql_native_password BY '";
        return "CREATE USER IF NOT EXISTS " + user + byPassword + settings.password() + "';\n"
                + "ALTER USER " + user + byPassword + settings.password() + "';\n"
                + "GRANT ALL ON *.* TO " + user + " WITH GRANT OPTION;\n"
                + "ALTER USER 'root'@'localhost' IDENTIFIED BY '" + unknownPassword() + "';\n";
    }

    private static String unknownPassword() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
