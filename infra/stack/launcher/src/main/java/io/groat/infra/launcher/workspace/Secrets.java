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
 * @param gateway between the router and the sandbox payment gateway
 */
public record Secrets(
        String mysqlPassword, String redisPassword, String authCodes, String authTotp, GatewaySecrets gateway) {
    private static final String MYSQL = "mysql.password";
    private static final String REDIS = "redis.password";
    private static final String CODES = "auth.codes";
    private static final String TOTP = "auth.totp";
    private static final String RAZORPAY_KEY = "sandbox.razorpay.key";
    private static final String RAZORPAY_SECRET = "sandbox.razorpay.secret";
    private static final String RAZORPAY_WEBHOOKS = "sandbox.razorpay.webhooks";
    private static final String STRIPE_KEY = "sandbox.stripe.key";
    private static final String STRIPE_WEBHOOKS = "sandbox.stripe.webhooks";
    private static final String DESTINATIONS = "gateways.destinations";

    private static final Set<String> ALL = Set.of(
            MYSQL,
            REDIS,
            CODES,
            TOTP,
            RAZORPAY_KEY,
            RAZORPAY_SECRET,
            RAZORPAY_WEBHOOKS,
            STRIPE_KEY,
            STRIPE_WEBHOOKS,
            DESTINATIONS);

    /** Reads the file; makes it, or what it lacks, first. */
    public static Secrets in(Path file) {
        try {
            Properties properties = new Properties();
            if (Files.isRegularFile(file)) {
                try (Reader reader = Files.newBufferedReader(file)) {
                    properties.load(reader);
                }
            }
            Secrets secrets = of(properties);
            if (!properties.keySet().containsAll(ALL)) {
                Files.createDirectories(file.getParent());
                Folders.writePrivate(file, secrets.asText());
            }
            return secrets;
        } catch (IOException e) {
            throw new LauncherException("Cannot read or write " + file + ": " + e.getMessage(), e);
        }
    }

    /** New ones, kept nowhere: for a plan that is not carried out. */
    public static Secrets unkept() {
        return of(new Properties());
    }

    /** What is not there is made. */
    private static Secrets of(Properties properties) {
        return new Secrets(
                properties.getProperty(MYSQL, random()),
                properties.getProperty(REDIS, random()),
                properties.getProperty(CODES, random()),
                properties.getProperty(TOTP, random()),
                new GatewaySecrets(
                        properties.getProperty(RAZORPAY_KEY, random()),
                        properties.getProperty(RAZORPAY_SECRET, random()),
                        properties.getProperty(RAZORPAY_WEBHOOKS, random()),
                        properties.getProperty(STRIPE_KEY, random()),
                        properties.getProperty(STRIPE_WEBHOOKS, random()),
                        properties.getProperty(DESTINATIONS, random())));
    }

    private String asText() {
        return "# Passwords of the local stack. MySQL's user is groat.\n"
                + line(MYSQL, mysqlPassword)
                + line(REDIS, redisPassword)
                + line(CODES, authCodes)
                + line(TOTP, authTotp)
                + line(RAZORPAY_KEY, gateway.razorpayKeyId())
                + line(RAZORPAY_SECRET, gateway.razorpayKeySecret())
                + line(RAZORPAY_WEBHOOKS, gateway.razorpayWebhooks())
                + line(STRIPE_KEY, gateway.stripeKey())
                + line(STRIPE_WEBHOOKS, gateway.stripeWebhooks())
                + line(DESTINATIONS, gateway.destinations());
    }

    private static String line(String name, String value) {
        return name + "=" + value + "\n";
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
