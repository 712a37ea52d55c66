package io.groat.infra.launcher.workspace;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.server.Folders;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;
import java.util.Set;

/**
 * The passwords and secrets of this stack, made by chance at its first start and kept in a file only its owner may read.
 *
 * @param authCodes keys of codes and refresh tokens are made of it
 * @param authTotp encrypts the secrets of authenticator apps
 */
public record Secrets(String mysqlPassword, String redisPassword, String authCodes, String authTotp) {
    private static final String MYSQL = "mysql.password";
    private static final String REDIS = "redis.password";
    private static final String CODES = "auth.codes";
    private static final String TOTP = "auth.totp";

    /** Reads the file; makes it, or what it lacks, first. */
    public static Secrets in(Path file) {
        try {
            Properties properties = new Properties();
            if (Files.isRegularFile(file)) {
                try (Reader reader = Files.newBufferedReader(file)) {
                    properties.load(reader);
                }
            }
            Secrets secrets = new Secrets(
                    properties.getProperty(MYSQL, random()),
                    properties.getProperty(REDIS, random()),
                    properties.getProperty(CODES, random()),
                    properties.getProperty(TOTP, random()));
            if (!properties.keySet().containsAll(Set.of(MYSQL, REDIS, CODES, TOTP))) {
                Files.createDirectories(file.getParent());
                Folders.writePrivate(file, secrets.asText());
            }
            return secrets;
        } catch (IOException e) {
            throw new LauncherException("Cannot read or write " + file + ": " + e.getMessage(), e);
        }
    }

    private String asText() {
        return "# Passwords of the local stack. MySQL's user is groat.\n"
                + MYSQL + "=" + mysqlPassword + "\n"
                + REDIS + "=" + redisPassword + "\n"
                + CODES + "=" + authCodes + "\n"
                + TOTP + "=" + authTotp + "\n";
    }

    /** Never shows a password, wherever it may be printed. */
    @Override
    public String toString() {
        return "Secrets";
    }

    private static String random() {
        var bytes = new byte[18];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
